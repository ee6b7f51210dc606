import type { ReasoningStart } from "../reasoning.ts";
import type { ModelFacts, ModelGeneration, SamplingDefaults, ThinkingMode } from "./generation.ts";
import { qwen3 } from "./qwen3.ts";

export interface SamplingModes {
  /** What the model does unless it is told otherwise. */
  readonly unasked: ThinkingMode;
  /** Defaults of each mode that the model has. */
  readonly sampling: Readonly<Partial<Record<ThinkingMode, SamplingDefaults>>>;
}

/**
 * How a model is sampled where requests say nothing: as its files say, else as its card recommends. Files speak of what
 * the model does unasked; where they only repeat what is recommended for that, the other mode keeps what is
 * recommended for it.
 * @param start What the answer to a simple question begins with; absent without a chat template.
 */
export function samplingModes(
  own: SamplingDefaults,
  { thinks }: ModelFacts,
  generation: ModelGeneration | undefined,
  start: ReasoningStart | undefined,
): SamplingModes {
  const recommended = generation?.sampling ?? recommendedFor(start === undefined ? "never" : thinks);
  const unasked = unaskedMode(recommended, start);
  const sampling = Object.entries(recommended).map(([mode, options]) => [
    mode,
    { ...options, ...(mode === unasked ? own : otherThan(own, recommended[unasked])) },
  ]);
  return { unasked, sampling: { [unasked]: own, ...Object.fromEntries(sampling) } };
}

/** For models of no known generation: what Qwen3's cards say. */
function recommendedFor(thinks: ModelFacts["thinks"]): ModelGeneration["sampling"] {
  const { thinking, answering } = qwen3.find(({ name }) => name === "Qwen3")!.sampling;
  return {
    ...(thinks !== "never" && thinking && { thinking }),
    ...(thinks !== "always" && answering && { answering }),
  };
}

function unaskedMode({ thinking }: ModelGeneration["sampling"], start: ReasoningStart | undefined): ThinkingMode {
  if (start === "reasoning") return "thinking";
  return start === "content" || thinking === undefined ? "answering" : "thinking";
}

function otherThan(own: SamplingDefaults, recommended: SamplingDefaults = {}): SamplingDefaults {
  const differing = Object.entries(own).filter(
    ([name, value]) => recommended[name as keyof SamplingDefaults] !== value,
  );
  return Object.fromEntries(differing);
}
