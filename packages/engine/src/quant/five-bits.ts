/** Level i of a block of 32 with five bits each: 4 bytes of fifth bits at `at`, then 16 bytes of the others. */
export function fiveBits(bytes: Uint8Array, at: number, i: number): number {
  const low = (bytes[at + 4 + (i & 15)] >> (4 * (i >> 4))) & 15;
  return low | (((bytes[at + (i >> 3)] >> (i & 7)) & 1) << 4);
}

/** Writes such a level over zeros. */
export function writeFiveBits(bytes: Uint8Array, at: number, i: number, level: number): void {
  bytes[at + 4 + (i & 15)] |= (level & 15) << (4 * (i >> 4));
  bytes[at + (i >> 3)] |= (level >> 4) << (i & 7);
}
