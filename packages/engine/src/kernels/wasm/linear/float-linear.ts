import { type FunctionBuilder, inMemory, type Local } from "../emitter/function-builder.ts";
import { i32 } from "../emitter/scalar.ts";
import { f32x4, v128 } from "../emitter/simd.ts";
import { defineKernel, type Kernel } from "../kernel.ts";
import { multiplyAdd } from "../kernels/multiply-add.ts";
import { HALVES } from "./block-format.ts";
import { storeSums } from "./block-linear.ts";
import { FLOAT_UNIT_COLUMNS, type FloatFormat } from "./float-format.ts";
import { storeHalves } from "./store-halves.ts";
import { forEachTaken } from "./take-chunks.ts";
import { GROUP_ROWS, kernelName, linearArguments } from "./weight-layout.ts";

/** Bytes of a column of a group as float32. */
const WIDE_COLUMN_BYTES = 4 * GROUP_ROWS;

/**
 * y = x · Wᵀ in float32 throughout, in tiles of 8 rows by `tileSize` tokens. x is interleaved: for every column the
 * numbers of the tile's tokens. Few tokens have several sums each, for the columns in turn, lest every addition waits
 * for the one before; of F32, which routers of experts are in, all have two, so that a token has the same bits in every
 * tile. With a panel, a group's weights are first widened into this thread's scratch memory.
 */
export function floatLinear(format: FloatFormat, tileSize: number, panel = false): Kernel<typeof linearArguments> {
  const numPhases = format.bytes === 4 || tileSize === 2 ? 2 : tileSize === 1 ? 4 : 1;
  const packedColumnBytes = GROUP_ROWS * format.bytes;
  const columnBytes = panel ? WIDE_COLUMN_BYTES : packedColumnBytes;
  return defineKernel({
    name: kernelName(`linear-${format.id}-${tileSize}${panel ? "-panel" : ""}`, format.memory),
    args: linearArguments,
    build(f, { x, w: weights, y, groups, nextGroup, chunkGroups, units, tiles, yRowBytes, scratch }, context) {
      const phases = range(numPhases).map(() => range(tileSize).map(() => f.locals("v128", HALVES.length)));
      const columns = f.let("i32", i32.mul(units, FLOAT_UNIT_COLUMNS));
      const groupBytes = f.let("i32", i32.mul(columns, packedColumnBytes));
      const panelStart = f.let("i32", i32.add(scratch, i32.mul(context.thread, i32.mul(columns, WIDE_COLUMN_BYTES))));
      const load = format.open(f);
      const w = inMemory(weights, format.memory);
      const packedStart = f.local("i32", format.memory);
      const at = f.local("i32", panel ? 0 : format.memory);
      const [out, tileIndex, column, xAt] = f.locals("i32", 4);
      forEachTaken(f, { next: nextGroup, count: groups, length: chunkGroups }, (group) => {
        f.set(packedStart, i32.add(w, i32.mul(group, groupBytes)));
        if (panel) widenGroup(f, format, load, packedStart, panelStart, columns);
        f.set(xAt, x);
        f.set(out, i32.add(y, i32.shl(group, 5)));
        f.for(tileIndex, 0, tiles, 1, () => {
          for (const sum of phases.flat(2)) f.set(sum, f32x4.const(0));
          f.set(at, panel ? panelStart : packedStart);
          f.for(column, 0, columns, FLOAT_UNIT_COLUMNS, () => {
            for (const next of range(FLOAT_UNIT_COLUMNS)) {
              const weights = HALVES.map((half) => {
                const offset = columnBytes * next + (columnBytes / 2) * half;
                return f.let("v128", panel ? v128.load(at, offset) : load(at, offset));
              });
              for (const [token, sum] of phases[next % numPhases].entries()) {
                const value = f.let("v128", v128.load32Splat(xAt, 4 * (tileSize * next + token)));
                for (const half of HALVES) {
                  f.set(sum[half], multiplyAdd(context.features, value, weights[half], sum[half]));
                }
              }
            }
            f.increase(at, FLOAT_UNIT_COLUMNS * columnBytes);
            f.increase(xAt, FLOAT_UNIT_COLUMNS * 4 * tileSize);
          });
          for (const phase of phases.slice(1)) addSums(f, phases[0], phase);
          storeSums(f, phases[0], out, yRowBytes);
        });
      });
    },
  });
}

function widenGroup(
  f: FunctionBuilder,
  { bytes }: FloatFormat,
  load: ReturnType<FloatFormat["open"]>,
  packed: Local<"i32">,
  panel: Local<"i32">,
  columns: Local<"i32">,
): void {
  const from = f.let("i32", packed);
  const to = f.let("i32", panel);
  const column = f.local("i32");
  f.for(column, 0, columns, 1, () => {
    storeHalves(f, to, 0, (half) => load(from, 4 * bytes * half));
    f.increase(from, GROUP_ROWS * bytes);
    f.increase(to, WIDE_COLUMN_BYTES);
  });
}

function addSums(f: FunctionBuilder, sums: readonly Local<"v128">[][], others: readonly Local<"v128">[][]): void {
  for (const [token, sum] of sums.entries()) {
    for (const half of HALVES) f.set(sum[half], f32x4.add(sum[half], others[token][half]));
  }
}

const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
