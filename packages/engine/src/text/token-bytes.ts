import { QwenError } from "../errors.ts";
import type { PackedTexts } from "../files/packed-texts.ts";
import { quoted } from "../files/quoted.ts";
import { byteOf, writeBytesOf } from "./byte-alphabet.ts";
import { tokenizerError, tokenKinds, type Vocabulary } from "./vocabulary.ts";

/** The bytes of every token of a vocabulary, one after the other in one array. */
export class TokenBytes {
  readonly bytes: Uint8Array;
  /** [V + 1] where each token's bytes begin. */
  readonly starts: Uint32Array;

  /** @throws QwenError `tokenizer/bad-data` for a token that no bytes correspond to */
  constructor({ tokens, kinds }: Vocabulary) {
    this.starts = new Uint32Array(tokens.length + 1);
    const bytes = new Uint8Array(tokens.numBytes());
    let end = 0;
    for (let id = 0; id < tokens.length; id++) {
      if (kinds[id] === tokenKinds.normal) end = writeNormal(tokens, id, bytes, end);
      else if (kinds[id] === tokenKinds.byte) bytes[end++] = parseByte(tokens.at(id), id);
      else end = writeAsItIs(tokens, id, bytes, end);
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

function writeNormal(tokens: PackedTexts, id: number, bytes: Uint8Array, start: number): number {
  const end = writeBytesOf(tokens.bytes, tokens.starts[id], tokens.ends[id], bytes, start);
  if (end >= 0) return end;
  const stranger = [...tokens.at(id)].find((character) => byteOf(character.charCodeAt(0)) < 0);
  throw tokenizerError(`token ${id} has the character ${quoted(stranger ?? "")}, which stands for no byte`, { id });
}

function writeAsItIs(tokens: PackedTexts, id: number, bytes: Uint8Array, start: number): number {
  bytes.set(tokens.bytes.subarray(tokens.starts[id], tokens.ends[id]), start);
  return start + tokens.ends[id] - tokens.starts[id];
}

function parseByte(token: string, id: number): number {
  const hex = /^<0x([0-9A-F]{2})>$/.exec(token)?.[1];
  if (hex === undefined) {
    throw tokenizerError(`token ${id} must name a byte, as in "<0x0A>", got ${quoted(token)}`, { id });
  }
  return Number.parseInt(hex, 16);
}
