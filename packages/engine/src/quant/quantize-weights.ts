import { assert, QwenError } from "../errors.ts";
import { bf16 } from "./bf16.ts";
import { f32 } from "./f32.ts";
import type { QuantFormat } from "./quant-format.ts";

const LARGEST_HALF = 65_504;

/**
 * Rounds weights to a format that is written, after a look at each of them.
 * @param weights A multiple of the format's `blockLength`.
 * @throws QwenError `model/bad-weights` as `checkWeights`
 */
export function quantizeWeights(format: QuantFormat, weights: Float32Array, out: Uint8Array): void {
  assert(format.quantize, () => `nothing is written in ${format.id}`);
  checkWeights(format, weights);
  format.quantize(weights, out);
}

/** @throws QwenError `model/bad-weights` for NaN, infinity, and what is too large for the halves in the format */
export function checkWeights(format: QuantFormat, weights: Float32Array): void {
  const largest = format === f32 || format === bf16 ? Number.MAX_VALUE : LARGEST_HALF;
  for (const weight of weights) if (!(Math.abs(weight) <= largest)) throw badWeight(weight, format);
}

function badWeight(weight: number, format: QuantFormat): QwenError {
  const details = { weight: String(weight), format: format.id };
  if (Number.isFinite(weight)) {
    const message = `a weight is ${weight}, more than ${format.id} can hold (${LARGEST_HALF}); take BF16`;
    return new QwenError("model/bad-weights", message, { details });
  }
  const message = `a weight is ${weight}, which is no number to round: the file is damaged; download it again`;
  return new QwenError("model/bad-weights", message, { details });
}
