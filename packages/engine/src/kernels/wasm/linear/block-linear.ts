import { type FunctionBuilder, inMemory, type Local } from "../emitter/function-builder.ts";
import { i32 } from "../emitter/scalar.ts";
import { f32x4, v128 } from "../emitter/simd.ts";
import { defineKernel, type Kernel, type WasmFeatures } from "../kernel.ts";
import { multiplyAdd } from "../kernels/multiply-add.ts";
import { ActivationTile } from "./activation-tile.ts";
import { type BlockFormat, HALVES, layoutId, type OfHalf, type PieceReader, superblockBytes } from "./block-format.ts";
import type { PanelLayout } from "./panel.ts";
import { pieceReader, sumProducts, tokensOf } from "./product-sums.ts";
import { forEachTaken } from "./take-chunks.ts";
import { kernelName, linearArguments } from "./weight-layout.ts";

/** A place in a group of rows, and what advances it block by block. */
type Walk = (body: (reader: PieceReader, block: Local<"i32">) => void) => void;

/**
 * y = x · Wᵀ for quantised weights and activations, in tiles of 8 rows by `tileSize` tokens; float sums stay in locals
 * over all columns. Threads take chunks of groups of rows.
 *
 * Few tokens read the packed weights themselves, which with one token is a matrix-vector product bound by memory. With
 * a panel, a group is first unpacked into this thread's scratch memory, which stays in its cache, and all tiles read
 * that.
 */
export function blockLinear(
  format: BlockFormat,
  tileSize: number,
  panel?: PanelLayout,
): Kernel<typeof linearArguments> {
  return defineKernel({
    name: kernelName(`linear-${layoutId(format)}-${tileSize}${panel ? "-panel" : ""}`, format.memory),
    args: linearArguments,
    build(
      f,
      { x, w: weights, y, groups, nextGroup, chunkGroups, units: superblocks, tiles, yRowBytes, scratch },
      context,
    ) {
      const tile = new ActivationTile(format.arithmetic === "words" ? "words" : "bytes", tileSize, f.local("i32"));
      const sums = tokensOf(tile).map(() => f.locals("v128", HALVES.length));
      const groupBytes = f.let("i32", i32.mul(superblocks, superblockBytes(format)));
      const blocks = f.let("i32", i32.mul(superblocks, format.blocksPerSuperblock));
      const panelStart = f.let(
        "i32",
        i32.add(scratch, i32.mul(context.thread, i32.mul(blocks, panel?.blockBytes ?? 0))),
      );
      const w = inMemory(weights, format.memory);
      const packedStart = f.local("i32", format.memory);
      const [out, tileIndex, superblock, index, panelAt] = f.locals("i32", 5);

      const packedBlocks: Walk = (body) => {
        const at = f.let("i32", packedStart);
        f.for(superblock, 0, superblocks, 1, () => {
          const reader = pieceReader(f, format.arithmetic, format.open(f, at));
          f.increase(at, format.headerBytes);
          repeat(f, index, format.blocksPerSuperblock, () => {
            body(reader, at);
            f.increase(at, format.blockBytes);
          });
        });
      };
      const panelBlocks =
        ({ reader, blockBytes }: PanelLayout): Walk =>
        (body) => {
          f.set(panelAt, panelStart);
          f.for(index, 0, blocks, 1, () => {
            body(reader, panelAt);
            f.increase(panelAt, blockBytes);
          });
        };

      forEachTaken(f, { next: nextGroup, count: groups, length: chunkGroups }, (group) => {
        f.set(packedStart, i32.add(w, i32.mul(group, groupBytes)));
        if (panel) {
          f.set(panelAt, panelStart);
          packedBlocks((reader, block) => {
            panel.write(f, reader, block, panelAt);
            f.increase(panelAt, panel.blockBytes);
          });
        }
        f.set(tile.at, x);
        f.set(out, i32.add(y, i32.shl(group, 5)));
        f.for(tileIndex, 0, tiles, 1, () => {
          for (const sum of sums.flat()) f.set(sum, f32x4.const(0));
          const walk = panel ? panelBlocks(panel) : packedBlocks;
          walk((reader, block) => {
            addBlock(f, format, reader, block, tile, sums, context.features);
            f.increase(tile.at, tile.blockBytes);
          });
          storeSums(f, sums, out, yRowBytes);
        });
      });
    },
  });
}

function repeat(f: FunctionBuilder, index: Local<"i32">, count: number, body: () => void): void {
  if (count === 1) body();
  else f.for(index, 0, count, 1, body);
}

function addBlock(
  f: FunctionBuilder,
  format: BlockFormat,
  reader: PieceReader,
  block: Local<"i32">,
  tile: ActivationTile,
  sums: readonly Local<"v128">[][],
  features: WasmFeatures,
): void {
  for (const part of format.parts) {
    const products = sumProducts(f, format, reader, block, part, tile);
    const scales = locals(f, reader.scales(block, part));
    const xScales = tile.field(f, "scale");
    for (const token of tokensOf(tile)) {
      const xScale = f.let("v128", xScales(token));
      for (const half of HALVES) {
        const sum = sums[token][half];
        const scale = f32x4.mul(scales[half], xScale);
        f.set(sum, multiplyAdd(features, f32x4.convertI32x4S(products(token, half)), scale, sum));
      }
    }
  }
  if (!format.hasMinima) return;
  const minima = locals(f, reader.minima!(block));
  const xSums = tile.field(f, "negativeSum");
  for (const token of tokensOf(tile)) {
    const xSum = f.let("v128", xSums(token));
    for (const half of HALVES) {
      const sum = sums[token][half];
      f.set(sum, multiplyAdd(features, minima[half], xSum, sum));
    }
  }
}

const locals = (f: FunctionBuilder, ofHalf: OfHalf): Local<"v128">[] =>
  HALVES.map((half) => f.let("v128", ofHalf(half)));

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
