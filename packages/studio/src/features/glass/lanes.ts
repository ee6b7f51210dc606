import type { StepView, ViewedSpan } from "./step-view.ts";
import type { Ceilings } from "./steps.ts";

/** "layers": each begins at the left, so that they can be compared; "clock": all as it followed one another. */
export const arrangements = ["layers", "clock"] as const;

export type Arrangement = (typeof arrangements)[number];

/** A number: that layer. */
export type LaneName = "before" | "after" | number;

export interface LaneSpan {
  readonly span: ViewedSpan;
  /** Of the lanes' width, from 0. */
  readonly from: number;
  readonly to: number;
}

export interface Lane {
  readonly name: LaneName;
  readonly spans: readonly LaneSpan[];
}

/** Where the spans of a step are drawn; all of one scale. */
export function lanesOf(view: StepView, arrangement: Arrangement, ceilings: Ceilings): readonly Lane[] {
  const isClock = arrangement === "clock";
  const ceiling = isClock ? ceilings.step : ceilings.layer;
  const groups = Map.groupBy(view.spans, (span) => laneOf(span, view));
  const layers = Array.from({ length: view.numLayers }, (_, layer) => layer);
  const names: readonly LaneName[] = isClock ? ["before", ...layers, "after"] : layers;
  return names.map((name) => {
    const origin = !isClock && typeof name === "number" ? view.layers[name].startUs : 0;
    return {
      name,
      spans: (groups.get(name) ?? []).map((span) => ({
        span,
        from: (span.start_us - origin) / ceiling,
        to: (span.start_us + span.duration_us - origin) / ceiling,
      })),
    };
  });
}

function laneOf({ layer, start_us }: ViewedSpan, { layers }: StepView): LaneName {
  if (layer !== undefined) return layer;
  return layers.length > 0 && start_us > layers[0].startUs ? "after" : "before";
}

/** What is at a place, or so near that it is meant. `slack` as `x`, of the lanes' width. */
export function spanAt(lane: Lane | undefined, x: number, slack: number): ViewedSpan | undefined {
  const distance = ({ from, to }: LaneSpan) => Math.max(0, from - x, x - to);
  const nearest = lane?.spans.reduce<LaneSpan | undefined>(
    (best, span) => (best === undefined || distance(span) < distance(best) ? span : best),
    undefined,
  );
  return nearest !== undefined && distance(nearest) <= slack ? nearest.span : undefined;
}

export type Direction = "previous" | "next" | "up" | "down" | "first" | "last";

/** Where the keyboard goes from a span; from none, to the first. */
export function neighbour(
  lanes: readonly Lane[],
  key: string | undefined,
  direction: Direction,
): ViewedSpan | undefined {
  const filled = lanes.filter(({ spans }) => spans.length > 0);
  const all = filled.flatMap(({ spans }) => spans);
  const index = all.findIndex(({ span }) => span.key === key);
  if (index < 0 || direction === "first") return all[0]?.span;
  if (direction === "last") return all.at(-1)?.span;
  if (direction === "previous" || direction === "next") {
    return all[Math.min(all.length - 1, Math.max(0, index + (direction === "next" ? 1 : -1)))].span;
  }
  const row = filled.findIndex(({ spans }) => spans.includes(all[index]));
  const target = filled[row + (direction === "down" ? 1 : -1)];
  const middle = (all[index].from + all[index].to) / 2;
  return spanAt(target, middle, Number.POSITIVE_INFINITY) ?? all[index].span;
}
