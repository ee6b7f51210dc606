import { invalidRequest } from "@qwents/protocol";

const maxDepth = 100;
/** More than the token ids of the longest context. */
const maxValues = 2 ** 21;
/** More than the longest conversations have. Checking a key takes far longer than checking a token id. */
const maxKeys = 2 ** 17;

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const colon = 0x3a;

/**
 * Refuses JSON that would take far more memory or stack than its size suggests, before it is parsed. Whether it is
 * JSON at all is not looked at.
 * @throws ApiError 400 `json_too_deep`, `json_too_large`
 */
export function checkJsonBounds(bytes: Uint8Array): void {
  let depth = 0;
  let numValues = 1;
  let numKeys = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i];
    if (byte === quote) i = stringEnd(bytes, i);
    else if (isOpening(byte)) depth++;
    else if (isClosing(byte)) depth--;
    if (byte === comma || isOpening(byte)) numValues++;
    else if (byte === colon) numKeys++;
    if (depth > maxDepth) {
      throw invalidRequest(`JSON nested deeper than ${maxDepth} levels is not taken.`, "json_too_deep");
    }
    if (numValues > maxValues) {
      throw invalidRequest(`JSON of more than ${maxValues} values is not taken.`, "json_too_large");
    }
    if (numKeys > maxKeys) {
      throw invalidRequest(`JSON of more than ${maxKeys} keys is not taken.`, "json_too_large");
    }
  }
}

function isOpening(byte: number): boolean {
  return byte === 0x7b || byte === 0x5b;
}

function isClosing(byte: number): boolean {
  return byte === 0x7d || byte === 0x5d;
}

/** Index of the quote that ends the string begun at `start`, or the end of the bytes. */
function stringEnd(bytes: Uint8Array, start: number): number {
  let end = bytes.indexOf(quote, start + 1);
  while (end >= 0 && isEscaped(bytes, end)) end = bytes.indexOf(quote, end + 1);
  return end < 0 ? bytes.length : end;
}

function isEscaped(bytes: Uint8Array, index: number): boolean {
  let before = index;
  while (bytes[before - 1] === backslash) before--;
  return (index - before) % 2 === 1;
}
