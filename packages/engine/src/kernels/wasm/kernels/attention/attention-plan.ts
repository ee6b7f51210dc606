import type { Batch } from "../../../../core/batch.ts";
import type { KvCacheSpec } from "../../../ops.ts";
import { kvCacheLayout } from "./kv-cache-layout.ts";

/** Queries of a tile: enough to pay for reading keys and values, few enough to stay in a core's first cache. */
const TARGET_QUERIES = 32;

/** Items a thread should find at least, so that one thread's delay does not hold up the others. */
const ITEMS_PER_THREAD = 2;

/** A context is cut only into pieces that long, else merging them costs more than it gains. */
const MIN_PIECE_POSITIONS = 256;

/** More rows of a sequence than an answer has, guesses included, are a prompt: enough tiles for all threads. */
const MAX_ANSWER_ROWS = 16;

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
  /** How all of its rows' contexts are cut: positions of a piece, and pieces. */
  readonly cut: Cut;
  /** Where the sequence's blocks begin in `blockOffsets`. */
  readonly table: number;
}

interface Cut {
  readonly length: number;
  readonly count: number;
}

/**
 * Cuts rows into tiles, and long contexts of answers into pieces too where threads are many and key-value heads few.
 * How the context of an answer's row is cut depends on nothing but its own position: neither other sequences nor guesses
 * beside it change its result, not even in the last bit.
 */
export function planAttention(batch: Batch, spec: KvCacheSpec, numHeads: number, numThreads: number): AttentionPlan {
  const { numKeyValueHeads, blockLength } = spec;
  const groupSize = numHeads / numKeyValueHeads;
  const maxPieces = numThreads === 1 ? 1 : Math.ceil((numThreads * ITEMS_PER_THREAD) / numKeyValueHeads);
  const cutAt = (end: number, numRows: number) =>
    cutContext(end, numRows > MAX_ANSWER_ROWS ? 1 : maxPieces, blockLength);
  const { tiles, blockOffsets } = tilesOf(batch, spec, Math.max(1, Math.floor(TARGET_QUERIES / groupSize)), cutAt);
  tiles.sort((a, b) => b.end - a.end);
  const merges: number[][] = [];
  let numPartialRows = 0;
  const pieces = tiles.flatMap(({ firstRow, numRows, firstPosition, end, table, cut: { length, count } }) => {
    const record = [firstRow, numRows, firstPosition, table];
    if (count === 1) return [[...record, 0, end, -1]];
    merges.push([firstRow, numRows, numPartialRows, count]);
    return Array.from({ length: count }, (_, piece) => {
      const partialRow = numPartialRows;
      numPartialRows += numRows * numHeads;
      return [...record, piece * length, Math.min(end, (piece + 1) * length), partialRow];
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

/** Into pieces of whole blocks, for a row that sees the positions before `end`. */
function cutContext(end: number, maxPieces: number, blockLength: number): Cut {
  const numPieces = Math.min(maxPieces, Math.floor(end / MIN_PIECE_POSITIONS));
  if (numPieces <= 1) return { length: end, count: 1 };
  const length = Math.ceil(end / numPieces / blockLength) * blockLength;
  return { length, count: Math.ceil(end / length) };
}

/** Rows of a tile are neighbours whose contexts are cut alike. */
function tilesOf(
  batch: Batch,
  spec: KvCacheSpec,
  rowsPerTile: number,
  cutAt: (end: number, numRows: number) => Cut,
): { tiles: Tile[]; blockOffsets: Int32Array } {
  const { blockBytes } = kvCacheLayout(spec);
  const tiles: Tile[] = [];
  const blockOffsets: number[] = [];
  batch.contextLengths.forEach((contextLength, sequence) => {
    const [rowsStart, rowsEnd] = batch.sequenceStarts.subarray(sequence, sequence + 2);
    const positionOf = (row: number) => contextLength - (rowsEnd - row);
    const cutOf = (row: number) => cutAt(positionOf(row) + 1, rowsEnd - rowsStart);
    const table = blockOffsets.length;
    for (let firstRow = rowsStart, numRows = 1; firstRow < rowsEnd; firstRow += numRows) {
      const cut = cutOf(firstRow);
      const most = Math.min(rowsPerTile, rowsEnd - firstRow);
      for (numRows = 1; numRows < most && isAlike(cut, cutOf(firstRow + numRows)); ) numRows++;
      const firstPosition = positionOf(firstRow);
      tiles.push({ firstRow, numRows, firstPosition, end: firstPosition + numRows, table, cut });
    }
    const numBlocks = Math.ceil(contextLength / spec.blockLength);
    const blocks = batch.blockTables.subarray(sequence * batch.maxBlocks, sequence * batch.maxBlocks + numBlocks);
    for (const block of blocks) blockOffsets.push(block * blockBytes);
  });
  return { tiles, blockOffsets: Int32Array.from(blockOffsets) };
}

function isAlike(a: Cut, b: Cut): boolean {
  return a.count === b.count && (a.count === 1 || a.length === b.length);
}
