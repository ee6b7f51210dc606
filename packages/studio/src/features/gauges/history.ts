import type { ModelStatus, ServerStatus } from "@qwents/protocol";
import { nextCeiling } from "../../ui/axis.ts";
import { fixedCeiling, type GaugeName, type GaugeValues, gaugeNames, valuesOf } from "./gauge.ts";

/** How far back plots can go, in milliseconds; samples are kept for the longest. */
export const spans = { minute: 60_000, fiveMinutes: 300_000 } as const;

export type Span = keyof typeof spans;

export const spanNames = Object.keys(spans) as readonly Span[];

export interface Sample {
  /** Of the server's clock, milliseconds since 1970. */
  readonly time: number;
  readonly values: GaugeValues;
}

export interface ModelHistory {
  readonly latest: ModelStatus;
  /** Oldest first. */
  readonly samples: readonly Sample[];
  /** Where each gauge's axis ends. */
  readonly ceilings: Readonly<Record<GaugeName, number>>;
}

export interface History {
  readonly time: number;
  readonly span: Span;
  readonly processMemoryBytes?: number;
  /** Of the models that are loaded now. */
  readonly models: readonly ModelHistory[];
}

export const emptyHistory: History = { time: 0, span: "minute", models: [] };

/** One look more, or another span to look at. */
export function nextHistory(history: History, change: ServerStatus | { readonly span: Span }): History {
  if (!("span" in change)) return withStatus(history, change);
  const { span } = change;
  const models = history.models.map(({ latest, samples }) => withCeilings({ latest, samples }, history.time, span));
  return { ...history, span, models };
}

function withStatus({ span, models }: History, status: ServerStatus): History {
  const { time, process_memory_bytes: memory } = status;
  return {
    time,
    span,
    ...(memory !== undefined && { processMemoryBytes: memory }),
    models: status.models.map((latest) => {
      const before = models.find((model) => model.latest.id === latest.id);
      // A clock that was set back leaves what would lie in the future behind.
      const kept = samplesWithin(before?.samples ?? [], time, "fiveMinutes").filter((old) => old.time < time);
      const samples = [...kept, { time, values: valuesOf(latest) }];
      return withCeilings({ latest, samples }, time, span, before?.ceilings);
    }),
  };
}

function withCeilings(
  model: Omit<ModelHistory, "ceilings">,
  now: number,
  span: Span,
  before?: ModelHistory["ceilings"],
): ModelHistory {
  const seen = samplesWithin(model.samples, now, span);
  const ceilings = gaugeNames.map((name): [GaugeName, number] => [
    name,
    fixedCeiling(name, model.latest) ?? nextCeiling(before?.[name], rangeOf(seen, name)?.highest ?? 0),
  ]);
  return { ...model, ceilings: Object.fromEntries(ceilings) as Record<GaugeName, number> };
}

export function samplesWithin(samples: readonly Sample[], now: number, span: Span): readonly Sample[] {
  return samples.filter(({ time }) => time > now - spans[span]);
}

export interface Range {
  readonly lowest: number;
  readonly mean: number;
  readonly highest: number;
}

/** Of the moments that have such a value; missing where none has. */
export function rangeOf(samples: readonly Sample[], name: GaugeName): Range | undefined {
  const values = samples.map((sample) => sample.values[name]).filter((value) => value !== undefined);
  if (values.length === 0) return undefined;
  return {
    lowest: Math.min(...values),
    mean: values.reduce((sum, value) => sum + value, 0) / values.length,
    highest: Math.max(...values),
  };
}

/** Whether it has computed anything that these plots tell of. */
export function hasWorked({ samples }: ModelHistory): boolean {
  return samples.some(({ values }) => values.batch !== undefined || values.firstToken !== undefined);
}
