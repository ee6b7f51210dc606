import type { ResponseResource } from "@qwents/protocol";
import type { Conversation, ConversationItem, KeptConversations, KeptItem } from "../conversation.ts";
import type { ResponseStore } from "../response-store.ts";

/** What one WebSocket may follow on: what is kept, and its own latest response where that is not. */
export class ConnectionResponses implements KeptConversations {
  readonly #id = crypto.randomUUID();
  readonly #kept: ResponseStore;
  readonly #passing: ResponseStore;
  #latest: string | undefined;
  #isClosed = false;

  /** @param passing what is there for its connection alone */
  constructor(kept: ResponseStore, passing: ResponseStore) {
    this.#kept = kept;
    this.#passing = passing;
  }

  /** @throws ApiError 400 */
  conversation(id: string, owner: string): KeptItem[] {
    return this.#isOwn(id) ? this.#passing.conversation(id, this.#id) : this.#kept.conversation(id, owner);
  }

  item(id: string, owner: string): ConversationItem | undefined {
    return this.#passing.item(id, this.#id) ?? this.#kept.item(id, owner);
  }

  /** The latest response takes the place of the one before. What is kept with all before it is found there. */
  remember(resource: ResponseResource, { history, input }: Conversation): void {
    const { store, previous_response_id: previousId } = resource;
    const isKept = store && (previousId === null || !this.#isOwn(previousId));
    this.forget();
    if (isKept || this.#isClosed) return;
    this.#latest = resource.id;
    // With its whole conversation, as those before it are gone.
    const whole = { ...resource, previous_response_id: null };
    this.#passing.put({ owner: this.#id, resource: whole, input: [...history, ...input] });
  }

  /** What was followed on in vain is not to be followed on again. */
  evict(id: string): void {
    if (id === this.#latest) this.forget();
  }

  /** Nothing is followed on any more. */
  close(): void {
    this.#isClosed = true;
    this.forget();
  }

  forget(): void {
    const latest = this.#latest;
    this.#latest = undefined;
    if (latest !== undefined && this.#passing.has(latest)) this.#passing.delete(latest, this.#id);
  }

  #isOwn(id: string): boolean {
    return id === this.#latest && this.#passing.has(id);
  }
}
