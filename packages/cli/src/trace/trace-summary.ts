import type { StepTrace, TraceSpan } from "@qwents/engine";

/** Steps of one kind, on average. */
export interface StepSummary {
  readonly kind: "prompt" | "generation";
  readonly steps: number;
  /** A step. */
  readonly tokens: number;
  readonly durationUs: number;
  /** By op and weight, all layers together; the longest first. */
  readonly ops: readonly OpSummary[];
  /** Of each layer. */
  readonly layersUs: readonly number[];
}

export interface OpSummary {
  readonly op: string;
  readonly name?: string;
  /** How many of them a step has. */
  readonly count: number;
  readonly durationUs: number;
  readonly bytes?: number;
  readonly flops?: number;
}

/** Steps that read prompts, and steps that only continue answers. */
export function summarize(traces: readonly StepTrace[]): StepSummary[] {
  const prompts = traces.filter(({ numPromptTokens }) => numPromptTokens > 0);
  const answers = traces.filter(({ numPromptTokens }) => numPromptTokens === 0);
  return [
    ...(prompts.length > 0 ? [summaryOf("prompt", prompts)] : []),
    ...(answers.length > 0 ? [summaryOf("generation", answers)] : []),
  ];
}

function summaryOf(kind: StepSummary["kind"], traces: readonly StepTrace[]): StepSummary {
  const mean = (total: number) => total / traces.length;
  const spans = traces.flatMap((trace) => trace.spans);
  const groups = Map.groupBy(spans, ({ op, name = "" }) => `${op} ${name}`);
  const ops = [...groups.values()].map((group) => opSummary(group, mean));
  return {
    kind,
    steps: traces.length,
    tokens: mean(sumOf(traces, ({ numTokens }) => numTokens)),
    durationUs: mean(sumOf(traces, ({ durationUs }) => durationUs)),
    ops: ops.sort((a, b) => b.durationUs - a.durationUs),
    layersUs: layerTimes(spans).map(mean),
  };
}

function opSummary(group: readonly TraceSpan[], mean: (total: number) => number): OpSummary {
  const [{ op, name, bytes, flops }] = group;
  return {
    op,
    ...(name !== undefined && { name }),
    count: mean(group.length),
    durationUs: mean(sumOf(group, ({ durationUs }) => durationUs)),
    ...(bytes !== undefined && { bytes: mean(sumOf(group, (span) => span.bytes ?? 0)) }),
    ...(flops !== undefined && { flops: mean(sumOf(group, (span) => span.flops ?? 0)) }),
  };
}

function layerTimes(spans: readonly TraceSpan[]): number[] {
  const times: number[] = [];
  for (const { layer, durationUs } of spans) if (layer !== undefined) times[layer] = (times[layer] ?? 0) + durationUs;
  return Array.from(times, (us) => us ?? 0);
}

function sumOf<T>(items: readonly T[], numberOf: (item: T) => number): number {
  return items.reduce((sum, item) => sum + numberOf(item), 0);
}
