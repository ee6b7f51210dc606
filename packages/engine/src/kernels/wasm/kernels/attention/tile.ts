import type { CacheType } from "../../../ops.ts";
import type { FunctionBuilder, Local } from "../../emitter/function-builder.ts";
import { f32, i32, memory } from "../../emitter/scalar.ts";
import { f32x4, v128 } from "../../emitter/simd.ts";
import type { AttentionLocals } from "./attention-arguments.ts";
import type { ScratchAddresses } from "./attention-scratch.ts";
import { halfScaleLog2 } from "./cache-numbers.ts";
import { NO_MAXIMUM } from "./chunk-softmax.ts";
import { elementBytes } from "./kv-cache-layout.ts";
import { numScaleGroups } from "./quantized-numbers.ts";

/** Integers in a tile's record. */
const TILE_WORDS = 7;

/** Floats of a partial row behind its P results: the largest score, the sum of the weights, and two unused. */
export const PARTIAL_STATE_FLOATS = 4;

/** Queries and weights over a cache of halves are multiplied by 2 to this, see attention.ts. */
const HALF_SHIFT = 64;

export const weightShift = (type: CacheType): number => (type === "F16" ? HALF_SHIFT : 0);

/** What a product of a query and a panel is short of: 2 to this. */
export const scoreScaleLog2 = (type: CacheType): number => (type === "F16" ? halfScaleLog2 - HALF_SHIFT : 0);

/** Some rows of one sequence, for one key-value head. */
export interface Tile {
  readonly firstRow: Local<"i32">;
  readonly numRows: Local<"i32">;
  readonly head: Local<"i32">;
  /** Position of the first row in its sequence. */
  readonly firstPosition: Local<"i32">;
  /** The positions of the context to look at: all up to that of the last row, or a piece of them. */
  readonly contextFirst: Local<"i32">;
  readonly contextEnd: Local<"i32">;
  /** Where the results of a piece go: number of the partial row of head 0, query 0. Negative: `out`. */
  readonly partialRow: Local<"i32">;
  /** Rows × query heads of the key-value head; query i is of row floor(i / group size). */
  readonly numQueries: Local<"i32">;
  /** Bytes of P floats. */
  readonly rowBytes: Local<"i32">;
  /** Bytes of a query's scores. */
  readonly scoreBytes: Local<"i32">;
  /** Bytes of the head's keys in a block; its values follow. */
  readonly partBytes: Local<"i32">;
  readonly scratch: ScratchAddresses;
  /** Where the head's part of the block of a position begins, and the position's place in the block. */
  blockAt(position: Local<"i32">): { readonly start: Local<"i32">; readonly place: Local<"i32"> };
}

/** Reads the tile's record, gathers its queries, and clears the running results. */
export function beginTile(
  f: FunctionBuilder,
  type: CacheType,
  args: AttentionLocals,
  scratch: ScratchAddresses,
  item: Local<"i32">,
): Tile {
  const index = f.let("i32", i32.divU(item, args.keyValueHeads));
  const head = f.let("i32", i32.sub(item, i32.mul(index, args.keyValueHeads)));
  const record = f.let("i32", i32.add(args.tiles, i32.mul(index, 4 * TILE_WORDS)));
  const [firstRow, numRows, firstPosition, firstBlock, contextFirst, contextEnd, partialRow] = Array.from(
    { length: TILE_WORDS },
    (_, word) => f.let("i32", i32.load(record, 4 * word)),
  );
  const table = f.let("i32", i32.add(args.blockOffsets, i32.shl(firstBlock, 2)));
  const scaleBytes = type === "Q8_0" ? i32.shl(numScaleGroups(args.headDim), 2) : 0;
  const positionBytes = i32.add(i32.mul(args.headDim, elementBytes(type)), scaleBytes);
  const partBytes = f.let("i32", i32.mul(positionBytes, args.blockLength));
  const headStart = f.let("i32", i32.add(args.layer, i32.mul(head, i32.shl(partBytes, 1))));
  const tile: Tile = {
    ...{ firstRow, numRows, head, firstPosition, contextFirst, contextEnd, partialRow, partBytes, scratch },
    numQueries: f.let("i32", i32.mul(numRows, args.groupSize)),
    rowBytes: f.let("i32", i32.shl(args.headDim, 2)),
    scoreBytes: f.let("i32", i32.shl(args.chunkLength, 2)),
    blockAt(position) {
      const block = f.let("i32", i32.divU(position, args.blockLength));
      const offset = i32.load(i32.add(table, i32.shl(block, 2)));
      return {
        start: f.let("i32", i32.add(headStart, offset)),
        place: f.let("i32", i32.sub(position, i32.mul(block, args.blockLength))),
      };
    },
  };
  gatherQueries(f, type, args, tile);
  f.do(memory.fill(scratch.results, 0, i32.mul(tile.numQueries, tile.rowBytes)));
  const state = f.let("i32", scratch.states);
  forEachQuery(f, tile, () => {
    f.do(f32.store(state, NO_MAXIMUM));
    f.do(f32.store(state, 0, 4));
    f.increase(state, 8);
  });
  return tile;
}

/** What a result of the cache's type is divided into, with the sum of weights below: 1 but for the powers of two. */
export const resultNumerator = (type: CacheType): number => 2 ** (type === "F16" ? halfScaleLog2 : 0);

/** Writes the tile's results to the output or, of a piece of a context, to the partial rows. */
export function finishTile(f: FunctionBuilder, type: CacheType, args: AttentionLocals, tile: Tile): void {
  f.if(
    i32.ltS(tile.partialRow, 0),
    () => writeResults(f, type, args, tile),
    () => writePartialRows(f, args, tile),
  );
}

/** Divides every result by its sum of weights. */
function writeResults(f: FunctionBuilder, type: CacheType, args: AttentionLocals, tile: Tile): void {
  const from = f.let("i32", tile.scratch.results);
  const state = f.let("i32", tile.scratch.states);
  forEachRow(f, args, tile, args.out, (to, rowEnd) => {
    const factor = f.local("v128");
    f.while(i32.ltU(to, rowEnd), () => {
      f.set(factor, f32x4.splat(f32.div(resultNumerator(type), f32.load(state, 4))));
      const headEnd = f.let("i32", i32.add(to, tile.rowBytes));
      f.while(i32.ltU(to, headEnd), () => {
        f.do(v128.store(to, f32x4.mul(v128.load(from), factor)));
        f.increase(from, 16);
        f.increase(to, 16);
      });
      f.increase(state, 8);
    });
  });
}

/** Results, largest score and sum of weights of each query, as they are. */
function writePartialRows(f: FunctionBuilder, args: AttentionLocals, tile: Tile): void {
  const from = f.let("i32", tile.scratch.results);
  const state = f.let("i32", tile.scratch.states);
  const partialBytes = f.let("i32", i32.add(tile.rowBytes, 4 * PARTIAL_STATE_FLOATS));
  const row = i32.add(tile.partialRow, i32.mul(tile.head, tile.numQueries));
  const to = f.let("i32", i32.add(args.partials, i32.mul(row, partialBytes)));
  forEachQuery(f, tile, () => {
    f.do(memory.copy(to, from, tile.rowBytes));
    f.do(memory.copy(i32.add(to, tile.rowBytes), state, 8));
    f.increase(from, tile.rowBytes);
    f.increase(state, 8);
    f.increase(to, partialBytes);
  });
}

function gatherQueries(f: FunctionBuilder, type: CacheType, args: AttentionLocals, tile: Tile): void {
  const to = f.let("i32", tile.scratch.queries);
  forEachRow(f, args, tile, args.q, (from, rowEnd) => {
    f.while(i32.ltU(from, rowEnd), () => {
      f.do(v128.store(to, f32x4.mul(v128.load(from), f32x4.const(2 ** weightShift(type)))));
      f.increase(from, 16);
      f.increase(to, 16);
    });
  });
}

/** For each row, the run of the group's heads [G, P] in a tensor [T, H, P]. */
function forEachRow(
  f: FunctionBuilder,
  args: AttentionLocals,
  tile: Tile,
  tensor: Local<"i32">,
  body: (start: Local<"i32">, end: Local<"i32">) => void,
): void {
  const groupBytes = f.let("i32", i32.mul(args.groupSize, tile.rowBytes));
  const tensorRowBytes = f.let("i32", i32.mul(groupBytes, args.keyValueHeads));
  const row = f.local("i32");
  f.for(row, 0, tile.numRows, 1, () => {
    const rowStart = i32.add(tensor, i32.mul(i32.add(tile.firstRow, row), tensorRowBytes));
    const start = f.let("i32", i32.add(rowStart, i32.mul(tile.head, groupBytes)));
    body(start, f.let("i32", i32.add(start, groupBytes)));
  });
}

function forEachQuery(f: FunctionBuilder, tile: Tile, body: () => void): void {
  const query = f.local("i32");
  f.for(query, 0, tile.numQueries, 1, body);
}
