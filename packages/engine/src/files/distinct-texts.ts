import type { PackedTexts } from "./packed-texts.ts";

/** Whether no two texts are the same; of empty ones there may be several. */
export function areDistinct({ bytes, starts, ends, length }: PackedTexts): boolean {
  const mask = 2 ** Math.ceil(Math.log2(Math.max(length, 1) * 2)) - 1;
  // An open-addressing hash table of indices plus one; 0 where it is empty.
  const slots = new Uint32Array(mask + 1);
  for (let i = 0; i < length; i++) {
    if (starts[i] === ends[i]) continue;
    let hash = 0;
    for (let at = starts[i]; at < ends[i]; at++) hash = (Math.imul(hash, 0x01000193) + bytes[at] + 1) | 0;
    let slot = (hash ^ (hash >>> 15)) & mask;
    for (; slots[slot] !== 0; slot = (slot + 1) & mask) {
      const other = slots[slot] - 1;
      if (areEqual(bytes, starts[other], ends[other], starts[i], ends[i])) return false;
    }
    slots[slot] = i + 1;
  }
  return true;
}

function areEqual(bytes: Uint8Array, start: number, end: number, otherStart: number, otherEnd: number): boolean {
  if (end - start !== otherEnd - otherStart) return false;
  let other = otherStart;
  for (let i = start; i < end; i++) if (bytes[i] !== bytes[other++]) return false;
  return true;
}
