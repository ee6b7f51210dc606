import type { StepTraceEvent } from "@qwents/protocol";
import { niceCeiling } from "../../ui/axis.ts";
import { type StepView, sortOf, viewStep } from "./step-view.ts";
import type { Ceilings } from "./steps.ts";

export interface TypicalStep {
  readonly view: StepView;
  readonly ceilings: Ceilings;
  /** Of how many steps. */
  readonly count: number;
}

/** The step as it usually goes: each op takes the median of what it took in the kept steps of the same sort. */
export function typicalStep(shown: StepView, kept: readonly StepTraceEvent[]): TypicalStep {
  const alike = kept.filter((step) => sortOf(step) === shown.sort).map(viewStep);
  const times = Map.groupBy(
    alike.flatMap(({ spans }) => spans),
    ({ key }) => key,
  );
  let start = 0;
  const spans = shown.step.spans.map((span, i) => {
    const same = times.get(shown.spans[i].key) ?? [span];
    const durationUs = medianOf(same.map(({ duration_us }) => duration_us));
    start += durationUs;
    return { ...span, start_us: start - durationUs, duration_us: durationUs };
  });
  const view = viewStep({ ...shown.step, spans, duration_us: start });
  const longestLayer = Math.max(0, ...view.layers.map(({ durationUs }) => durationUs));
  return { view, ceilings: { step: niceCeiling(start), layer: niceCeiling(longestLayer) }, count: alike.length };
}

/** The lower of the two middle ones where there are two. */
function medianOf(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor((numbers.length - 1) / 2)];
}
