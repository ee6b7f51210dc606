import type { Batch } from "../../core/batch.ts";
import { floatToHalf, halfToFloat } from "../../core/half.ts";
import type { AttentionOptions, KvCacheSpec } from "../ops.ts";

/** Keys and values of one layer: [slots, K, P] each, slots = blocks × block length. F16 caches hold rounded values. */
export interface LayerCache {
  readonly keys: Float32Array;
  readonly values: Float32Array;
}

/**
 * Puts k and v [T, K, P] into the cache at the batch's slots. A half float saturates at ±65504: one outlier in a cache
 * must not turn every later answer into NaN.
 */
export function writeCache(
  k: Float32Array,
  v: Float32Array,
  cache: LayerCache,
  spec: KvCacheSpec,
  slots: Int32Array,
): void {
  const rowLength = spec.numKeyValueHeads * spec.headDim;
  const stored = (x: Float32Array) => storedAs(x, spec);
  slots.forEach((slot, t) => {
    cache.keys.set(stored(k.subarray(t * rowLength, (t + 1) * rowLength)), slot * rowLength);
    cache.values.set(stored(v.subarray(t * rowLength, (t + 1) * rowLength)), slot * rowLength);
  });
}

function storedAs(x: Float32Array, { dtype, headDim }: KvCacheSpec): Float32Array {
  if (dtype === "F16") return x.map(roundToHalf);
  return dtype === "Q8_0" ? roundToBytes(x, headDim) : x;
}

/** Of each head [P], groups of 32 numbers: integers from −127 to 127 times the largest magnitude / 127. */
function roundToBytes(x: Float32Array, headDim: number): Float32Array {
  const rounded = new Float32Array(x.length);
  for (let head = 0; head < x.length; head += headDim) {
    for (let start = head; start < head + headDim; start += 32) {
      const group = x.subarray(start, Math.min(start + 32, head + headDim));
      const largest = group.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      // Below that the group counts as zero.
      const factor = largest < 1e-30 ? 0 : Math.fround(127 / largest);
      const scale = Math.fround(largest / 127);
      rounded.set(
        group.map((value) => scale * roundToEven(Math.fround(value * factor))),
        start,
      );
    }
  }
  return rounded;
}

function roundToEven(x: number): number {
  const rounded = Math.round(x);
  return Math.abs(x % 1) === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}

function roundToHalf(x: number): number {
  return halfToFloat(floatToHalf(Math.min(Math.max(x, -65504), 65504)));
}

/**
 * softmax(q · kᵀ × scale) · v for each query row and head over the cached positions of its sequence up to its own, or
 * the latest of them inside the sliding window. q [T, H, P]; query head h reads key-value head floor(h × K / H).
 * Returns [T, H × P].
 */
export function attention(
  q: Float32Array,
  cache: LayerCache,
  spec: KvCacheSpec,
  batch: Batch,
  { scale, slidingWindow = 0 }: AttentionOptions,
): Float32Array {
  const { headDim, numKeyValueHeads } = spec;
  const numHeads = q.length / headDim / batch.positions.length;
  const out = new Float32Array(q.length);
  for (let b = 0; b < batch.contextLengths.length; b++) {
    for (let t = batch.sequenceStarts[b]; t < batch.sequenceStarts[b + 1]; t++) {
      const last = batch.positions[t];
      const first = slidingWindow === 0 ? 0 : Math.max(0, last - slidingWindow + 1);
      const slots = Array.from({ length: last - first + 1 }, (_, i) => slotOf(batch, b, first + i, spec));
      for (let h = 0; h < numHeads; h++) {
        const start = (t * numHeads + h) * headDim;
        const keyValueHead = Math.floor((h * numKeyValueHeads) / numHeads);
        const offsets = slots.map((slot) => (slot * numKeyValueHeads + keyValueHead) * headDim);
        out.set(attend(q.subarray(start, start + headDim), cache, offsets, scale), start);
      }
    }
  }
  return out;
}

/** Where the cache holds a position of a sequence. */
function slotOf(batch: Batch, sequence: number, position: number, spec: KvCacheSpec): number {
  const block = batch.blockTables[sequence * batch.maxBlocks + Math.floor(position / spec.blockLength)];
  return block * spec.blockLength + (position % spec.blockLength);
}

/** One query [P] over the keys and values that begin at `offsets`. */
function attend(q: Float32Array, cache: LayerCache, offsets: readonly number[], scale: number): Float64Array {
  const scores = offsets.map((offset) => scale * dot(q, cache.keys, offset));
  const largest = scores.reduce((a, b) => Math.max(a, b));
  const weights = scores.map((score) => Math.exp(score - largest));
  const total = weights.reduce((sum, weight) => sum + weight);
  const out = new Float64Array(q.length);
  offsets.forEach((offset, n) => {
    const weight = weights[n] / total;
    for (let i = 0; i < q.length; i++) out[i] += weight * cache.values[offset + i];
  });
  return out;
}

function dot(q: Float32Array, keys: Float32Array, offset: number): number {
  let sum = 0;
  for (let i = 0; i < q.length; i++) sum += q[i] * keys[offset + i];
  return sum;
}
