import type { CheckpointSummary, SamplingOptions } from "@qwents/engine";

/** What is sampled by where a request says nothing: a row a mode. */
export function samplingRows({ sampling = {}, defaultMode }: Pick<CheckpointSummary, "sampling" | "defaultMode">) {
  const rows = Object.entries(sampling);
  return rows.map(([mode, options]) => [mode === defaultMode ? `${mode} (default)` : mode, samplingText(options)]);
}

/** Of the penalties only those that do something. */
function samplingText(options: SamplingOptions): string {
  const { temperature, topK, topP, minP, repetitionPenalty, presencePenalty, frequencyPenalty } = options;
  const penalties = { repetitionPenalty, presencePenalty, frequencyPenalty };
  const active = Object.entries(penalties).filter(([, value]) => value !== 0 && value !== 1);
  const shown = Object.entries({ temperature, topK, topP, minP, ...Object.fromEntries(active) });
  return shown.map(([name, value]) => `${name} ${value}`).join(", ");
}
