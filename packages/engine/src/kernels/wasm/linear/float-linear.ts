import type { FunctionBuilder, Local } from "../emitter/function-builder.ts";
import { i32 } from "../emitter/scalar.ts";
import { f32x4, v128 } from "../emitter/simd.ts";
import { defineKernel, type Kernel } from "../kernel.ts";
import { forEachShare } from "../kernels/share.ts";
import { HALVES } from "./block-format.ts";
import { storeSums } from "./block-linear.ts";
import { FLOAT_UNIT_COLUMNS, type FloatFormat } from "./float-format.ts";
import { multiplyAdd } from "./multiply-add.ts";
import { GROUP_ROWS, linearArguments } from "./weight-layout.ts";

/**
 * y = x · Wᵀ in float32 throughout, in tiles of 8 rows by `tileSize` tokens. x is interleaved: for every column the
 * numbers of the tile's tokens. Few tokens have several sums each, for the columns in turn, lest every addition waits
 * for the one before.
 */
export function floatLinear(format: FloatFormat, tileSize: number): Kernel<typeof linearArguments> {
  const numPhases = tileSize === 1 ? 4 : tileSize === 2 ? 2 : 1;
  const columnBytes = GROUP_ROWS * format.bytes;
  return defineKernel({
    name: `linear-${format.name}-${tileSize}`,
    args: linearArguments,
    build(f, { x, w, y, groups, units, tiles, yRowBytes }, { features, ...context }) {
      const madd = multiplyAdd(features);
      const phases = range(numPhases).map(() => range(tileSize).map(() => f.locals("v128", HALVES.length)));
      const [out, tileIndex, unit, at, xAt] = f.locals("i32", 5);
      forEachShare(f, { features, ...context }, groups, (group) => {
        f.set(xAt, x);
        f.set(out, i32.add(y, i32.shl(group, 5)));
        f.for(tileIndex, 0, tiles, 1, () => {
          for (const sum of phases.flat(2)) f.set(sum, f32x4.const(0));
          f.set(at, i32.add(w, i32.mul(group, i32.mul(units, FLOAT_UNIT_COLUMNS * columnBytes))));
          f.for(unit, 0, units, 1, () => {
            for (const column of range(FLOAT_UNIT_COLUMNS)) {
              const weights = HALVES.map((half) =>
                f.let("v128", format.load(f, at, columnBytes * column + 4 * format.bytes * half)),
              );
              for (const token of range(tileSize)) {
                const value = f.let("v128", v128.load32Splat(xAt, 4 * (tileSize * column + token)));
                for (const half of HALVES) {
                  const sum = phases[column % numPhases][token][half];
                  f.set(sum, madd(value, weights[half], sum));
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

function addSums(f: FunctionBuilder, sums: readonly Local<"v128">[][], others: readonly Local<"v128">[][]): void {
  for (const [token, sum] of sums.entries()) {
    for (const half of HALVES) f.set(sum[half], f32x4.add(sum[half], others[token][half]));
  }
}

const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
