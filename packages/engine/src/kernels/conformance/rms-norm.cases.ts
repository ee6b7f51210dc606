import type { OpCase } from "./op-case.ts";
import { activation, vector } from "./operands.ts";
import { normalValues } from "./random-values.ts";

const shapes = [
  [1, 64],
  [1, 4096],
  [2, 16],
  [3, 1024],
  [7, 36],
  [129, 64],
  [5, 8, 128],
  [31, 2, 256],
  [64, 3, 32],
  [1, 1],
  [3, 2],
  [5, 7],
  [2, 33],
  [129, 90],
  [5, 3, 10],
];

/** Hidden states, and the heads of q and k. */
export const rmsNormCases: readonly OpCase[] = [
  ...shapes.map((shape) => rmsNormCase("", shape, 1)),
  rmsNormCase(", zeros", [3, 64], 0),
  rmsNormCase(", large", [3, 64], 1e15),
  rmsNormCase(", tiny", [3, 64], 1e-12),
  rmsNormCase(", where eps matters", [3, 64], 1e-3),
];

function rmsNormCase(what: string, shape: readonly number[], deviation: number): OpCase {
  const length = shape[shape.length - 1];
  const x = normalValues(
    1,
    shape.reduce((a, b) => a * b),
    deviation,
  );
  return {
    op: "rmsNorm",
    name: `x [${shape.join(", ")}]${what}`,
    operands: [activation("x", shape, x), vector("gamma", normalValues(2, length))],
    steps: [({ ops, input, weight }) => [ops.rmsNorm(input("x"), weight("gamma"), 1e-6)]],
    bound: { nmse: 1e-12, reason: "a sum and three products in float32" },
  };
}
