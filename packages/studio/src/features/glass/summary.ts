import { type Kind, kinds, type Task } from "./kind.ts";
import type { StepView, ViewedSpan } from "./step-view.ts";

/** What all ops of a task took together. */
export interface TaskTotal {
  readonly task: Task;
  readonly kind: Kind;
  readonly count: number;
  readonly durationUs: number;
  /** Of 1: of the step. */
  readonly share: number;
  readonly bytes: number;
  readonly flops: number;
  /** Weights' places in their layers, or ops. */
  readonly names: readonly string[];
}

/** The longest first. */
export function totalsByTask({ spans, step }: StepView): readonly TaskTotal[] {
  const groups = Map.groupBy(spans, ({ task, kind }) => `${kind} ${task}`);
  const totals = [...groups.values()].map((group): TaskTotal => {
    const durationUs = sumOf(group, (span) => span.duration_us);
    return {
      task: group[0].task,
      kind: group[0].kind,
      count: group.length,
      durationUs,
      share: step.duration_us > 0 ? durationUs / step.duration_us : 0,
      bytes: sumOf(group, (span) => span.bytes ?? 0),
      flops: sumOf(group, (span) => span.flops ?? 0),
      names: [...new Set(group.map(({ name, op }) => name ?? op))],
    };
  });
  return totals.sort((a, b) => b.durationUs - a.durationUs);
}

export interface KindTotal {
  readonly kind: Kind;
  readonly durationUs: number;
  readonly share: number;
}

/** Of those kinds that the step has, in the order of a step. */
export function totalsByKind({ spans, step }: Pick<StepView, "spans" | "step">): readonly KindTotal[] {
  const groups = Map.groupBy(spans, ({ kind }) => kind);
  return kinds.flatMap((kind) => {
    const group = groups.get(kind);
    if (group === undefined) return [];
    const durationUs = sumOf(group, (span) => span.duration_us);
    return { kind, durationUs, share: step.duration_us > 0 ? durationUs / step.duration_us : 0 };
  });
}

/** Of each layer, by kind. */
export function totalsByLayer(view: StepView): readonly (readonly KindTotal[])[] {
  const groups = Map.groupBy(view.spans, ({ layer }) => layer);
  return view.layers.map((_, layer) => totalsByKind({ spans: groups.get(layer) ?? [], step: view.step }));
}

/** Gigabytes, or thousand millions of operations, a second; of a microsecond and less nothing can be said. */
export function perSecond(amount: number | undefined, durationUs: number): number | undefined {
  return amount === undefined || amount === 0 || durationUs < 1 ? undefined : amount / durationUs / 1000;
}

function sumOf(spans: readonly ViewedSpan[], numberOf: (span: ViewedSpan) => number): number {
  return spans.reduce((sum, span) => sum + numberOf(span), 0);
}
