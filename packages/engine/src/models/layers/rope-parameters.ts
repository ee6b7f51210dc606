import { QwenError } from "../../errors.ts";
import type { RopeParameters } from "../../kernels/ops.ts";
import { flag, oneOf, positiveInteger, positiveNumber, type RawConfig, section } from "../raw-config.ts";

/**
 * Rotary parameters from a configuration: `rope_theta` and `rope_scaling`, or both in `rope_parameters` as newer
 * checkpoints have it. Kinds "default", "linear" and "yarn".
 * @throws QwenError `model/bad-config`
 */
export function ropeParameters(raw: RawConfig, headDim: number, partialRotaryFactor = 1): RopeParameters {
  const own = section(raw, "rope_parameters") ?? section(raw, "rope_scaling") ?? {};
  // Text alone has one position for all of the sections of "mrope": the same as none.
  const kinds = ["default", "linear", "yarn", "mrope"] as const;
  const kind = oneOf({ rope_type: own.rope_type ?? own.type }, "rope_type", kinds, "default");
  const rotaryDim = rotaryDimOf(own, raw, headDim, partialRotaryFactor);
  const base = positiveNumber({ rope_theta: own.rope_theta ?? raw.rope_theta }, "rope_theta", 10_000);
  const plain = plainFrequencies(base, rotaryDim);
  if (kind === "default" || kind === "mrope") return finite({ inverseFrequencies: Float32Array.from(plain), scale: 1 });
  const factor = positiveNumber(own, "factor");
  if (kind === "linear") return finite({ inverseFrequencies: Float32Array.from(plain, (f) => f / factor), scale: 1 });
  return finite(yarn(own, raw, plain, base, rotaryDim, factor));
}

/**
 * Longest sequence in tokens: `max_position_embeddings`, or what YaRN stretches the original length to. Published
 * configurations add YaRN and leave the former as it was.
 * @throws QwenError `model/bad-config`
 */
export function longestSequence(raw: RawConfig): number {
  const length = positiveInteger(raw, "max_position_embeddings", 32_768);
  const own = section(raw, "rope_parameters") ?? section(raw, "rope_scaling") ?? {};
  if ((own.rope_type ?? own.type) !== "yarn") return length;
  const original = positiveInteger(own, "original_max_position_embeddings", length);
  return Math.max(length, Math.floor(original * positiveNumber(own, "factor")));
}

/** How many channels of a head turn. */
function rotaryDimOf(own: RawConfig, raw: RawConfig, headDim: number, fallback: number): number {
  const given = own.partial_rotary_factor ?? raw.partial_rotary_factor ?? fallback;
  const factor = positiveNumber({ partial_rotary_factor: given }, "partial_rotary_factor");
  const rotaryDim = Math.floor(headDim * factor);
  if (rotaryDim >= 2 && rotaryDim % 2 === 0 && rotaryDim <= headDim) return rotaryDim;
  throw new QwenError(
    "model/bad-config",
    `partial_rotary_factor ${factor} turns ${rotaryDim} of a head's ${headDim} channels; expected an even number of them`,
    { details: { key: "partial_rotary_factor" } },
  );
}

/** An infinite angle has no sine: what attends by it would compute nonsense. */
function finite(parameters: RopeParameters): RopeParameters {
  if (parameters.inverseFrequencies.every(Number.isFinite)) return parameters;
  throw new QwenError(
    "model/bad-config",
    "the rotary base and factor of the model's configuration make infinite frequencies. Is this the right file for the model?",
  );
}

/** base^(−2i / P) for each pair i. */
function plainFrequencies(base: number, headDim: number): number[] {
  return Array.from({ length: headDim / 2 }, (_, i) => base ** ((-2 * i) / headDim));
}

/**
 * Pairs that turn often within the original context keep their frequency, those that turn less than once are slowed
 * down by `factor`, with a linear ramp in between; scores are sharpened by 0.1 ln(factor) + 1.
 * @see https://arxiv.org/abs/2309.00071
 */
function yarn(
  own: RawConfig,
  raw: RawConfig,
  plain: readonly number[],
  base: number,
  headDim: number,
  factor: number,
): RopeParameters {
  const originalLength = positiveInteger(
    own,
    "original_max_position_embeddings",
    positiveInteger(raw, "max_position_embeddings"),
  );
  const pairThatTurns = (times: number): number =>
    (headDim * Math.log(originalLength / (times * 2 * Math.PI))) / (2 * Math.log(base));
  const truncate = flag(own, "truncate", true);
  const first = pairThatTurns(positiveNumber(own, "beta_fast", 32));
  const last = pairThatTurns(positiveNumber(own, "beta_slow", 1));
  const low = Math.max(truncate ? Math.floor(first) : first, 0);
  const high = Math.min(truncate ? Math.ceil(last) : last, headDim - 1);
  const width = high === low ? 0.001 : high - low;
  const inverseFrequencies = Float32Array.from(plain, (frequency, i) => {
    const slowed = Math.min(Math.max((i - low) / width, 0), 1);
    return frequency * (1 - slowed) + (frequency / factor) * slowed;
  });
  return { inverseFrequencies, scale: yarnScale(own, factor) };
}

function yarnScale(own: RawConfig, factor: number): number {
  if (own.attention_factor != null) return positiveNumber(own, "attention_factor");
  const sharpen = (weight: number): number => (factor <= 1 ? 1 : 0.1 * weight * Math.log(factor) + 1);
  // Zero counts as absent, as in the official code.
  if (own.mscale && own.mscale_all_dim) {
    return sharpen(positiveNumber(own, "mscale")) / sharpen(positiveNumber(own, "mscale_all_dim"));
  }
  return sharpen(1);
}
