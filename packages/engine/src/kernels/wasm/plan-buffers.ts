import { alignUp } from "./shared-memory.ts";

/** When a buffer holds something: from the phase of its first use to that of its last, both included. */
export interface Lifetime {
  readonly sizeBytes: number;
  readonly firstPhase: number;
  readonly lastPhase: number;
}

export interface BufferPlan {
  /** For each buffer, in the order given. */
  readonly offsets: readonly number[];
  /** End of the last byte in use. */
  readonly sizeBytes: number;
}

interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * Gives each buffer a place such that buffers that live in the same phase do not overlap. Takes the buffers in order
 * of first use, and for each the smallest hole between those alive that fits.
 */
export function planBuffers(buffers: readonly Lifetime[]): BufferPlan {
  const order = [...buffers.keys()].sort((a, b) => buffers[a].firstPhase - buffers[b].firstPhase || a - b);
  const offsets = new Array<number>(buffers.length).fill(0);
  let alive: { readonly range: Range; readonly lastPhase: number }[] = [];
  let sizeBytes = 0;
  for (const index of order) {
    const { firstPhase, lastPhase, sizeBytes: wanted } = buffers[index];
    alive = alive.filter((each) => each.lastPhase >= firstPhase);
    const start = bestHole(alive, alignUp(wanted));
    const range = { start, end: start + alignUp(wanted) };
    offsets[index] = start;
    sizeBytes = Math.max(sizeBytes, range.end);
    const place = alive.findIndex((each) => each.range.start >= range.end);
    alive.splice(place < 0 ? alive.length : place, 0, { range, lastPhase });
  }
  return { offsets, sizeBytes };
}

/** Start of the smallest hole of at least `wanted` bytes between ranges in ascending order, or the end of the last. */
function bestHole(alive: readonly { readonly range: Range }[], wanted: number): number {
  let best = { start: -1, length: Number.POSITIVE_INFINITY };
  let end = 0;
  for (const { range } of alive) {
    const length = range.start - end;
    if (length >= wanted && length < best.length) best = { start: end, length };
    end = range.end;
  }
  return best.start >= 0 ? best.start : end;
}
