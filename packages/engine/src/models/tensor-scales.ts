import { QwenError } from "../errors.ts";
import type { TensorRecord } from "../files/checkpoint.ts";
import { quoted } from "../files/quoted.ts";
import { sizeOfShape } from "../kernels/op-shapes.ts";
import { f32 } from "../quant/f32.ts";
import type { QuantFormat } from "../quant/quant-format.ts";

/** Where a GGUF file has the further scale that may come with a tensor, for NVFP4: "….scale" beside "….weight". */
export function scaleName(tensorName: string): string | undefined {
  return tensorName.endsWith(".weight") ? tensorName.replace(/weight$/, "scale") : undefined;
}

/**
 * Checks that there is a number for each of `numMatrices`, and that weights of `format` can be multiplied while they load.
 * @throws QwenError `model/bad-shape`, `model/unsupported-format`
 */
export function checkScales(scales: TensorRecord, numMatrices: number, format: QuantFormat): void {
  const { name, shape, formatId } = scales;
  if (sizeOfShape(shape) !== numMatrices) {
    throw new QwenError(
      "model/bad-shape",
      `tensor ${quoted(name)} is [${shape.join(", ")}]; expected [${numMatrices}], a scale for each matrix`,
      { details: { tensor: name, expected: [numMatrices], found: shape } },
    );
  }
  if (formatId === f32.id && format.keptAs) return;
  throw new QwenError(
    "model/unsupported-format",
    `tensor ${quoted(name)} holds scales of type ${formatId} for weights of type ${format.id}; ` +
      "expected F32 for NVFP4; take another quantisation",
    { details: { tensor: name, format: formatId, weights: format.id } },
  );
}
