import type { StepTraceEvent } from "@qwents/protocol";
import { type Kind, kindOf, type Task, type TraceSpan, taskOf } from "./kind.ts";

/** "prompt": takes in a prompt, or a piece of one; "answer": only continues answers. */
export type StepSort = "prompt" | "answer";

export interface ViewedSpan extends TraceSpan {
  readonly kind: Kind;
  readonly task: Task;
  /** The same op of another step has the same. */
  readonly key: string;
}

/** A step, as the page shows it. */
export interface StepView {
  readonly step: StepTraceEvent;
  readonly sort: StepSort;
  readonly spans: readonly ViewedSpan[];
  readonly numLayers: number;
  /** When each layer begins, and how long it takes, in microseconds from the step's start. */
  readonly layers: readonly { readonly startUs: number; readonly durationUs: number }[];
}

export const sortOf = ({ prompt_tokens }: StepTraceEvent): StepSort => (prompt_tokens > 0 ? "prompt" : "answer");

const views = new WeakMap<StepTraceEvent, StepView>();

/** Of the same step, the same. */
export function viewStep(step: StepTraceEvent): StepView {
  const view = views.get(step) ?? makeView(step);
  views.set(step, view);
  return view;
}

function makeView(step: StepTraceEvent): StepView {
  const counts = new Map<string, number>();
  const spans: ViewedSpan[] = [];
  for (const span of step.spans) {
    const last = spans.at(-1);
    const task = taskOf(span);
    const kind = kindOf(span, task, last !== undefined && last.layer === span.layer ? last.kind : undefined);
    const place = `${span.layer ?? "-"} ${span.name ?? span.op}`;
    const count = counts.get(place) ?? 0;
    counts.set(place, count + 1);
    spans.push({ ...span, kind, task, key: `${place} ${count}` });
  }
  const layers = layersOf(spans);
  return { step, sort: sortOf(step), spans, numLayers: layers.length, layers };
}

function layersOf(spans: readonly ViewedSpan[]): StepView["layers"] {
  const groups = Map.groupBy(
    spans.filter(({ layer }) => layer !== undefined),
    ({ layer }) => layer!,
  );
  const numLayers = Math.max(-1, ...groups.keys()) + 1;
  return Array.from({ length: numLayers }, (_, layer) => {
    const group = groups.get(layer) ?? [];
    const [first, last] = [group[0], group.at(-1)];
    if (first === undefined || last === undefined) return { startUs: 0, durationUs: 0 };
    return { startUs: first.start_us, durationUs: last.start_us + last.duration_us - first.start_us };
  });
}
