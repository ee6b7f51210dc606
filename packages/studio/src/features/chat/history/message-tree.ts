import type { MessageRecord } from "./records.ts";

/** Stands for the parent of first messages in `chosen`. */
const rootKey = "";

const keyOf = (parentId: string | null) => parentId ?? rootKey;

/** Two tabs may have made messages at the same time: all tabs have them in the same order all the same. */
function byAge(a: MessageRecord, b: MessageRecord): number {
  return a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1);
}

/** Messages of a chat: each follows one, and several may follow the same: versions of a question, answers to it. */
export class MessageTree {
  readonly #messages = new Map<string, MessageRecord>();
  /** Ids by parent, oldest first. */
  readonly #children = new Map<string, readonly string[]>();
  #lastCreatedAt = 0;

  /** What follows a message that is not there is left out. */
  constructor(messages: readonly MessageRecord[] = []) {
    for (const message of [...messages].sort(byAge)) this.add(message);
  }

  get size(): number {
    return this.#messages.size;
  }

  get messages(): readonly MessageRecord[] {
    return [...this.#messages.values()];
  }

  get(id: string): MessageRecord | undefined {
    return this.#messages.get(id);
  }

  /** A time for the next message, after all others' also when the clock went back. */
  nextTime(now = Date.now()): number {
    return Math.max(now, this.#lastCreatedAt + 1);
  }

  /** @returns whether it has a place here: its parent is known, and its id is new */
  add(message: MessageRecord): boolean {
    const { id, parentId, createdAt } = message;
    if (this.#messages.has(id) || (parentId !== null && !this.#messages.has(parentId))) return false;
    this.#messages.set(id, message);
    // Another tab's may come after a younger one of this.
    const versions = this.childrenOf(parentId).map((other) => this.#messages.get(other)!);
    const ids = [...versions, message].sort(byAge).map((version) => version.id);
    this.#children.set(keyOf(parentId), ids);
    this.#lastCreatedAt = Math.max(this.#lastCreatedAt, createdAt);
    return true;
  }

  /** A newer state of a message that is there; its place stays. */
  replace(message: MessageRecord): void {
    if (this.#messages.has(message.id)) this.#messages.set(message.id, message);
  }

  childrenOf(parentId: string | null): readonly string[] {
    return this.#children.get(keyOf(parentId)) ?? [];
  }

  /** The message and what stands beside it, oldest first. */
  versionsOf(id: string): readonly string[] {
    const message = this.#messages.get(id);
    return message === undefined ? [] : this.childrenOf(message.parentId);
  }

  /** Ids from the first message to the last one of what is shown. */
  path(chosen: Readonly<Record<string, string>>): readonly string[] {
    const path: string[] = [];
    for (let parent: string | null = null; ; ) {
      const children = this.childrenOf(parent);
      const wanted: string | undefined = chosen[keyOf(parent)];
      const next: string | undefined = wanted !== undefined && children.includes(wanted) ? wanted : children.at(-1);
      if (next === undefined) return path;
      path.push(next);
      parent = next;
    }
  }

  /** The message and all before it, first one first. */
  until(id: string): readonly MessageRecord[] {
    const found: MessageRecord[] = [];
    for (let at = this.#messages.get(id); at !== undefined; ) {
      found.push(at);
      at = at.parentId === null ? undefined : this.#messages.get(at.parentId);
    }
    return found.reverse();
  }
}

/** `chosen` such that the message is shown: at every fork above it, the way that leads to it. */
export function choosing(
  tree: MessageTree,
  chosen: Readonly<Record<string, string>>,
  id: string,
): Readonly<Record<string, string>> {
  const next = { ...chosen };
  for (const message of tree.until(id)) {
    const key = keyOf(message.parentId);
    // The newest is shown where nothing is said.
    if (tree.childrenOf(message.parentId).at(-1) === message.id) delete next[key];
    else next[key] = message.id;
  }
  return next;
}
