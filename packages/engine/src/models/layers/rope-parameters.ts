import { QwenError } from "../../errors.ts";
import type { RopeParameters } from "../../kernels/ops.ts";
import { flag, oneOf, positiveInteger, positiveNumber, type RawConfig, section } from "../raw-config.ts";

/**
 * Rotary parameters from a configuration: `rope_theta` and `rope_scaling`, or both in `rope_parameters` as newer
 * checkpoints have it. Kinds "default", "linear" and "yarn"; "dynamic" is "default" up to the length it is made for.
 * @throws QwenError `model/bad-config`
 */
export function ropeParameters(raw: RawConfig, headDim: number): RopeParameters {
  const own = ropeSection(raw);
  // Text alone has one position for all of the sections of "mrope": the same as none.
  const kinds = ["default", "linear", "yarn", "dynamic", "mrope"] as const;
  const kind = oneOf({ rope_type: own.rope_type ?? own.type }, "rope_type", kinds, "default");
  const rotaryDim = rotaryDimOf(own, raw, headDim);
  const base = positiveNumber({ rope_theta: own.rope_theta ?? raw.rope_theta }, "rope_theta", 10_000);
  const plain = plainFrequencies(base, rotaryDim);
  const scaled = (factor: number) =>
    finite({ inverseFrequencies: Float32Array.from(plain, (f) => f / factor), scale: 1 });
  if (kind === "linear") return scaled(positiveNumber(own, "factor"));
  return kind === "yarn" ? finite(yarn(own, raw, plain, base, rotaryDim)) : scaled(1);
}

/** Where a configuration says how positions turn heads; older checkpoints' key counts first, as in the official code. */
export function ropeSection(raw: RawConfig): RawConfig {
  const older = section(raw, "rope_scaling") ?? {};
  return Object.keys(older).length > 0 ? older : (section(raw, "rope_parameters") ?? {});
}

/**
 * Longest sequence in tokens: `max_position_embeddings`, or what YaRN stretches the original length to. Published
 * configurations add YaRN and leave the former as it was.
 * @throws QwenError `model/bad-config`
 */
export function longestSequence(raw: RawConfig): number {
  const length = positiveInteger(raw, "max_position_embeddings", 32_768);
  const own = ropeSection(raw);
  if ((own.rope_type ?? own.type) !== "yarn") return length;
  return Math.max(length, Math.floor(originalLength(own, raw) * yarnFactor(own, raw)));
}

const originalLength = (own: RawConfig, raw: RawConfig): number =>
  positiveInteger(own, "original_max_position_embeddings", positiveInteger(raw, "max_position_embeddings", 32_768));

/** Where there is none, what has been made of the original length. */
const yarnFactor = (own: RawConfig, raw: RawConfig): number =>
  positiveNumber(own, "factor", positiveInteger(raw, "max_position_embeddings", 32_768) / originalLength(own, raw));

/** How many channels of a head turn. */
function rotaryDimOf(own: RawConfig, raw: RawConfig, headDim: number): number {
  const given = own.partial_rotary_factor ?? raw.partial_rotary_factor ?? 1;
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
function yarn(own: RawConfig, raw: RawConfig, plain: readonly number[], base: number, headDim: number): RopeParameters {
  const [factor, length] = [yarnFactor(own, raw), originalLength(own, raw)];
  const pairThatTurns = (times: number): number =>
    (headDim * Math.log(length / (times * 2 * Math.PI))) / (2 * Math.log(base));
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
