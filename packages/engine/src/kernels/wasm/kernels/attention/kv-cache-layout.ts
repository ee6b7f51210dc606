import { assert } from "../../../../errors.ts";
import type { CacheType, KvCacheSpec } from "../../../ops.ts";

/**
 * Columns of a panel. Keys and values both lie as panels: 16 numbers that are next to each other in one dimension, then
 * the same 16 of the next row, and so on. Attention reads a panel from end to end, whatever it computes.
 */
export const PANEL_WIDTH = 16;

/** Neighbouring numbers of a head that share a scale in a cache of 8 bits. */
export const SCALE_GROUP = 32;

/**
 * How a cache lies in memory: layers, in each the blocks, in each the key-value heads, in each the keys, then the values.
 *
 *   keys    [L / 16][P][16]   16 positions side by side: q · k of 16 positions needs no sums across a register
 *   values  [P / 16][L][16]   16 dimensions side by side
 *
 * with L positions a block and the head size P rounded up to a multiple of 16, with zeros. One head of one block is one
 * contiguous run of 2 × P × L numbers.
 *
 * In 8 bits, scales (float32) follow: each panel of keys has its own behind it, [P / 32][16], and all of the values have
 * theirs behind them, [P / 32][L].
 */
export interface KvCacheLayout {
  /** Bytes of the keys, or of the values, of one head in one block. */
  readonly partBytes: number;
  readonly blockBytes: number;
  readonly layerBytes: number;
  readonly sizeBytes: number;
}

/** The layout for a cache; the block length must be a multiple of 16. */
export function kvCacheLayout(spec: KvCacheSpec): KvCacheLayout {
  assert(spec.blockLength % PANEL_WIDTH === 0, `cache blocks of ${spec.blockLength}, not a multiple of ${PANEL_WIDTH}`);
  const headDim = wholePanels(spec.headDim);
  const scaleBytes = spec.dtype === "Q8_0" ? 4 * Math.ceil(headDim / SCALE_GROUP) : 0;
  const partBytes = spec.blockLength * (headDim * elementBytes(spec.dtype) + scaleBytes);
  const blockBytes = spec.numKeyValueHeads * 2 * partBytes;
  const layerBytes = spec.numBlocks * blockBytes;
  return { partBytes, blockBytes, layerBytes, sizeBytes: spec.numLayers * layerBytes };
}

/** The size of a head as it lies in the cache. */
export function wholePanels(headDim: number): number {
  return Math.ceil(headDim / PANEL_WIDTH) * PANEL_WIDTH;
}

/** Without scales. */
export function elementBytes(dtype: CacheType): 1 | 2 | 4 {
  return ({ Q8_0: 1, F16: 2, F32: 4 } as const)[dtype];
}
