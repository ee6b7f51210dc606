import type { OpCase } from "./op-case.ts";
import { activation } from "./operands.ts";
import { normalValues } from "./random-values.ts";

/** [T, H, P] */
const shapes = [
  [1, 1, 32],
  [1, 16, 128],
  [2, 3, 64],
  [5, 4, 256],
  [31, 2, 64],
  [129, 8, 32],
  [1, 1, 2],
  [3, 2, 4],
  [5, 3, 6],
  [31, 2, 10],
  [2, 3, 12],
  [7, 5, 20],
  [9, 2, 24],
] as const;

function frequencies(headDim: number): Float32Array {
  return Float32Array.from({ length: headDim / 2 }, (_, i) => 1e6 ** ((-2 * i) / headDim));
}

/** Positions as they come: runs of several sequences, some far from the start. */
function positionsOf(numTokens: number): Int32Array {
  return Int32Array.from({ length: numTokens }, (_, t) => (t % 3 === 2 ? 131_000 + t : t));
}

/** [T, H, P] and how many of the P channels are rotated. */
const partialShapes = [
  [1, 16, 256, 64],
  [7, 2, 256, 64],
  [33, 3, 64, 16],
  [5, 2, 10, 4],
  [3, 2, 5, 2],
] as const;

export const ropeCases: readonly OpCase[] = [
  ...shapes.map((shape) => ropeCase(shape, shape[2])),
  ...partialShapes.map(([numTokens, numHeads, headDim, rotaryDim]) =>
    ropeCase([numTokens, numHeads, headDim], rotaryDim),
  ),
];

function ropeCase(shape: readonly [number, number, number], rotaryDim: number): OpCase {
  const [numTokens, numHeads, headDim] = shape;
  const parameters = { inverseFrequencies: frequencies(rotaryDim), scale: 1 };
  return {
    op: "rope",
    name: `x [${shape.join(", ")}]${rotaryDim < headDim ? `, ${rotaryDim} channels` : ""}`,
    operands: [activation("x", shape, normalValues(3, numTokens * numHeads * headDim))],
    steps: [({ ops, input }) => [ops.rope(input("x"), ops.rotaryTable(positionsOf(numTokens), parameters))]],
    bound: { nmse: 1e-12, reason: "two products and a sum in float32" },
  };
}

export const rotaryTableCases: readonly OpCase[] = [1, 5, 129].map((numTokens): OpCase => {
  const parameters = { inverseFrequencies: frequencies(128), scale: 1.1386 };
  return {
    op: "rotaryTable",
    name: `T=${numTokens} P=128`,
    operands: [],
    steps: [({ ops }) => [ops.rotaryTable(positionsOf(numTokens), parameters)]],
    bound: { nmse: 1e-13, reason: "angles must be those of float32, and far positions make any other show" },
  };
});
