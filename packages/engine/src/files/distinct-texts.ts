import { hashOf, mixed, numSlotsFor } from "../core/byte-hash.ts";
import type { PackedTexts } from "./packed-texts.ts";

/** Whether no two texts are the same; of empty ones there may be several. */
export function areDistinct({ bytes, starts, ends, length }: PackedTexts): boolean {
  // An open-addressing hash table of indices plus one; 0 where it is empty.
  const slots = new Uint32Array(numSlotsFor(length));
  const mask = slots.length - 1;
  for (let i = 0; i < length; i++) {
    if (starts[i] === ends[i]) continue;
    let slot = mixed(hashOf(bytes, starts[i], ends[i])) & mask;
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
