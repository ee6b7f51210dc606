import { quantFormats } from "../../quant/index.ts";
import type { QuantFormat } from "../../quant/quant-format.ts";
import { hostileBytes } from "./hostile-weights.ts";
import type { ErrorBound, OpCase } from "./op-case.ts";
import { activation } from "./operands.ts";
import { normalValues } from "./random-values.ts";

/* Formats that a backend may keep as another one: looked up and multiplied, with bytes that no quantiser would write. */

const [ROWS, COLUMNS, TOKENS] = [43, 512, 5];

/** Steps of 1/127 of a block's largest weight, the weights spread evenly: 1 / (12 × 127² / 3) of their square. */
const bound: ErrorBound = { nmse: 3e-4, reason: "weights rounded to Q8_0, and activations to int8 in blocks" };

export const keptFormatCases: readonly OpCase[] = quantFormats
  .filter(({ keptAs }) => keptAs !== undefined)
  .flatMap((format) => [embeddingCase(format), linearCase(format)]);

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
