import type { OpCase } from "./op-case.ts";
import { activation, vector } from "./operands.ts";
import { normalValues } from "./random-values.ts";

/** [rows, columns]: down to a single value, parts of vector registers, and sizes that threads can not share evenly. */
const shapes = [
  [1, 4],
  [1, 64],
  [3, 112],
  [5, 20],
  [129, 32],
  [2, 3072],
  [1, 1],
  [7, 1],
  [1, 2],
  [5, 3],
  [31, 10],
  [129, 33],
] as const;

export const addCases: readonly OpCase[] = shapes.map(
  (shape): OpCase => ({
    op: "add",
    name: `[${shape.join(", ")}]`,
    operands: [normalActivation("x", shape, 1), normalActivation("y", shape, 2)],
    steps: [({ ops, input }) => [ops.add(input("x"), input("y"))]],
    bound: { nmse: 1e-14, reason: "one sum in float32" },
  }),
);

export const addBiasCases: readonly OpCase[] = [...shapes, [5, 4, 32], [5, 3, 6]].map((shape): OpCase => {
  const length = shape[shape.length - 1];
  return {
    op: "addBias",
    name: `[${shape.join(", ")}]`,
    operands: [normalActivation("x", shape, 3), vector("bias", normalValues(4, length, 50))],
    steps: [({ ops, input, weight }) => [ops.addBias(input("x"), weight("bias"))]],
    bound: { nmse: 1e-14, reason: "one sum in float32" },
  };
});

export const siluMulCases: readonly OpCase[] = [
  ...shapes.map((shape) => siluMulCase("", shape, 2)),
  siluMulCase(", far out", [3, 112], 60),
  siluMulCase(", tiny", [3, 112], 1e-20),
  siluMulCase(", huge", [3, 112], 1e10),
];

function siluMulCase(what: string, shape: readonly number[], deviation: number): OpCase {
  return {
    op: "siluMul",
    name: `[${shape.join(", ")}]${what}`,
    operands: [normalActivation("gate", shape, 5, deviation), normalActivation("up", shape, 6)],
    steps: [({ ops, input }) => [ops.siluMul(input("gate"), input("up"))]],
    bound: { nmse: 1e-12, reason: "an exponential within a few units in the last place" },
  };
}

/** Gates of x's shape, and one a row. */
export const sigmoidMulCases: readonly OpCase[] = [
  ...[...shapes, [5, 4, 32]].map((shape) => sigmoidMulCase("", shape, shape, 2)),
  ...shapes.map((shape) => sigmoidMulCase(", a gate a row", [shape[0], 1], shape, 2)),
  sigmoidMulCase(", far out", [3, 112], [3, 112], 60),
  sigmoidMulCase(", a gate a row, far out", [3, 1], [3, 112], 60),
];

function sigmoidMulCase(
  what: string,
  gateShape: readonly number[],
  shape: readonly number[],
  deviation: number,
): OpCase {
  return {
    op: "sigmoidMul",
    name: `[${shape.join(", ")}]${what}`,
    operands: [normalActivation("gate", gateShape, 8, deviation), normalActivation("x", shape, 9)],
    steps: [({ ops, input }) => [ops.sigmoidMul(input("gate"), input("x"))]],
    bound: { nmse: 1e-12, reason: "an exponential within a few units in the last place" },
  };
}

export const selectRowsCases: readonly OpCase[] = [
  { numRows: 1, rows: [0] },
  { numRows: 7, rows: [6] },
  { numRows: 31, rows: [0, 3, 4, 30] },
  { numRows: 5, rows: [0, 1, 2, 3, 4] },
  { numRows: 9, rows: [8, 1, 1], columns: 1 },
  { numRows: 9, rows: [0, 7, 8], columns: 33 },
].map(({ numRows, rows, columns = 68 }): OpCase => {
  return {
    op: "selectRows",
    name: `${rows.length} of ${numRows} rows of ${columns}`,
    operands: [normalActivation("x", [numRows, columns], 7)],
    steps: [({ ops, input }) => [ops.selectRows(input("x"), Int32Array.from(rows))]],
    bound: { nmse: 0, reason: "copies" },
  };
});

export const sliceCases: readonly OpCase[] = [
  { shape: [1, 4], start: 0, length: 4 },
  { shape: [7, 33], start: 32, length: 1 },
  { shape: [3, 5, 8], start: 4, length: 4 },
  { shape: [2, 3, 2, 6], start: 1, length: 3 },
  { shape: [129, 64], start: 31, length: 32 },
].map(({ shape, start, length }): OpCase => {
  return {
    op: "slice",
    name: `${length} of [${shape.join(", ")}] from ${start} on`,
    operands: [normalActivation("x", shape, 8)],
    steps: [({ ops, input }) => [ops.slice(input("x"), start, length)]],
    bound: { nmse: 0, reason: "copies" },
  };
});

export const concatCases: readonly OpCase[] = [
  { rows: [1], columns: [4, 4] },
  { rows: [7], columns: [33, 1] },
  { rows: [3, 5], columns: [8, 20] },
  { rows: [129], columns: [64, 64] },
].map(({ rows, columns: [xColumns, yColumns] }): OpCase => {
  return {
    op: "concat",
    name: `[${rows.join(", ")}, ${xColumns}] and ${yColumns}`,
    operands: [normalActivation("x", [...rows, xColumns], 9), normalActivation("y", [...rows, yColumns], 10)],
    steps: [({ ops, input }) => [ops.concat(input("x"), input("y"))]],
    bound: { nmse: 0, reason: "copies" },
  };
});

export const constantCases: readonly OpCase[] = [
  [1, 4],
  [3, 33],
  [129, 64],
].map((shape): OpCase => {
  const values = normalValues(11, shape[0] * shape[1], 1);
  return {
    op: "constant",
    name: `[${shape.join(", ")}]`,
    operands: [normalActivation("x", shape, 12)],
    steps: [({ ops, input }) => [ops.add(ops.constant(values, shape), input("x")), ops.constant(values, shape)]],
    bound: { nmse: 1e-14, reason: "one sum in float32" },
  };
});

function normalActivation(name: string, shape: readonly number[], seed: number, deviation = 1) {
  const length = shape.reduce((a, b) => a * b);
  return activation(name, shape, normalValues(seed, length, deviation));
}
