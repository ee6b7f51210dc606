import { ApiError, invalidRequest, readBytes } from "@qwents/protocol";
import { checkJsonBounds } from "./json-bounds.ts";

/** How many of the largest bodies may be read at once. */
const maxLargestAtOnce = 4;

/** Reads request bodies, no more bytes of them at once than it has room for. */
export class JsonBodies {
  readonly #maxBytes: number;
  #reservedBytes = 0;

  /** @param maxBytes the largest body */
  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** @throws ApiError 400, 413, 415; 503 while too much else is being read */
  async read(request: Request): Promise<unknown> {
    checkHeaders(request.headers);
    const size = this.#declaredSize(request.headers);
    if (this.#reservedBytes + size > this.#maxBytes * maxLargestAtOnce) throw busy();
    this.#reservedBytes += size;
    try {
      const bytes = await readBytes(request.body, this.#maxBytes).catch(cutOff);
      if (bytes === undefined) throw tooLarge(this.#maxBytes);
      return parseJson(bytes);
    } finally {
      this.#reservedBytes -= size;
    }
  }

  /** A body of unknown length may become as large as any. */
  #declaredSize(headers: Headers): number {
    const declared = headers.get("content-length");
    if (declared === null) return this.#maxBytes;
    const size = Number(declared);
    if (!(size <= this.#maxBytes)) throw tooLarge(this.#maxBytes);
    return size;
  }
}

/** JSON out of bytes from outside. @throws ApiError 400 */
export function parseJson(bytes: Uint8Array): unknown {
  checkJsonBounds(bytes);
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    const reason = cause instanceof SyntaxError ? "it does not parse" : "it is not UTF-8";
    throw invalidRequest(`Expected a JSON object, but ${reason}.`, "invalid_json");
  }
}

function checkHeaders(headers: Headers): void {
  const type = headers.get("content-type");
  if (type !== null && !/^[^;]*[/+]json\s*(;|$)/i.test(type)) {
    throw unsupportedMedia(`Expected "content-type: application/json", but got ${JSON.stringify(type.slice(0, 100))}.`);
  }
  const encoding = headers.get("content-encoding");
  if (encoding !== null && encoding !== "identity") {
    throw unsupportedMedia("Compressed request bodies are not taken: send the JSON as it is.");
  }
}

function unsupportedMedia(message: string): ApiError {
  return new ApiError(message, { status: 415, type: "invalid_request_error", code: "unsupported_media_type" });
}

function tooLarge(maxBytes: number): ApiError {
  const message = `The request body is larger than the ${maxBytes} bytes that this server takes.`;
  return new ApiError(message, { status: 413, type: "invalid_request_error", code: "body_too_large" });
}

function busy(): ApiError {
  const message = "The server is reading as many request bodies as it has room for. Try again shortly.";
  return new ApiError(message, { status: 503, type: "server_error", code: "too_many_bodies" });
}

function cutOff(): never {
  throw invalidRequest("The request body ended before all of it had come.", "incomplete_body");
}
