import type { ModelStatus } from "@qwents/protocol";

/** What is plotted of a model, in the order of the page. */
export const gaugeNames = ["writing", "reading", "firstToken", "cached", "batch", "load", "step", "busy"] as const;

export type GaugeName = (typeof gaugeNames)[number];

/** What a sample has: "waiting" is drawn beneath "load", of which it is a part. */
export type SeriesName = GaugeName | "waiting";

/** Of one moment; missing where there is nothing to tell: a speed, say, while nothing is computed. */
export type GaugeValues = Partial<Record<SeriesName, number>>;

/** How a gauge's values are written. */
export type GaugeUnit = "tokensPerSecond" | "milliseconds" | "share" | "count";

export const unitOf: Readonly<Record<GaugeName, GaugeUnit>> = {
  writing: "tokensPerSecond",
  reading: "tokensPerSecond",
  firstToken: "milliseconds",
  cached: "share",
  batch: "count",
  load: "count",
  step: "milliseconds",
  busy: "share",
};

/** Where a gauge always ends; the others' axes follow their values. */
export function fixedCeiling(name: GaugeName, { max_sequences }: ModelStatus): number | undefined {
  if (unitOf[name] === "share") return 1;
  return name === "batch" ? max_sequences : undefined;
}

export function valuesOf(status: ModelStatus): GaugeValues {
  const { recent, running, waiting, time_to_first_token } = status;
  const hasSteps = recent.steps > 0;
  return {
    ...(recent.generated_tokens > 0 && { writing: recent.generated_tokens_per_second }),
    ...(recent.prompt_tokens > 0 && { reading: recent.prompt_tokens_per_second }),
    ...(time_to_first_token && { firstToken: time_to_first_token.latest_ms }),
    ...(recent.begun_prompt_tokens > 0 && { cached: recent.cached_prompt_tokens / recent.begun_prompt_tokens }),
    ...(hasSteps && { batch: recent.mean_step_sequences, step: recent.mean_step_ms }),
    load: running + waiting,
    waiting,
    busy: Math.min(1, recent.busy_ms / recent.window_ms),
  };
}
