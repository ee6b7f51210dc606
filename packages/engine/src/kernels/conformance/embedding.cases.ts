import { kernelFormats } from "../../quant/index.ts";
import type { QuantFormat } from "../../quant/quant-format.ts";
import type { OpCase } from "./op-case.ts";
import { matrix } from "./operands.ts";
import { normalValues } from "./random-values.ts";

/** Rows in any order, repeated, the first and the last. */
export const embeddingCases: readonly OpCase[] = kernelFormats.flatMap((format) => {
  const hiddenSize = format.blockLength === 256 ? 512 : 96;
  return [
    ...[1, 5, 64].map((numTokens) => embeddingCase(format, numTokens, hiddenSize)),
    ...(format.blockLength === 1 ? [1, 2, 3, 5, 33, 90] : []).map((size) => embeddingCase(format, 5, size)),
  ];
});

function embeddingCase(format: QuantFormat, numTokens: number, hiddenSize: number): OpCase {
  const tokenIds = Int32Array.from({ length: numTokens }, (_, t) => (t === 1 ? 0 : 42 - ((t * 17) % 43)));
  return {
    op: "embedding",
    name: `${format.id} T=${numTokens} D=${hiddenSize}`,
    operands: [matrix("table", [43, hiddenSize], format, normalValues(7, 43 * hiddenSize))],
    steps: [({ ops, weight }) => [ops.embedding(tokenIds, weight("table"))]],
    bound: { nmse: 1e-12, reason: "one product a value" },
  };
}
