/** The hash of no bytes: what `hashWith` begins with. */
export const noHash = 0;

/** The hash of some bytes and one more. */
export function hashWith(hash: number, byte: number): number {
  return (Math.imul(hash, 0x01000193) + byte + 1) | 0;
}

/** The hash of the bytes from `start` to `end`. */
export function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = noHash;
  for (let i = start; i < end; i++) hash = hashWith(hash, bytes[i]);
  return hash;
}

/**
 * A hash's bits mixed, for tables that take the lowest ones: hashes of a few bytes lie close together.
 * @see https://github.com/aappleby/smhasher/blob/master/src/MurmurHash3.cpp
 */
export function mixed(hash: number): number {
  let bits = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return bits ^ (bits >>> 16);
}

/** Slots of an open-addressing hash table: a power of two, of which at most half are taken. */
export function numSlotsFor(numEntries: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(numEntries, 1) * 2));
}
