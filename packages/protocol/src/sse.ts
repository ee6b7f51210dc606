/** One server-sent event. @see https://html.spec.whatwg.org/multipage/server-sent-events.html */
export interface SseEvent {
  /** "message" where the stream names none. */
  readonly event: string;
  readonly data: string;
}

/** The bytes of an event on the wire, as text. Line breaks inside `data` become several data lines. */
export function encodeSse(data: string, event?: string): string {
  const name = event === undefined ? "" : `event: ${event}\n`;
  return `${name}data: ${data.replace(/\r\n|\r|\n/g, "\ndata: ")}\n\n`;
}

/** A line that every reader skips: it keeps the connection alive. */
export function encodeSseComment(text: string): string {
  return `: ${text}\n\n`;
}

/** Thrown for a stream that no honest server sends. */
export class SseError extends Error {
  override readonly name = "SseError";
}

/**
 * Reads events out of bytes that arrive in chunks of any size. As the standard has it, an event counts once its blank
 * line is there: what the stream's end cuts off is dropped.
 */
export class SseDecoder {
  readonly #utf8 = new TextDecoder();
  readonly #maxEventLength: number;
  /** The beginning of a line whose end has not come yet. */
  #line = "";
  #event = "";
  #data: string[] = [];
  #length = 0;
  /** The last chunk ended in CR: a LF now belongs to it. */
  #skipLineFeed = false;

  /** @param maxEventLength in UTF-16 code units, lines that carry nothing included */
  constructor(maxEventLength = 16 * 2 ** 20) {
    this.#maxEventLength = maxEventLength;
  }

  /** The events that are complete with this chunk. @throws SseError when an event exceeds its limit */
  push(chunk: Uint8Array): SseEvent[] {
    const events: SseEvent[] = [];
    const text = this.#utf8.decode(chunk, { stream: true });
    const breaks = /[\r\n]/g;
    let start = 0;
    while (start < text.length) {
      if (this.#skipLineFeed && text[start] === "\n") start++;
      this.#skipLineFeed = false;
      breaks.lastIndex = start;
      const end = breaks.exec(text)?.index ?? text.length;
      this.#take(text.slice(start, end));
      if (end === text.length) break;
      this.#skipLineFeed = text[end] === "\r";
      const event = this.#endLine();
      if (event !== undefined) events.push(event);
      start = end + 1;
    }
    return events;
  }

  #take(text: string): void {
    this.#length += text.length;
    if (this.#length > this.#maxEventLength) {
      throw new SseError(`Server-sent event longer than ${this.#maxEventLength} characters.`);
    }
    this.#line += text;
  }

  #endLine(): SseEvent | undefined {
    const line = this.#line;
    this.#line = "";
    if (line === "") return this.#dispatch();
    const colon = line.indexOf(":");
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(line[colon + 1] === " " ? colon + 2 : colon + 1);
    if (field === "data") this.#data.push(value);
    else if (field === "event") this.#event = value;
    else if (this.#data.length === 0) this.#length = 0;
    return undefined;
  }

  #dispatch(): SseEvent | undefined {
    const event = { event: this.#event === "" ? "message" : this.#event, data: this.#data.join("\n") };
    const hasData = this.#data.length > 0;
    this.#event = "";
    this.#data = [];
    this.#length = 0;
    return hasData ? event : undefined;
  }
}

/** The events of a response body. Ending the iteration early cancels the body. */
export async function* readSse(body: ReadableStream<Uint8Array>): AsyncGenerator<SseEvent, void> {
  const decoder = new SseDecoder();
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield* decoder.push(value);
    }
  } finally {
    // Nobody waits for the far end to agree.
    reader.cancel().catch(() => {});
  }
}
