import type { Batch } from "../../../../core/batch.ts";
import type { KvCacheSpec } from "../../../ops.ts";
import { kvCacheLayout } from "./kv-cache-layout.ts";

/** Queries of a tile: enough to pay for reading keys and values, few enough to stay in a core's first cache. */
const TARGET_QUERIES = 32;

/** How a batch's attention is cut into tiles, as the kernel wants it. The same in all layers. */
export interface AttentionPlan {
  /** [tiles, 4] see `attentionArguments`; longest contexts first. */
  readonly tiles: Int32Array;
  readonly numTiles: number;
  readonly blockOffsets: Int32Array;
  readonly maxQueries: number;
}

/** `groupSize` query heads share a key-value head. */
export function planAttention(batch: Batch, spec: KvCacheSpec, groupSize: number): AttentionPlan {
  const { blockBytes } = kvCacheLayout(spec);
  const rowsPerTile = Math.max(1, Math.floor(TARGET_QUERIES / groupSize));
  const tiles: number[][] = [];
  const blockOffsets: number[] = [];
  batch.contextLengths.forEach((contextLength, sequence) => {
    const end = batch.sequenceStarts[sequence + 1];
    for (let row = batch.sequenceStarts[sequence]; row < end; row += rowsPerTile) {
      const firstPosition = contextLength - (end - row);
      tiles.push([row, Math.min(rowsPerTile, end - row), firstPosition, blockOffsets.length]);
    }
    const numBlocks = Math.ceil(contextLength / spec.blockLength);
    const blocks = batch.blockTables.subarray(sequence * batch.maxBlocks, sequence * batch.maxBlocks + numBlocks);
    for (const block of blocks) blockOffsets.push(block * blockBytes);
  });
  tiles.sort((a, b) => b[2] + b[1] - (a[2] + a[1]));
  return {
    tiles: Int32Array.from(tiles.flat()),
    numTiles: tiles.length,
    blockOffsets: Int32Array.from(blockOffsets),
    maxQueries: groupSize * Math.max(...tiles.map((tile) => tile[1])),
  };
}
