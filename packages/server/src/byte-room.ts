import { ApiError } from "@qwents/protocol";

/** Room for bytes that many bring at once. */
export class ByteRoom {
  readonly #maxBytes: number;
  #numBytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** To be given back, also after a refusal. @throws ApiError 503 */
  take(numBytes: number): void {
    this.#numBytes += numBytes;
    if (this.#numBytes <= this.#maxBytes) return;
    const message = "The server is reading as many requests as it has room for. Try again shortly.";
    throw new ApiError(message, { status: 503, type: "server_error", code: "too_many_bodies" });
  }

  give(numBytes: number): void {
    this.#numBytes -= numBytes;
  }
}
