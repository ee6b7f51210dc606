import type { StepTraceEvent } from "@qwents/protocol";
import { nextCeiling } from "../../ui/axis.ts";
import { type StepSort, type StepView, viewStep } from "./step-view.ts";

/** How many steps can be gone back. */
export const keptSteps = 90;

/** Where the axes of time end, in microseconds. */
export interface Ceilings {
  readonly step: number;
  readonly layer: number;
}

export interface Steps {
  /** Oldest first. */
  readonly kept: readonly StepTraceEvent[];
  /** The one that is looked at; none before the first. */
  readonly shown: StepView | undefined;
  /** Whether it stays, and no other comes. */
  readonly isHeld: boolean;
  /** Steps that take in prompts take longer: each sort has its own. */
  readonly ceilings: Partial<Readonly<Record<StepSort, Ceilings>>>;
}

export type StepsChange =
  | { readonly type: "came"; readonly step: StepTraceEvent }
  | { readonly type: "follow" }
  | { readonly type: "hold" }
  /** Looks at the kept step of this place, and holds it. */
  | { readonly type: "show"; readonly index: number }
  | { readonly type: "forget" };

export const noSteps: Steps = { kept: [], shown: undefined, isHeld: false, ceilings: {} };

export function nextSteps(steps: Steps, change: StepsChange): Steps {
  switch (change.type) {
    case "came":
      return steps.isHeld ? steps : withShown({ ...steps, kept: [...steps.kept, change.step].slice(-keptSteps) });
    case "follow":
      return withShown({ ...steps, isHeld: false });
    case "hold":
      return steps.shown === undefined ? steps : { ...steps, isHeld: true };
    case "show": {
      const index = Math.min(steps.kept.length - 1, Math.max(0, change.index));
      return withShown({ ...steps, isHeld: true }, steps.kept[index]);
    }
    case "forget":
      return noSteps;
  }
}

function withShown(steps: Steps, step: StepTraceEvent | undefined = steps.kept.at(-1)): Steps {
  if (step === undefined) return steps;
  const shown = viewStep(step);
  const before = steps.ceilings[shown.sort];
  const longestLayer = Math.max(0, ...shown.layers.map(({ durationUs }) => durationUs));
  const ceilings = {
    step: nextCeiling(before?.step, step.duration_us),
    layer: nextCeiling(before?.layer, longestLayer),
  };
  return { ...steps, shown, ceilings: { ...steps.ceilings, [shown.sort]: ceilings } };
}

/** The place of the shown step among the kept ones. */
export const shownIndex = ({ kept, shown }: Steps): number => (shown === undefined ? -1 : kept.indexOf(shown.step));
