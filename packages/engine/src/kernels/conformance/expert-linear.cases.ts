import { bf16 } from "../../quant/bf16.ts";
import { f16 } from "../../quant/f16.ts";
import { f32 } from "../../quant/f32.ts";
import { kernelFormats } from "../../quant/index.ts";
import type { QuantFormat } from "../../quant/quant-format.ts";
import type { OpCase } from "./op-case.ts";
import { activation, experts } from "./operands.ts";
import { normalValues } from "./random-values.ts";

/*
 * Experts whose outputs fill no whole group, tokens by themselves and so many that an expert has several tiles of them,
 * experts that nobody chose, one that all did, and whole layers as models have them.
 */

const [E, N, O] = [6, 3, 20];

/** The logit of an expert for a token. */
type Logit = (token: number, expert: number) => number;

const scattered: Logit = (token, expert) => Math.sin(token * 12.9 + expert * 78.2 + token * expert);
const choices: Readonly<Record<string, Logit>> = {
  "the same experts": (_, expert) => [0, 3, 1, 0, 2, 0][expert],
  "one expert by all, others in turn": (token, expert) => (expert === 5 ? 9 : (expert + token) % 5),
  "equal logits": () => 0,
  "the last experts": (_, expert) => expert,
};

const otherFloat = (format: QuantFormat): QuantFormat => (format === f32 ? bf16 : format === bf16 ? f16 : f32);

const isFloat = ({ blockLength }: QuantFormat) => blockLength === 1;

const boundOf = (format: QuantFormat) =>
  isFloat(format)
    ? { nmse: 1e-10, reason: "sums in float32" }
    : { nmse: 1e-4, reason: "activations rounded to int8 in blocks" };

export const expertLinearCases: readonly OpCase[] = kernelFormats.flatMap((format) => [
  ...[1, 2, 3, 4, 7, 31, 130].map((numTokens) => productCase(format, numTokens, "scattered", scattered)),
  ...Object.entries(choices).map(([what, logit]) => productCase(format, 9, what, logit)),
  ...[1, 5, 40].map((numTokens) => layerCase(format, numTokens)),
]);

function logitsOf(numTokens: number, logit: Logit) {
  const values = Float32Array.from({ length: numTokens * E }, (_, i) => logit(Math.floor(i / E), i % E));
  return activation("logits", [numTokens, E], values);
}

const options = { numExpertsPerToken: N, normalizes: true };

/** One x a token, and one an expert of a token; for floats of sizes that fill no vector. */
function productCase(format: QuantFormat, numTokens: number, what: string, logit: Logit): OpCase {
  const sizes = isFloat(format) ? { I: 48, odd: 33 } : { I: Math.max(96, format.blockLength), odd: undefined };
  const { I, odd = 2 * I } = sizes;
  return {
    op: "expertLinear",
    name: `${format.id} T=${numTokens}, ${what}`,
    operands: [
      logitsOf(numTokens, logit),
      experts("w", [E, O, I], format, normalValues(1, E * O * I, 0.05)),
      experts("other w", [E, 8, odd], format, normalValues(2, E * 8 * odd, 0.05)),
      activation("x", [numTokens, I], normalValues(3, numTokens * I)),
      activation("other x", [numTokens, N, odd], normalValues(4, numTokens * N * odd)),
    ],
    steps: [
      ({ ops, input, weight }) => {
        const routing = ops.route(input("logits"), options);
        return [
          ops.expertLinear(input("x"), weight("w"), routing),
          ops.expertLinear(input("other x"), weight("other w"), routing),
        ];
      },
    ],
    bound: boundOf(format),
  };
}

/** An MLP of experts, beside one routed otherwise; formats that meet the same activations in different forms. */
function layerCase(format: QuantFormat, numTokens: number): OpCase {
  const D = format.blockLength === 256 ? 256 : 64;
  const F = format.blockLength === 256 ? 512 : 96;
  const operandOf = (name: string, seed: number, shape: readonly [number, number, number], its: QuantFormat) =>
    experts(name, shape, its, normalValues(seed, E * D * F, 0.1));
  return {
    op: "expertLinear",
    name: `layer of ${format.id} T=${numTokens}`,
    operands: [
      logitsOf(numTokens, scattered),
      activation("other logits", [numTokens, E], normalValues(5, numTokens * E)),
      activation("x", [numTokens, D], normalValues(6, numTokens * D)),
      operandOf("gate", 7, [E, F, D], format),
      operandOf("up", 8, [E, F, D], isFloat(format) ? otherFloat(format) : format),
      operandOf("down", 9, [E, D, F], format),
    ],
    steps: [
      ({ ops, input, weight }) => {
        const x = input("x");
        const outputs = ["logits", "other logits"].map((logits) => {
          const routing = ops.route(input(logits), options);
          const gate = ops.expertLinear(x, weight("gate"), routing);
          const up = ops.expertLinear(x, weight("up"), routing);
          const y = ops.expertLinear(ops.siluMul(gate, up), weight("down"), routing);
          return ops.combineExperts(y, routing);
        });
        return [...outputs, ops.add(outputs[0], outputs[1])];
      },
    ],
    bound: isFloat(format)
      ? { nmse: 1e-9, reason: "a chain of sums in float32" }
      : { nmse: 3e-4, reason: "activations rounded to int8 in blocks, three times" },
  };
}

export const combineExpertsCases: readonly OpCase[] = [
  [1, 1, 4],
  [1, 3, 1],
  [7, 3, 5],
  [33, 8, 68],
  [2, 10, 3072],
].map(([numTokens, numChosen, D]): OpCase => {
  const numExperts = numChosen + 2;
  return {
    op: "combineExperts",
    name: `[${numTokens}, ${numChosen}, ${D}]`,
    operands: [
      activation("logits", [numTokens, numExperts], normalValues(1, numTokens * numExperts, 2)),
      activation("y", [numTokens, numChosen, D], normalValues(2, numTokens * numChosen * D)),
    ],
    steps: [
      ({ ops, input }) => {
        const routing = ops.route(input("logits"), { numExpertsPerToken: numChosen, normalizes: false });
        return [ops.combineExperts(input("y"), routing)];
      },
    ],
    bound: { nmse: 1e-12, reason: "sums in float32" },
  };
});
