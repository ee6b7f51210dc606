import { ApiError, invalidRequest } from "@qwents/protocol";
import { ByteRoom } from "./byte-room.ts";
import { checkJsonBounds } from "./json-bounds.ts";

/** How many of the largest bodies there is room for at once. */
export const maxLargestAtOnce = 4;

/** The largest body, where nothing else is said. */
export const defaultMaxBodyBytes = 32 * 2 ** 20;

/** How long a body may bring nothing, where nothing else is said. */
export const defaultBodyIdleMs = 15_000;

interface BodyLimits {
  /** The largest body. */
  readonly maxBytes: number;
  /** How long a body may bring nothing. */
  readonly idleMs: number;
}

/** Reads request bodies, no more bytes of them at once than it has room for. */
export class JsonBodies {
  readonly #limits: BodyLimits;
  /** For what has come so far of all bodies being read. */
  readonly #room: ByteRoom;
  readonly #sizes = new WeakMap<Request, number>();

  constructor(limits: BodyLimits) {
    this.#limits = limits;
    this.#room = new ByteRoom(limits.maxBytes * maxLargestAtOnce);
  }

  /**
   * @param mayHaveAnyType whether the body is taken for JSON whatever its `content-type` says
   * @throws ApiError 400, 408, 413, 415; 503 while too much else is being read
   */
  async read(request: Request, mayHaveAnyType = false): Promise<unknown> {
    const { headers, body } = request;
    if (!mayHaveAnyType) checkType(headers.get("content-type"));
    checkHeaders(headers, this.#limits.maxBytes);
    if (body === null) return parseJson(new Uint8Array(0));
    const reader = body.getReader();
    const chunks: Uint8Array[] = [];
    let numBytes = 0;
    try {
      for (;;) {
        const { done, value } = await nextChunk(reader, this.#limits.idleMs);
        if (done) return parseJson(await joined(chunks));
        numBytes += value.byteLength;
        this.#room.take(value.byteLength);
        if (numBytes > this.#limits.maxBytes) throw tooLarge(this.#limits.maxBytes);
        chunks.push(value);
      }
    } finally {
      this.#room.give(numBytes);
      this.#sizes.set(request, numBytes);
      reader.cancel().catch(() => {});
    }
  }

  /** How many bytes were read. */
  sizeOf(request: Request): number {
    return this.#sizes.get(request) ?? 0;
  }
}

async function nextChunk(reader: ReadableStreamDefaultReader<Uint8Array>, idleMs: number) {
  const idle = Promise.withResolvers<never>();
  const timer = setTimeout(() => idle.reject(tooSlow(idleMs)), idleMs);
  try {
    return await Promise.race([reader.read().catch(cutOff), idle.promise]);
  } finally {
    clearTimeout(timer);
  }
}

async function joined(chunks: readonly Uint8Array[]): Promise<Uint8Array> {
  return new Uint8Array(await new Blob(chunks as Uint8Array<ArrayBuffer>[]).arrayBuffer());
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

function checkType(type: string | null): void {
  if (type === null || /^[^;]*[/+]json\s*(;|$)/i.test(type)) return;
  throw unsupportedMedia(`Expected "content-type: application/json", but got ${JSON.stringify(type.slice(0, 100))}.`);
}

function checkHeaders(headers: Headers, maxBytes: number): void {
  const encoding = headers.get("content-encoding");
  if (encoding !== null && encoding !== "identity") {
    throw unsupportedMedia("Compressed request bodies are not taken: send the JSON as it is.");
  }
  if (!(Number(headers.get("content-length")) <= maxBytes)) throw tooLarge(maxBytes);
}

function unsupportedMedia(message: string): ApiError {
  return new ApiError(message, { status: 415, type: "invalid_request_error", code: "unsupported_media_type" });
}

function tooLarge(maxBytes: number): ApiError {
  const message = `The request body is larger than the ${maxBytes} bytes that this server takes.`;
  return new ApiError(message, { status: 413, type: "invalid_request_error", code: "body_too_large" });
}

function tooSlow(idleMs: number): ApiError {
  const message = `Nothing more of the request body has come for ${idleMs / 1000} s.`;
  return new ApiError(message, { status: 408, type: "invalid_request_error", code: "body_too_slow" });
}

function cutOff(): never {
  throw invalidRequest("The request body ended before all of it had come.", "incomplete_body");
}
