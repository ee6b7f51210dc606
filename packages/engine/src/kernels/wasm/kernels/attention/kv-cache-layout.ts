import { assert } from "../../../../errors.ts";
import type { KvCacheSpec } from "../../../ops.ts";

/**
 * Columns of a panel. Keys and values both lie as panels: 16 numbers that are next to each other in one dimension, then
 * the same 16 of the next row, and so on. Attention reads a panel from end to end, whatever it computes.
 */
export const PANEL_WIDTH = 16;

/**
 * How a cache lies in memory: layers, in each the blocks, in each the key-value heads, in each the keys, then the values.
 *
 *   keys    [L / 16][P][16]   16 positions side by side: q · k of 16 positions needs no sums across a register
 *   values  [P / 16][L][16]   16 dimensions side by side
 *
 * with L positions a block and the head size P rounded up to a multiple of 16, with zeros. One head of one block is one
 * contiguous run of 2 × P × L numbers.
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
  const partBytes = wholePanels(spec.headDim) * spec.blockLength * elementBytes(spec.dtype);
  const blockBytes = spec.numKeyValueHeads * 2 * partBytes;
  const layerBytes = spec.numBlocks * blockBytes;
  return { partBytes, blockBytes, layerBytes, sizeBytes: spec.numLayers * layerBytes };
}

/** The size of a head as it lies in the cache. */
export function wholePanels(headDim: number): number {
  return Math.ceil(headDim / PANEL_WIDTH) * PANEL_WIDTH;
}

export function elementBytes(dtype: KvCacheSpec["dtype"]): 2 | 4 {
  return dtype === "F16" ? 2 : 4;
}
