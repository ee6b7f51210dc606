import type { Expression } from "../emitter/expression.ts";
import { type FunctionBuilder, inMemory, type Local } from "../emitter/function-builder.ts";
import { i32 } from "../emitter/scalar.ts";
import { f32x4, i8x16, i32x4, v128 } from "../emitter/simd.ts";
import { defineKernel, type Kernel } from "../kernel.ts";
import { forEachShare } from "../kernels/share.ts";
import { BLOCK_COLUMNS } from "./activation-tile.ts";
import { type BlockFormat, type BlockReader, type Half, layoutId, superblockBytes } from "./block-format.ts";
import { FLOAT_UNIT_COLUMNS, type FloatFormat } from "./float-format.ts";
import { embeddingArguments, GROUP_ROWS, kernelName } from "./weight-layout.ts";

type Vector = Expression<"v128">;

/** Rows of a quantised matrix, picked out of their groups as float32 [tokens, columns]. Threads share the tokens. */
export function blockEmbedding(format: BlockFormat): Kernel<typeof embeddingArguments> {
  return defineKernel({
    name: kernelName(`embedding-${layoutId(format)}`, format.memory),
    args: embeddingArguments,
    build(f, { tokenIds, w: weights, out, tokens, units: superblocks }, context) {
      const w = inMemory(weights, format.memory);
      const at = f.local("i32", format.memory);
      const groupBytes = f.let("i32", i32.mul(superblocks, superblockBytes(format)));
      const outRowBytes = i32.mul(superblocks, 4 * BLOCK_COLUMNS * format.blocksPerSuperblock);
      const [superblock, block, target, row] = f.locals("i32", 4);
      forEachShare(f, context, tokens, (token) => {
        f.set(row, i32.load(i32.add(tokenIds, i32.shl(token, 2))));
        f.set(at, i32.add(w, i32.mul(i32.shrU(row, 3), groupBytes)));
        f.set(target, i32.add(out, i32.mul(token, outRowBytes)));
        const lane = f.let("i32", i32.and(row, 3));
        const levelBytes = levelIndices(format, row).map((indices) => f.let("v128", indices));
        const scaleBytes = f.let("v128", i8x16.add(i8x16.splat(i32.shl(lane, 2)), v128.constI8(BYTES_OF_FLOAT)));
        f.for(superblock, 0, superblocks, 1, () => {
          const reader = format.open(f, at);
          f.increase(at, format.headerBytes);
          f.for(block, 0, format.blocksPerSuperblock, 1, () => {
            const pick = { levels: levelBytes, scale: scaleBytes };
            f.if(
              i32.and(row, 4),
              () => writeBlock(f, format, reader, at, 1, pick, target),
              () => writeBlock(f, format, reader, at, 0, pick, target),
            );
            f.increase(at, format.blockBytes);
            f.increase(target, 4 * BLOCK_COLUMNS);
          });
        });
      });
    },
  });
}

const BYTES_OF_FLOAT = [0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3];

/**
 * For `swizzle`: a row's four levels, each as the highest byte of a lane, and zeros (indices from 128 on) for all else; for
 * "words" those that are in the first vector of a step, and those in the second.
 */
function levelIndices(format: BlockFormat, row: Local<"i32">): Vector[] {
  if (format.arithmetic !== "words") return [indicesFrom(i32.shl(i32.and(row, 3), 2), [0, 1, 2, 3])];
  const firstByte = i32.shl(i32.and(row, 7), 1);
  return [indicesFrom(firstByte, [0, 1, -1, -1]), indicesFrom(firstByte, [-1, -1, 0, 1])];
}

/** By lane, which byte behind the first is its highest; -1 for none. */
function indicesFrom(firstByte: Expression<"i32">, places: readonly number[]): Vector {
  const inLanes = (others: number, lanes: readonly number[]) =>
    v128.constI8(lanes.flatMap((highest) => [others, others, others, highest]));
  const isThere = inLanes(
    0,
    places.map((place) => (place < 0 ? 0 : -1)),
  );
  const behind = inLanes(
    -128,
    places.map((place) => (place < 0 ? -128 : place)),
  );
  return i8x16.add(behind, v128.and(i8x16.splat(firstByte), isThere));
}

function writeBlock(
  f: FunctionBuilder,
  format: BlockFormat,
  reader: BlockReader,
  at: Local<"i32">,
  half: Half,
  pick: { readonly levels: readonly Vector[]; readonly scale: Vector },
  target: Local<"i32">,
): void {
  const minimum = reader.minima && f.let("v128", i8x16.swizzle(reader.minima(at)(half), pick.scale));
  for (const part of format.parts) {
    const scale = f.let("v128", i8x16.swizzle(reader.scales(at, part)(half), pick.scale));
    reader.eachStep(at, part, (step, levels) => {
      const [first, last] = pick.levels;
      const bytes = last
        ? v128.or(i8x16.swizzle(levels(0), first), i8x16.swizzle(levels(1), last))
        : i8x16.swizzle(levels(half), first);
      const level = (format.signed ? i32x4.shrS : i32x4.shrU)(bytes, 24);
      const weight = f32x4.mul(f32x4.convertI32x4S(i32x4.sub(level, i32x4.splat(format.bias))), scale);
      f.do(v128.store(target, minimum ? f32x4.sub(weight, minimum) : weight, 16 * step));
    });
  }
}

/** Rows of a matrix of floats, as float32 [tokens, columns]. Threads share the tokens. */
export function floatEmbedding(format: FloatFormat): Kernel<typeof embeddingArguments> {
  const columnBytes = GROUP_ROWS * format.bytes;
  return defineKernel({
    name: kernelName(`embedding-${format.id}`, format.memory),
    args: embeddingArguments,
    build(f, { tokenIds, w: weights, out, tokens, units }, context) {
      const w = inMemory(weights, format.memory);
      const at = f.local("i32", format.memory);
      const columns = f.let("i32", i32.mul(units, FLOAT_UNIT_COLUMNS));
      const [column, target, row] = f.locals("i32", 3);
      forEachShare(f, context, tokens, (token) => {
        f.set(row, i32.load(i32.add(tokenIds, i32.shl(token, 2))));
        f.set(at, i32.add(w, i32.mul(i32.shrU(row, 3), i32.mul(columns, columnBytes))));
        f.increase(at, i32.mul(i32.and(row, 4), format.bytes));
        f.set(target, i32.add(out, i32.shl(i32.mul(token, columns), 2)));
        const lane = i8x16.splat(i32.shl(i32.and(row, 3), 2));
        const bytes = f.let("v128", i8x16.add(lane, v128.constI8(BYTES_OF_FLOAT)));
        const load = format.open(f);
        f.for(column, 0, columns, 1, () => {
          f.do(i32.store(target, i32x4.extractLane(i8x16.swizzle(load(at, 0), bytes), 0)));
          f.increase(at, columnBytes);
          f.increase(target, 4);
        });
      });
    },
  });
}
