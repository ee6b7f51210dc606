const firstReplacement = 0x100;

/**
 * The printable stand-ins that byte-level BPE files write for bytes: printable Latin-1 characters for themselves, the
 * other 68 bytes, in ascending order, as U+0100 onwards (a space reads "Ġ", a newline "Ċ").
 * @see https://github.com/openai/gpt-2/blob/master/src/encoder.py
 */
const byteCharacters: readonly string[] = buildByteCharacters();

// By UTF-16 unit; −1 where a unit is not in the alphabet.
const byteOfUnit = new Int16Array(2 * firstReplacement).fill(-1);
for (const [byte, character] of byteCharacters.entries()) byteOfUnit[character.charCodeAt(0)] = byte;

/** The byte that a UTF-16 unit of a token stands for, or −1. */
export function byteOf(unit: number): number {
  return unit < byteOfUnit.length ? byteOfUnit[unit] : -1;
}

/**
 * Writes the bytes that a text in the alphabet, of which `source` has the UTF-8, stands for, and gives their end; −1 where
 * a character stands for none.
 */
export function writeBytesOf(source: Uint8Array, begin: number, end: number, target: Uint8Array, at: number): number {
  let to = at;
  for (let i = begin; i < end; i++) {
    const lead = source[i];
    const unit = lead < 0x80 ? lead : lead < 0xe0 ? ((lead & 0x1f) << 6) | (source[++i] & 0x3f) : byteOfUnit.length;
    const byte = byteOf(unit);
    if (byte < 0) return -1;
    target[to++] = byte;
  }
  return to;
}

/** `bytes` written in the alphabet. */
export function tokenOfBytes(bytes: Iterable<number>): string {
  let token = "";
  for (const byte of bytes) token += byteCharacters[byte];
  return token;
}

function buildByteCharacters(): string[] {
  let numReplaced = 0;
  return Array.from({ length: 256 }, (_, byte) => {
    const isPrintable = (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte !== 0xad);
    return String.fromCharCode(isPrintable ? byte : firstReplacement + numReplaced++);
  });
}
