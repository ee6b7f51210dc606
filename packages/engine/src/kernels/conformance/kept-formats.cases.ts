import { quantFormats } from "../../quant/index.ts";
import { nvfp4 } from "../../quant/nvfp4.ts";
import type { QuantFormat } from "../../quant/quant-format.ts";
import { hostileBytes } from "./hostile-weights.ts";
import type { ErrorBound, OpCase } from "./op-case.ts";
import { activation } from "./operands.ts";
import { normalValues } from "./random-values.ts";

/* Formats that a backend may keep as another one: looked up and multiplied, with bytes that no quantiser would write. */

const [ROWS, COLUMNS, TOKENS] = [43, 512, 5];

/** Steps of 1/127 of a block's largest weight, the weights spread evenly: 1 / (12 × 127² / 3) of their square. */
const bound: ErrorBound = { nmse: 3e-4, reason: "weights rounded to Q8_0, and activations to int8 in blocks" };

export const keptFormatCases: readonly OpCase[] = [
  ...quantFormats
    .filter(({ keptAs }) => keptAs !== undefined)
    .flatMap((format) => [embeddingCase(format), linearCase(format)]),
  scaledExpertsCase(),
];

function weights(format: QuantFormat) {
  const bytes = hostileBytes(format, ((ROWS * COLUMNS) / format.blockLength) * format.blockBytes);
  return { name: "w", shape: [ROWS, COLUMNS], kind: "matrix", format, bytes } as const;
}

function embeddingCase(format: QuantFormat): OpCase {
  const tokenIds = Int32Array.of(42, 0, 7, 7, 19);
  return {
    op: "embedding",
    name: `${format.id}, any bytes`,
    operands: [weights(format)],
    steps: [({ ops, weight }) => [ops.embedding(tokenIds, weight("w"))]],
    bound,
  };
}

function linearCase(format: QuantFormat): OpCase {
  return {
    op: "linear",
    name: `${format.id}, any bytes, kept as ${format.keptAs}`,
    operands: [weights(format), activation("x", [TOKENS, COLUMNS], normalValues(3, TOKENS * COLUMNS))],
    steps: [({ ops, input, weight }) => [ops.linear(input("x"), weight("w"))]],
    bound,
  };
}

/** Experts' matrices that differ in their scales alone. */
function scaledExpertsCase(): OpCase {
  const bytes = hostileBytes(nvfp4, ((ROWS * COLUMNS) / nvfp4.blockLength) * nvfp4.blockBytes);
  const scales = Float32Array.of(1, -0.3, 0, 500);
  const w = { name: "w", shape: [4, ROWS, COLUMNS], kind: "experts", format: nvfp4, scales } as const;
  return {
    op: "expertLinear",
    name: `NVFP4, any bytes, kept as ${nvfp4.keptAs}, a scale for each expert`,
    operands: [
      { ...w, bytes: Uint8Array.from({ length: 4 * bytes.length }, (_, i) => bytes[i % bytes.length]) },
      activation("logits", [1, 4], new Float32Array(4)),
      activation("x", [1, COLUMNS], normalValues(3, COLUMNS)),
    ],
    steps: [0, 1, 2, 3].map((expert) => ({ ops, input, weight }) => {
      const routing = ops.route(input("logits"), { numExpertsPerToken: 4, normalizes: false });
      const y = ops.expertLinear(input("x"), weight("w"), routing);
      return [ops.selectRows(ops.reshape(y, [4, ROWS]), Int32Array.of(expert))];
    }),
    bound,
  };
}
