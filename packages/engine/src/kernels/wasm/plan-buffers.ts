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

/** A buffer that has its place. */
interface Placed {
  readonly start: number;
  readonly end: number;
  readonly lastPhase: number;
}

/**
 * Gives each buffer a place such that buffers that live in the same phase do not overlap. Takes the buffers in order
 * of first use, and for each the smallest hole between those alive that fits.
 */
export function planBuffers(buffers: readonly Lifetime[]): BufferPlan {
  const order = [...buffers.keys()].sort((a, b) => buffers[a].firstPhase - buffers[b].firstPhase);
  const offsets = new Array<number>(buffers.length).fill(0);
  /** In order of address. */
  const alive: Placed[] = [];
  let sizeBytes = 0;
  let phase = 0;
  for (const index of order) {
    const { firstPhase, lastPhase, sizeBytes: wanted } = buffers[index];
    if (firstPhase > phase) removeDead(alive, firstPhase);
    phase = firstPhase;
    const start = bestHole(alive, alignUp(wanted));
    const placed = { start, end: start + alignUp(wanted), lastPhase };
    offsets[index] = start;
    sizeBytes = Math.max(sizeBytes, placed.end);
    insert(alive, placed);
  }
  return { offsets, sizeBytes };
}

function removeDead(alive: Placed[], phase: number): void {
  let kept = 0;
  for (const each of alive) if (each.lastPhase >= phase) alive[kept++] = each;
  alive.length = kept;
}

function insert(alive: Placed[], placed: Placed): void {
  let at = alive.length;
  for (; at > 0 && alive[at - 1].start >= placed.end; at--) alive[at] = alive[at - 1];
  alive[at] = placed;
}

/** Start of the smallest hole of at least `wanted` bytes between buffers in order of address, or the end of the last. */
function bestHole(alive: readonly Placed[], wanted: number): number {
  let best = -1;
  let bestLength = Number.POSITIVE_INFINITY;
  let end = 0;
  for (const each of alive) {
    const length = each.start - end;
    if (length >= wanted && length < bestLength) {
      best = end;
      bestLength = length;
    }
    end = each.end;
  }
  return best >= 0 ? best : end;
}
