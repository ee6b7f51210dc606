import { bf16 } from "../../quant/bf16.ts";
import { f16 } from "../../quant/f16.ts";
import { f32 } from "../../quant/f32.ts";
import type { OpCase } from "./op-case.ts";
import { activation, matrix, vector } from "./operands.ts";
import { normalValues } from "./random-values.ts";

const hiddenSize = 64;
const intermediateSize = 112;
const operands = [
  activation("x", [5, hiddenSize], normalValues(1, 5 * hiddenSize)),
  vector("gamma", normalValues(2, hiddenSize)),
  matrix("gate", [intermediateSize, hiddenSize], f32, normalValues(3, intermediateSize * hiddenSize, 0.1)),
  matrix("up", [intermediateSize, hiddenSize], f32, normalValues(4, intermediateSize * hiddenSize, 0.1)),
  matrix("down", [hiddenSize, intermediateSize], f32, normalValues(5, intermediateSize * hiddenSize, 0.1)),
];
const oddSize = 33;
const oddOperands = [
  activation("x", [7, oddSize], normalValues(1, 7 * oddSize)),
  vector("gamma", normalValues(2, oddSize)),
  vector("bias", normalValues(3, oddSize)),
  ...[f32, f16, bf16].map((format, i) =>
    matrix(format.id, [oddSize, oddSize], format, normalValues(4 + i, oddSize * oddSize, 0.1)),
  ),
];
const bound = { nmse: 1e-9, reason: "a chain of float32 ops" };

/** Not an op but what a step promises: intermediates that are outputs, or used late, keep their values. */
export const stepCases: readonly OpCase[] = [
  {
    op: "step",
    name: "intermediates as outputs",
    operands,
    bound,
    steps: [
      ({ ops, input, weight }) => {
        const x = input("x");
        const normed = ops.rmsNorm(x, weight("gamma"), 1e-6);
        const gate = ops.linear(normed, weight("gate"));
        const up = ops.linear(normed, weight("up"));
        const down = ops.linear(ops.siluMul(gate, up), weight("down"));
        const sum = ops.add(x, down);
        const rows = ops.selectRows(sum, Int32Array.of(1, 4));
        return [x, normed, gate, up, down, sum, rows];
      },
    ],
  },
  {
    op: "step",
    name: "many layers, residual used late",
    operands,
    bound: { ...bound, nmse: 1e-7 },
    steps: [
      ({ ops, input, weight }) => {
        const first = input("x");
        let x = first;
        for (let layer = 0; layer < 12; layer++) {
          const normed = ops.rmsNorm(x, weight("gamma"), 1e-6);
          const gate = ops.linear(normed, weight("gate"));
          const up = ops.linear(normed, weight("up"));
          x = ops.add(x, ops.linear(ops.siluMul(gate, up), weight("down")));
        }
        return [ops.add(x, first)];
      },
    ],
  },
  {
    op: "step",
    name: "odd rows that meet several matrices, of several formats",
    operands: oddOperands,
    bound,
    steps: [
      ({ ops, input, weight }) => {
        const x = input("x");
        const normed = ops.addBias(ops.rmsNorm(x, weight("gamma"), 1e-6), weight("bias"));
        const products = ["F32", "F16", "BF16", "F32"].map((id) => ops.linear(normed, weight(id)));
        const deeper = products.map((product) => ops.linear(ops.add(x, product), weight("F32")));
        const one = ops.selectRows(x, Int32Array.of(6));
        return [normed, ...products, ...deeper, ...["F16", "BF16"].map((id) => ops.linear(one, weight(id)))];
      },
    ],
  },
  {
    op: "step",
    name: "reshaped and repeated operands",
    operands,
    bound,
    steps: [
      ({ ops, input, weight }) => {
        const x = input("x");
        const heads = ops.reshape(x, [5, 2, 32]);
        const doubled = ops.add(heads, heads);
        const flat = ops.reshape(doubled, [5, hiddenSize]);
        return [ops.add(x, x), ops.siluMul(flat, flat), ops.rmsNorm(flat, weight("gamma"), 1e-6), heads, x];
      },
      ({ ops, input }) => [input("x"), ops.selectRows(input("x"), Int32Array.of(2))],
    ],
  },
];
