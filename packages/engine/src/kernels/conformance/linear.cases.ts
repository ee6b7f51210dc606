import { bf16 } from "../../quant/bf16.ts";
import { f16 } from "../../quant/f16.ts";
import { f32 } from "../../quant/f32.ts";
import { kernelFormats } from "../../quant/index.ts";
import type { QuantFormat } from "../../quant/quant-format.ts";
import { hostileBytes } from "./hostile-weights.ts";
import type { ErrorBound, OpCase } from "./op-case.ts";
import { activation, matrix } from "./operands.ts";
import { normalValues } from "./random-values.ts";

/*
 * Tokens around the sizes of tiles and shares, outputs around groups of rows, inputs down to the smallest and of any number for floats, activations
 * that trip quantisers: zeros, outliers, magnitudes near the ends of half floats.
 */

const floatFormats: readonly QuantFormat[] = [f32, f16, bf16];

const floatBound: ErrorBound = { nmse: 1e-10, reason: "sums in float32" };

/**
 * Normal values in blocks of 32 reach about 2.1 deviations, so a step of int8 is 1/60 of a deviation and its error
 * (step² / 12) 2.3e-5 of their square; blocks of 256 come to 4e-5.
 */
const quantizedBound: ErrorBound = { nmse: 1e-4, reason: "activations rounded to int8 in blocks" };

/** Beside a lone large value a, the other 31 of its block are off by up to a / 254: 32 / (12 × 127²) of a² together. */
const outlierBound: ErrorBound = { nmse: 3e-4, reason: "activations rounded to int8 beside an outlier" };

const boundOf = (format: QuantFormat) => (floatFormats.includes(format) ? floatBound : quantizedBound);

export const linearCases: readonly OpCase[] = kernelFormats.flatMap((format) => {
  const block = format.blockLength;
  const smallest = block === 1 ? 16 : block;
  const middle = block === 256 ? 512 : block === 1 ? 112 : 96;
  return [
    ...[1, 2, 3, 5, 7, 8, 31, 64, 129].map((numTokens) => linearCase(format, numTokens, middle, 37)),
    ...[1, 6].flatMap((numTokens) => [
      linearCase(format, numTokens, smallest, 1),
      linearCase(format, numTokens, smallest, 64),
      linearCase(format, numTokens, 1024, 72),
    ]),
    ...activationCases(format, middle),
    ...(block === 1 ? oddCases(format) : []),
    ...(block === 1 ? [] : [hostileCase(format, middle)]),
  ];
});

function linearCase(format: QuantFormat, numTokens: number, inputSize: number, outputSize: number): OpCase {
  const x = normalValues(numTokens, numTokens * inputSize);
  return caseOf(format, "", [numTokens, inputSize, outputSize], x);
}

/** Inputs that fill no vector register. */
function oddCases(format: QuantFormat): OpCase[] {
  return [
    ...[1, 2, 3, 4, 6, 7, 31].map((numTokens) => linearCase(format, numTokens, 91, 37)),
    ...[1, 2, 3, 5, 10, 33].flatMap((inputSize) =>
      [1, 6].map((numTokens) => linearCase(format, numTokens, inputSize, 7)),
    ),
    linearCase(format, 5, 1, 1),
    linearCase(format, 3, 302, 500),
  ];
}

function activationCases(format: QuantFormat, inputSize: number): OpCase[] {
  const numTokens = 3;
  const normal = normalValues(99, numTokens * inputSize);
  const activations: Record<string, Float32Array> = {
    zeros: new Float32Array(normal.length),
    "a row of zeros": normal.map((value, i) => (Math.floor(i / inputSize) === 1 ? 0 : value)),
    "large activations": normal.map((value) => value * 1e5),
    "tiny activations": normal.map((value) => value * 1e-20),
    "one outlier": normal.map((value, i) => (i === inputSize + 5 ? 300 : value)),
    "all equal": normal.map(() => -0.75),
  };
  return Object.entries(activations).map(([what, x]) => {
    const opCase = caseOf(format, `, ${what}`, [numTokens, inputSize, 19], x);
    const isQuantized = opCase.bound === quantizedBound;
    return isQuantized && what === "one outlier" ? { ...opCase, bound: outlierBound } : opCase;
  });
}

/** Bytes a file may hold though no quantiser would write them: extreme levels, negative scales, subnormal halves. */
function hostileCase(format: QuantFormat, inputSize: number): OpCase {
  const x = normalValues(98, 3 * inputSize);
  const opCase = caseOf(format, ", any bytes", [3, inputSize, 40], x);
  const [weight, input] = opCase.operands;
  return { ...opCase, operands: [{ ...weight, bytes: hostileBytes(format, weight.bytes.length) }, input] };
}

function caseOf(format: QuantFormat, what: string, shape: readonly number[], x: Float32Array): OpCase {
  const [numTokens, inputSize, outputSize] = shape;
  const w = normalValues(outputSize, outputSize * inputSize, 0.05);
  return {
    op: "linear",
    name: `${format.id} T=${numTokens} I=${inputSize} O=${outputSize}${what}`,
    operands: [matrix("w", [outputSize, inputSize], format, w), activation("x", [numTokens, inputSize], x)],
    steps: [({ ops, input, weight }) => [ops.linear(input("x"), weight("w"))]],
    bound: boundOf(format),
  };
}
