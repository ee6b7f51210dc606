import type { Batch } from "../../../../core/batch.ts";
import type { KvCacheSpec } from "../../../ops.ts";
import { kvCacheLayout } from "./kv-cache-layout.ts";

/** Queries of a tile: enough to pay for reading keys and values, few enough to stay in a core's first cache. */
const TARGET_QUERIES = 32;

/** Items a thread should find at least, so that one thread's delay does not hold up the others. */
const ITEMS_PER_THREAD = 2;

/** A context is cut only into pieces that long, else merging them costs more than it gains. */
const MIN_PIECE_POSITIONS = 256;

/** How a batch's attention is cut into tiles, as the kernels want it. The same in all layers. */
export interface AttentionPlan {
  /** [tiles, 7] see `attentionArguments`; longest contexts first. */
  readonly tiles: Int32Array;
  readonly numTiles: number;
  readonly blockOffsets: Int32Array;
  /** Queries of the largest tile, for one key-value head. */
  readonly maxQueries: number;
  /** [merges, 4] see `mergePieces`: what is to be put together from pieces. Empty when no context was cut. */
  readonly merges: Int32Array;
  readonly numMerges: number;
  /** Rows of results of pieces. */
  readonly numPartialRows: number;
}

/** Neighbouring rows of a sequence. */
interface Tile {
  readonly firstRow: number;
  readonly numRows: number;
  readonly firstPosition: number;
  /** Behind the last position the tile sees. */
  readonly end: number;
  /** Where the sequence's blocks begin in `blockOffsets`. */
  readonly table: number;
}

/**
 * Cuts rows into tiles, and long contexts into pieces too where there are fewer (tile, key-value head) items than
 * threads can share well: one sequence that generates, on many threads.
 */
export function planAttention(batch: Batch, spec: KvCacheSpec, numHeads: number, numThreads: number): AttentionPlan {
  const { numKeyValueHeads, blockLength } = spec;
  const groupSize = numHeads / numKeyValueHeads;
  const { tiles, blockOffsets } = tilesOf(batch, spec, Math.max(1, Math.floor(TARGET_QUERIES / groupSize)));
  tiles.sort((a, b) => b.end - a.end);
  const missing = numThreads === 1 ? 1 : (numThreads * ITEMS_PER_THREAD) / (tiles.length * numKeyValueHeads);
  const merges: number[][] = [];
  let numPartialRows = 0;
  const pieces = tiles.flatMap(({ firstRow, numRows, firstPosition, end, table }) => {
    const record = [firstRow, numRows, firstPosition, table];
    const numPieces = Math.min(Math.ceil(missing), Math.floor(end / MIN_PIECE_POSITIONS));
    if (numPieces <= 1) return [[...record, 0, end, -1]];
    const length = Math.ceil(end / numPieces / blockLength) * blockLength;
    const starts = Array.from({ length: Math.ceil(end / length) }, (_, piece) => piece * length);
    merges.push([firstRow, numRows, numPartialRows, starts.length]);
    return starts.map((start) => {
      const partialRow = numPartialRows;
      numPartialRows += numRows * numHeads;
      return [...record, start, Math.min(end, start + length), partialRow];
    });
  });
  return {
    tiles: Int32Array.from(pieces.flat()),
    numTiles: pieces.length,
    blockOffsets,
    maxQueries: groupSize * Math.max(...tiles.map(({ numRows }) => numRows)),
    merges: Int32Array.from(merges.flat()),
    numMerges: merges.length,
    numPartialRows,
  };
}

function tilesOf(batch: Batch, spec: KvCacheSpec, rowsPerTile: number): { tiles: Tile[]; blockOffsets: Int32Array } {
  const { blockBytes } = kvCacheLayout(spec);
  const tiles: Tile[] = [];
  const blockOffsets: number[] = [];
  batch.contextLengths.forEach((contextLength, sequence) => {
    const rowsEnd = batch.sequenceStarts[sequence + 1];
    for (let firstRow = batch.sequenceStarts[sequence]; firstRow < rowsEnd; firstRow += rowsPerTile) {
      const numRows = Math.min(rowsPerTile, rowsEnd - firstRow);
      const firstPosition = contextLength - (rowsEnd - firstRow);
      tiles.push({ firstRow, numRows, firstPosition, end: firstPosition + numRows, table: blockOffsets.length });
    }
    const numBlocks = Math.ceil(contextLength / spec.blockLength);
    const blocks = batch.blockTables.subarray(sequence * batch.maxBlocks, sequence * batch.maxBlocks + numBlocks);
    for (const block of blocks) blockOffsets.push(block * blockBytes);
  });
  return { tiles, blockOffsets: Int32Array.from(blockOffsets) };
}
