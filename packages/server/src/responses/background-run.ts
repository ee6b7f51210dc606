import type { ResponseEvent, ResponseResource } from "@qwents/protocol";

/** A response that is made while nobody waits for it. */
export class BackgroundRun {
  readonly #end: () => void;
  readonly #events: ResponseEvent[] = [];
  readonly #keepsEvents: boolean;
  #resource: ResponseResource;
  #hasEnded = false;
  #numCharacters = 0;
  #change = Promise.withResolvers<void>();

  /** @param end what ends the generation */
  constructor(resource: ResponseResource, { keepsEvents, end }: { keepsEvents: boolean; end: () => void }) {
    this.#resource = resource;
    this.#keepsEvents = keepsEvents;
    this.#end = end;
  }

  /** As it is now. */
  get resource(): ResponseResource {
    return this.#resource;
  }

  get keepsEvents(): boolean {
    return this.#keepsEvents;
  }

  /** Of the events that are kept. */
  get numCharacters(): number {
    return this.#numCharacters;
  }

  /** Takes the events in; calls `onEnd` once with what has become of it. */
  async follow(events: AsyncIterable<ResponseEvent>, onEnd: (resource: ResponseResource) => void): Promise<void> {
    for await (const event of events) {
      if (this.#hasEnded) break;
      this.#take(event);
    }
    this.#finish();
    onEnd(this.#resource);
  }

  /** Ends it as it stands. Idempotent. */
  cancel(): void {
    if (this.#hasEnded) return;
    this.#resource = { ...this.#resource, status: "cancelled" };
    this.#finish();
    this.#end();
  }

  /** The events behind `startingAfter`, those that are to come included. A slow reader holds up nobody. */
  async *events(startingAfter = -1): AsyncGenerator<ResponseEvent, void> {
    for (let next = startingAfter + 1; ; next++) {
      while (next >= this.#events.length) {
        if (this.#hasEnded) return;
        await this.#change.promise;
      }
      yield this.#events[next];
    }
  }

  #take(event: ResponseEvent): void {
    if ("response" in event) this.#resource = event.response;
    else if (event.type === "response.output_item.done") {
      this.#resource = { ...this.#resource, output: [...this.#resource.output, event.item] };
    }
    if (!this.#keepsEvents) return;
    this.#events.push(event);
    this.#numCharacters += JSON.stringify(event).length;
    this.#wake();
  }

  #finish(): void {
    this.#hasEnded = true;
    this.#wake();
  }

  #wake(): void {
    this.#change.resolve();
    this.#change = Promise.withResolvers();
  }
}
