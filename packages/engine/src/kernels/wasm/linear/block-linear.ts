import type { FunctionBuilder, Local } from "../emitter/function-builder.ts";
import { i32 } from "../emitter/scalar.ts";
import { f32x4, v128 } from "../emitter/simd.ts";
import { defineKernel, type Kernel, type WasmFeatures } from "../kernel.ts";
import { forEachShare } from "../kernels/share.ts";
import { ActivationTile } from "./activation-tile.ts";
import { type BlockFormat, type BlockReader, HALVES, superblockBytes } from "./block-format.ts";
import { multiplyAdd } from "./multiply-add.ts";
import { sumProducts, tokensOf } from "./product-sums.ts";
import { linearArguments } from "./weight-layout.ts";

/**
 * y = x · Wᵀ for quantised weights and activations, in tiles of 8 rows by `tileSize` tokens; float sums stay in locals
 * over all columns. Threads take contiguous groups of rows. A group is read from memory once: tiles after the first
 * find it in the cache. With one token it is a matrix-vector product, bound by memory.
 */
export function blockLinear(format: BlockFormat, tileSize: number): Kernel<typeof linearArguments> {
  return defineKernel({
    name: `linear-${format.name}-${format.arithmetic}-${format.bias}-${tileSize}`,
    args: linearArguments,
    build(f, { x, w, y, groups, units: superblocks, tiles, yRowBytes }, context) {
      const tile = new ActivationTile(format.arithmetic === "words" ? "words" : "bytes", tileSize, f.local("i32"));
      const groupBytes = f.let("i32", i32.mul(superblocks, superblockBytes(format)));
      const sums = tokensOf(tile).map(() => f.locals("v128", HALVES.length));
      const [out, tileIndex, superblock, at, block] = f.locals("i32", 5);
      forEachShare(f, context, groups, (group) => {
        f.set(tile.at, x);
        f.set(out, i32.add(y, i32.shl(group, 5)));
        f.for(tileIndex, 0, tiles, 1, () => {
          for (const sum of sums.flat()) f.set(sum, f32x4.const(0));
          f.set(at, i32.add(w, i32.mul(group, groupBytes)));
          f.for(superblock, 0, superblocks, 1, () => {
            const reader = format.open(f, at);
            f.increase(at, format.headerBytes);
            const oneBlock = () => {
              addBlock(f, format, reader, at, tile, sums, context.features);
              f.increase(at, format.blockBytes);
              f.increase(tile.at, tile.blockBytes);
            };
            if (format.blocksPerSuperblock === 1) oneBlock();
            else f.for(block, 0, format.blocksPerSuperblock, 1, oneBlock);
          });
          storeSums(f, sums, out, yRowBytes);
        });
      });
    },
  });
}

function addBlock(
  f: FunctionBuilder,
  format: BlockFormat,
  reader: BlockReader,
  at: Local<"i32">,
  tile: ActivationTile,
  sums: readonly Local<"v128">[][],
  features: WasmFeatures,
): void {
  const madd = multiplyAdd(features);
  for (const part of format.parts) {
    const products = sumProducts(f, format, reader, at, part, tile);
    const scales = HALVES.map((half) => f.let("v128", reader.scales(at, half, part)));
    for (const token of tokensOf(tile)) {
      const xScale = f.let("v128", tile.field("scale", token));
      for (const half of HALVES) {
        const sum = sums[token][half];
        f.set(sum, madd(f32x4.convertI32x4S(products(token, half)), f32x4.mul(scales[half], xScale), sum));
      }
    }
  }
  if (!reader.minima) return;
  const minima = [reader.minima(at, 0), reader.minima(at, 1)].map((vector) => f.let("v128", vector));
  for (const token of tokensOf(tile)) {
    const xSum = f.let("v128", tile.field("negativeSum", token));
    for (const half of HALVES) f.set(sums[token][half], madd(minima[half], xSum, sums[token][half]));
  }
}

/** Writes a tile of [tokens, 8 rows] and moves `out` to the next tile. */
export function storeSums(
  f: FunctionBuilder,
  sums: readonly Local<"v128">[][],
  out: Local<"i32">,
  yRowBytes: Local<"i32">,
): void {
  for (const sum of sums) {
    for (const half of HALVES) f.do(v128.store(out, sum[half], 16 * half));
    f.increase(out, yRowBytes);
  }
}
