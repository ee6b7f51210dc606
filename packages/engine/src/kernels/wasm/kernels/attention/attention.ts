import type { CacheType } from "../../../ops.ts";
import type { FunctionBuilder, Local } from "../../emitter/function-builder.ts";
import { f32, i32 } from "../../emitter/scalar.ts";
import { f32x4 } from "../../emitter/simd.ts";
import { defineKernel, type KernelContext } from "../../kernel.ts";
import { type AttentionLocals, attentionArguments } from "./attention-arguments.ts";
import { scratchAddresses } from "./attention-scratch.ts";
import { type ChunkRow, chunkSoftmax } from "./chunk-softmax.ts";
import { elementBytes, PANEL_WIDTH } from "./kv-cache-layout.ts";
import { keyPanelToFloats, valuePanelToFloats } from "./quantized-numbers.ts";
import { beginTile, finishTile, scoreScaleLog2, type Tile, weightShift } from "./tile.ts";
import { productOfAllRows } from "./tile-product.ts";

/**
 * softmax(q · kᵀ × scale) · v over the paged cache (layout in kv-cache-layout.ts).
 *
 * A tile is a few neighbouring rows of one sequence; its queries for one key-value head are the rows × the query heads
 * that share the head: one for a single token of a model without groups, about 32 in a prompt. Keys and values are
 * read once for all of them. The tile walks its context in chunks: scores of the whole chunk, online softmax, results
 * += weights · values. Scores and results of a tile stay in the core's own caches however long the context is.
 *
 * Where there are few tiles and long contexts, a tile may have only a piece of its context; see merge-pieces.ts.
 *
 * Threads take (tile, head) items one by one from a shared counter, longest tiles first: contexts differ in length, and
 * threads lose their core now and then, so fixed shares would wait for the slowest.
 *
 * Half floats are read as x × 2^-112 (see cache-numbers.ts). To keep all products normal numbers, queries and weights
 * are multiplied by 2^64 beforehand and scores and results by what is left, 2^48, afterwards.
 */
const attention = (type: CacheType) =>
  defineKernel({
    name: `attention${type}`,
    args: attentionArguments,
    build(f, args, context) {
      const start = i32.add(args.scratch, i32.mul(context.thread, args.scratchBytes));
      const scratch = scratchAddresses(f, start, args);
      const softmax = chunkSoftmax(f, context.features, weightShift(type));
      const scale = f.let("v128", f32x4.splat(f32.mul(args.scale, 2 ** scoreScaleLog2(type))));
      const numItems = f.let("i32", i32.mul(args.numTiles, args.keyValueHeads));
      const item = f.let("i32", i32.atomicAdd(args.nextItem, 1));
      f.while(i32.ltU(item, numItems), () => {
        const tile = beginTile(f, type, args, scratch, item);
        forEachChunk(f, args, tile, (chunk) => {
          scoreChunk(f, context, type, args, tile, chunk);
          weighChunk(f, softmax, args, tile, chunk, scale);
          addValues(f, context, type, args, tile, chunk);
        });
        finishTile(f, type, args, tile);
        f.set(item, i32.atomicAdd(args.nextItem, 1));
      });
    },
  });

export const attentionKernels = { F32: attention("F32"), F16: attention("F16"), Q8_0: attention("Q8_0") };

/** Positions `first` … `end - 1`; `first` is the start of a block. */
interface Chunk {
  readonly first: Local<"i32">;
  readonly end: Local<"i32">;
}

/** Of the tile's context, from the block of the first position that the first row sees. */
function forEachChunk(f: FunctionBuilder, args: AttentionLocals, tile: Tile, body: (chunk: Chunk) => void): void {
  const windowStart = f.let("i32", i32.sub(i32.add(tile.firstPosition, 1), args.slidingWindow));
  const firstSeen = f.let("i32", tile.contextFirst);
  const isWindowed = i32.gtS(args.slidingWindow, 0);
  f.if(i32.and(isWindowed, i32.gtS(windowStart, firstSeen)), () => f.set(firstSeen, windowStart));
  const first = f.local("i32");
  const end = f.local("i32");
  const firstBlockStart = i32.sub(firstSeen, i32.remU(firstSeen, args.blockLength));
  f.for(first, firstBlockStart, tile.contextEnd, args.chunkLength, () => {
    f.set(end, i32.add(first, args.chunkLength));
    f.if(i32.gtS(end, tile.contextEnd), () => f.set(end, tile.contextEnd));
    body({ first, end });
  });
}

/** scores [queries, chunk] = queries · keysᵀ, a panel of 16 positions at a time. */
function scoreChunk(
  f: FunctionBuilder,
  context: KernelContext,
  type: CacheType,
  args: AttentionLocals,
  tile: Tile,
  chunk: Chunk,
): void {
  const position = f.local("i32");
  const positionBytes = f.let("i32", i32.divU(tile.partBytes, args.blockLength));
  f.for(position, chunk.first, chunk.end, PANEL_WIDTH, () => {
    const { start, place } = tile.blockAt(position);
    const panel = f.let("i32", i32.add(start, i32.mul(place, positionBytes)));
    const operands = {
      left: tile.scratch.queries,
      leftStride: tile.rowBytes,
      panel,
      depth: args.headDim,
      out: f.let("i32", i32.add(tile.scratch.scores, i32.shl(i32.sub(position, chunk.first), 2))),
      outStride: tile.scoreBytes,
    };
    const bytesToFloats = (target: Local<"i32">) => keyPanelToFloats(f, panel, target, args.headDim);
    const options = { accumulate: false, wholeSteps: true };
    productOfAllRows(f, context.features, type, tile, operands, options, bytesToFloats);
  });
}

/** Turns the scores of every query into weights. */
function weighChunk(
  f: FunctionBuilder,
  softmax: (row: ChunkRow) => void,
  args: AttentionLocals,
  tile: Tile,
  chunk: Chunk,
  scale: Local<"v128">,
): void {
  const { scratch } = tile;
  const scores = f.let("i32", scratch.scores);
  const state = f.let("i32", scratch.states);
  const result = f.let("i32", scratch.results);
  const query = f.local("i32");
  f.for(query, 0, tile.numQueries, 1, () => {
    const lastVisible = f.let("i32", i32.add(tile.firstPosition, i32.divU(query, args.groupSize)));
    const firstVisible = f.let("i32", 0);
    f.if(args.slidingWindow, () => f.set(firstVisible, i32.sub(i32.add(lastVisible, 1), args.slidingWindow)));
    const resultEnd = f.let("i32", i32.add(result, tile.rowBytes));
    const visible = { chunkFirst: chunk.first, chunkEnd: chunk.end, firstVisible, lastVisible };
    softmax({ scores, ...visible, scale, state, result, resultEnd });
    f.increase(scores, tile.scoreBytes);
    f.increase(state, 8);
    f.set(result, resultEnd);
  });
}

/**
 * results [queries, P] += weights · values, a panel of 16 dimensions at a time. Values behind the tile's last position
 * are not touched: they may be left from another sequence, and even times 0 they could be NaN.
 */
function addValues(
  f: FunctionBuilder,
  context: KernelContext,
  type: CacheType,
  args: AttentionLocals,
  tile: Tile,
  chunk: Chunk,
): void {
  const position = f.local("i32");
  const out = f.local("i32");
  const [panel, depth, scales, numPanels] = f.locals("i32", 4);
  const resultsEnd = f.let("i32", i32.add(tile.scratch.results, tile.rowBytes));
  const panelBytes = f.let("i32", i32.mul(args.blockLength, PANEL_WIDTH * elementBytes(type)));
  f.for(position, chunk.first, chunk.end, args.blockLength, () => {
    const { start } = tile.blockAt(position);
    f.set(panel, i32.add(start, tile.partBytes));
    f.set(scales, i32.add(panel, i32.mul(args.headDim, args.blockLength)));
    f.set(numPanels, 0);
    const left = f.let("i32", i32.add(tile.scratch.scores, i32.shl(i32.sub(position, chunk.first), 2)));
    f.set(depth, i32.sub(chunk.end, position));
    f.if(i32.gtS(depth, args.blockLength), () => f.set(depth, args.blockLength));
    f.set(out, tile.scratch.results);
    f.while(i32.ltU(out, resultsEnd), () => {
      const operands = { left, leftStride: tile.scoreBytes, panel, depth, out, outStride: tile.rowBytes };
      const bytesToFloats = (target: Local<"i32">) => valuePanelToFloats(f, panel, scales, target, depth);
      const options = { accumulate: true, wholeSteps: false };
      productOfAllRows(f, context.features, type, tile, operands, options, bytesToFloats);
      f.increase(out, 4 * PANEL_WIDTH);
      f.increase(panel, panelBytes);
      if (type !== "Q8_0") return;
      f.increase(numPanels, 1);
      // Two panels share their scales.
      f.if(i32.eqz(i32.and(numPanels, 1)), () => f.increase(scales, i32.shl(args.blockLength, 2)));
    });
  });
}
