import { i32 } from "../emitter/scalar.ts";
import { f32x4, v128 } from "../emitter/simd.ts";
import { defineKernel } from "../kernel.ts";
import { forEachVectorOfRow } from "./row-vectors.ts";
import { forEachShare } from "./share.ts";
import { sigmoidDivisor } from "./sigmoid-divisor.ts";

/** out = x / (1 + e^(−gate)), element by element. `vectors` counts groups of four floats. */
export const sigmoidMul = defineKernel({
  name: "sigmoidMul",
  args: { gate: "i32", x: "i32", out: "i32", vectors: "i32" },
  build(f, { gate, x, out, vectors }, context) {
    const divisorOf = sigmoidDivisor(f, context.features);
    forEachShare(f, context, vectors, (index) => {
      const at = f.let("i32", i32.shl(index, 4));
      const divisor = divisorOf(f.let("v128", v128.load(i32.add(gate, at))));
      f.do(v128.store(i32.add(out, at), f32x4.div(v128.load(i32.add(x, at)), divisor)));
    });
  },
});

/** The same with one gate for each row of x. Threads share the rows. */
export const sigmoidMulRows = defineKernel({
  name: "sigmoidMulRows",
  args: { gate: "i32", x: "i32", out: "i32", rows: "i32", columns: "i32" },
  build(f, { gate, x, out, rows, columns }, context) {
    const divisorOf = sigmoidDivisor(f, context.features);
    const rowBytes = f.let("i32", i32.shl(columns, 2));
    const at = f.local("i32");
    forEachShare(f, context, rows, (row) => {
      const start = f.let("i32", i32.mul(row, rowBytes));
      const itsGate = f.let("v128", v128.load32Splat(i32.add(gate, i32.shl(row, 2))));
      const divisor = f.let("v128", divisorOf(itsGate));
      forEachVectorOfRow(f, at, 0, rowBytes, ({ load, store }) => {
        const place = f.let("i32", i32.add(start, at));
        f.do(store(i32.add(out, place), f32x4.div(load(i32.add(x, place)), divisor)));
      });
    });
  },
});
