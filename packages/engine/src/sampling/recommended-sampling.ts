import type { Checkpoint } from "../files/checkpoint.ts";
import { isInRange } from "./resolve-sampling.ts";
import { defaultSampling, type SamplingOptions } from "./sampling-options.ts";

type Name = "temperature" | "topK" | "topP" | "minP" | "repetitionPenalty";

/** Our name, the name in generation_config.json, the key in GGUF metadata. */
const names: readonly (readonly [Name, string, string])[] = [
  ["temperature", "temperature", "general.sampling.temp"],
  ["topK", "top_k", "general.sampling.top_k"],
  ["topP", "top_p", "general.sampling.top_p"],
  ["minP", "min_p", "general.sampling.min_p"],
  ["repetitionPenalty", "repetition_penalty", "general.sampling.penalty_repeat"],
];

/** What the model's makers recommend, as far as the file says something sensible; `defaultSampling` elsewhere. */
export function recommendedSampling(checkpoint: Checkpoint): SamplingOptions {
  const isGguf = checkpoint.container === "gguf";
  const recommended: Partial<Record<Name, number>> = {};
  for (const [name, hubName, ggufKey] of names) {
    const value = isGguf ? checkpoint.metadata.get(ggufKey) : checkpoint.generationConfig?.[hubName];
    // GGUF has them as 32-bit floats: 0.95 would read 0.949999988.
    const rounded = typeof value === "number" ? Number(value.toPrecision(7)) : value;
    if (isInRange(name, rounded)) recommended[name] = rounded;
  }
  if (!isGguf && checkpoint.generationConfig?.do_sample === false) recommended.temperature = 0;
  return { ...defaultSampling, ...recommended };
}
