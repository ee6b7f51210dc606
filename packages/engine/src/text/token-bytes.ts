import { QwenError } from "../errors.ts";
import { quoted } from "../files/quoted.ts";
import { byteOf } from "./byte-alphabet.ts";
import { tokenizerError, tokenKinds, type Vocabulary } from "./vocabulary.ts";

/** The bytes of every token of a vocabulary, one after the other in one array. */
export class TokenBytes {
  readonly bytes: Uint8Array;
  /** [V + 1] where each token's bytes begin. */
  readonly starts: Uint32Array;

  /** @throws QwenError `tokenizer/bad-data` for a token that no bytes correspond to */
  constructor({ tokens, kinds }: Vocabulary) {
    this.starts = new Uint32Array(tokens.length + 1);
    const bytes = new Uint8Array(tokens.reduce((sum, token) => sum + 3 * (token?.length ?? 0), 0));
    const encoder = new TextEncoder();
    let end = 0;
    for (let id = 0; id < tokens.length; id++) {
      const token = tokens[id] ?? "";
      if (kinds[id] === tokenKinds.normal) end = writeNormal(token, id, bytes, end);
      else if (kinds[id] === tokenKinds.byte) bytes[end++] = parseByte(token, id);
      else end += encoder.encodeInto(token, bytes.subarray(end)).written;
      this.starts[id + 1] = end;
    }
    this.bytes = bytes.slice(0, end);
  }

  /** A view of one token's bytes. @throws QwenError `request/invalid` */
  of(tokenId: number): Uint8Array {
    this.#check(tokenId);
    return this.bytes.subarray(this.starts[tokenId], this.starts[tokenId + 1]);
  }

  /** Whether a token's bytes are those of `bytes` from `start` to `end`. */
  equals(tokenId: number, bytes: Uint8Array, start: number, end: number): boolean {
    const own = this.bytes;
    let at = this.starts[tokenId];
    if (this.starts[tokenId + 1] - at !== end - start) return false;
    for (let i = start; i < end; i++) if (bytes[i] !== own[at++]) return false;
    return true;
  }

  /** The text that tokens make together. @throws QwenError `request/invalid` */
  decode(tokenIds: readonly number[]): string {
    let length = 0;
    for (const id of tokenIds) {
      this.#check(id);
      length += this.starts[id + 1] - this.starts[id];
    }
    const bytes = new Uint8Array(length);
    let end = 0;
    for (const id of tokenIds) {
      bytes.set(this.bytes.subarray(this.starts[id], this.starts[id + 1]), end);
      end += this.starts[id + 1] - this.starts[id];
    }
    return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  }

  #check(tokenId: number): void {
    const vocabSize = this.starts.length - 1;
    if (Number.isInteger(tokenId) && tokenId >= 0 && tokenId < vocabSize) return;
    throw new QwenError(
      "request/invalid",
      `Token ids must be integers from 0 to ${vocabSize - 1} for this model, got ${String(tokenId)}.`,
      { details: { tokenId, vocabSize } },
    );
  }
}

function writeNormal(token: string, id: number, bytes: Uint8Array, start: number): number {
  for (let i = 0; i < token.length; i++) {
    const byte = byteOf(token.charCodeAt(i));
    if (byte < 0) {
      throw tokenizerError(`token ${id} has the character ${quoted(token[i])}, which stands for no byte`, {
        id,
      });
    }
    bytes[start + i] = byte;
  }
  return start + token.length;
}

function parseByte(token: string, id: number): number {
  const hex = /^<0x([0-9A-F]{2})>$/.exec(token)?.[1];
  if (hex === undefined) {
    throw tokenizerError(`token ${id} must name a byte, as in "<0x0A>", got ${quoted(token)}`, { id });
  }
  return Number.parseInt(hex, 16);
}
