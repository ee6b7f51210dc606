import { ApiError, invalidRequest, type ResponseResource } from "@qwents/protocol";
import type { BackgroundRun } from "./background-run.ts";
import type { ConversationItem, KeptItem } from "./conversation.ts";

export interface ResponseStoreLimits {
  /** Default 1000. */
  readonly maxResponses?: number;
  /** Of what is kept, as text. Default 128 MiB. */
  readonly maxBytes?: number;
  /** Since a response was last asked for or followed on. Default 24 hours. */
  readonly maxAgeMs?: number;
}

export interface StoredResponse {
  /** Who made it, and alone may find it. */
  readonly owner: string;
  /** As it was when it was put there. */
  readonly resource: ResponseResource;
  /** The request's own. */
  readonly input: readonly KeptItem[];
  /** While it runs, and where its events are kept. */
  readonly run?: BackgroundRun;
}

interface Entry extends StoredResponse {
  readonly bytes: number;
  readonly usedAt: number;
}

/**
 * Responses that are kept in memory for a while. What was not used for the longest goes first; whoever uses a response
 * uses those it follows on, too.
 */
export class ResponseStore {
  readonly #limits: Required<ResponseStoreLimits>;
  readonly #now: () => number;
  /** Least recently used first; of a conversation, its end before its beginning. */
  readonly #entries = new Map<string, Entry>();
  /** From the ids of items to the ids of responses that have them. */
  readonly #holders = new Map<string, string>();
  #bytes = 0;

  /** @param now milliseconds of a clock that never goes back */
  constructor(limits: ResponseStoreLimits = {}, now: () => number = () => performance.now()) {
    const { maxResponses = 1000, maxBytes = 128 * 2 ** 20, maxAgeMs = 24 * 3600 * 1000 } = limits;
    this.#limits = { maxResponses, maxBytes, maxAgeMs };
    this.#now = now;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** Keeps a response, in the place of what was kept under its id. */
  put(stored: StoredResponse): void {
    const { id } = stored.resource;
    this.#remove(id);
    this.#add(id, { ...stored, bytes: bytesOf(stored), usedAt: this.#now() });
    this.#use(id);
    this.#trim();
  }

  /** @throws ApiError 404, also for what is another's */
  find(id: string, owner: string): StoredResponse {
    this.#trim();
    const entry = this.#own(id, owner);
    if (entry === undefined) throw notFound(id);
    this.#use(id);
    return entry;
  }

  /** Whether a response is kept; asking is no use of it. */
  has(id: string): boolean {
    return this.#entries.has(id);
  }

  /** Also ends it, if it runs. @throws ApiError 404 */
  delete(id: string, owner: string): void {
    this.find(id, owner).run?.cancel();
    this.#remove(id);
  }

  /** What a response was made of and what came of it, from the beginning. @throws ApiError 400 */
  conversation(id: string, owner: string): KeptItem[] {
    this.#trim();
    const turns = this.#own(id, owner) === undefined ? [] : this.#chain(id);
    const first = turns.at(-1)?.resource.previous_response_id;
    if (turns.length === 0) throw notFollowed(id, "is not kept here, or no more");
    if (first != null) throw notFollowed(id, `follows on '${first}', which is not kept any more`);
    const { status } = currentOf(turns[0]);
    if (status === "queued" || status === "in_progress") throw notFollowed(id, "is not done yet: ask again later");
    this.#use(id);
    return turns.reverse().flatMap(itemsOf);
  }

  /** All items that a response was made of, as far as they are kept. @throws ApiError 404 */
  inputItems(id: string, owner: string): KeptItem[] {
    const own = this.find(id, owner);
    const earlier = this.#chain(id).slice(1).reverse();
    return [...earlier.flatMap(itemsOf), ...own.input];
  }

  item(id: string, owner: string): ConversationItem | undefined {
    const entry = this.#own(this.#holders.get(id) ?? "", owner);
    return entry && itemsOf(entry).find((item) => item.id === id);
  }

  #own(id: string, owner: string): Entry | undefined {
    const entry = this.#entries.get(id);
    return entry?.owner === owner ? entry : undefined;
  }

  /** A response and those it follows on, the latest first, as far as they are kept. */
  #chain(id: string): Entry[] {
    const chain: Entry[] = [];
    let entry = this.#entries.get(id);
    while (entry !== undefined) {
      chain.push(entry);
      entry = this.#entries.get(entry.resource.previous_response_id ?? "");
    }
    return chain;
  }

  #use(id: string): void {
    const usedAt = this.#now();
    for (const entry of this.#chain(id)) {
      this.#entries.delete(entry.resource.id);
      this.#entries.set(entry.resource.id, { ...entry, usedAt });
    }
  }

  #trim(): void {
    const { maxResponses, maxBytes, maxAgeMs } = this.#limits;
    const oldest = this.#now() - maxAgeMs;
    for (const [id, { usedAt, run }] of this.#entries) {
      if (this.#entries.size <= maxResponses && this.#bytes <= maxBytes && usedAt > oldest) return;
      run?.cancel();
      this.#remove(id);
    }
  }

  #add(id: string, entry: Entry): void {
    this.#entries.set(id, entry);
    this.#bytes += entry.bytes;
    for (const item of itemsOf(entry)) this.#holders.set(item.id, id);
  }

  #remove(id: string): void {
    const entry = this.#entries.get(id);
    if (entry === undefined) return;
    this.#entries.delete(id);
    this.#bytes -= entry.bytes;
    for (const item of itemsOf(entry)) {
      if (this.#holders.get(item.id) === id) this.#holders.delete(item.id);
    }
  }
}

/** A response as it is now. */
export function currentOf({ resource, run }: StoredResponse): ResponseResource {
  return run?.resource ?? resource;
}

function itemsOf(stored: StoredResponse): KeptItem[] {
  return [...stored.input, ...currentOf(stored).output];
}

/** Characters may take two bytes each. */
function bytesOf({ input, resource, run }: StoredResponse): number {
  return 2 * (JSON.stringify(input).length + JSON.stringify(resource).length + (run?.numCharacters ?? 0));
}

function notFound(id: string): ApiError {
  const message = `There is no response '${id.slice(0, 128)}' here, or no more. Responses are kept in memory, for a while.`;
  return new ApiError(message, { status: 404, type: "invalid_request_error", code: "not_found", param: "response_id" });
}

function notFollowed(id: string, why: string): ApiError {
  const message = `'previous_response_id': the response '${id}' ${why}. Send the whole conversation as 'input' instead.`;
  return invalidRequest(message, "previous_response_not_found", "previous_response_id");
}
