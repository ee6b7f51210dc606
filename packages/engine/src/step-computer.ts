import type { Batch } from "./core/batch.ts";
import type { Backend, Step } from "./kernels/backend.ts";
import type { LoadedModel, ModelCaches } from "./models/load-model.ts";
import type { StepRecording } from "./monitoring/step-recording.ts";
import type { BatchBuilder } from "./scheduler/batch-builder.ts";
import { batchPartOf, type StepPlan } from "./scheduler/step-plan.ts";

const noRows = new Float32Array();

export interface StepComputerOptions {
  readonly backend: Backend;
  readonly model: LoadedModel;
  readonly caches: ModelCaches;
  readonly builder: BatchBuilder;
}

/** Of all parts of a plan that want them, in order. Views, valid until the next step. */
export interface StepRows {
  readonly logits: Float32Array;
  readonly hidden: Float32Array;
}

/** A step that may be run again, for a batch that is laid out alike. */
interface ComputedStep {
  readonly batch: Batch;
  readonly step: Step;
  readonly hasLogits: boolean;
  readonly hasHidden: boolean;
}

/** Has the backend compute what a plan says. */
export class StepComputer {
  readonly #options: StepComputerOptions;
  #latest: ComputedStep | undefined;

  constructor(options: StepComputerOptions) {
    this.#options = options;
  }

  /** @throws what `Step.run` throws */
  async compute({ parts }: StepPlan, recording: StepRecording | undefined): Promise<StepRows> {
    const { backend, model, caches, builder } = this.#options;
    const batch = builder.build(parts.map((part) => batchPartOf(part, model.draft !== undefined)));
    recording?.endPhase("plan");
    // A trace tells what was recorded: then nothing runs again.
    const again = recording === undefined && this.#latest?.batch === batch ? this.#latest.step.rerun?.() : undefined;
    if (this.#latest && again) return rowsOf(this.#latest, await again);
    const step = backend.beginStep();
    const { ops, tap } = recording?.listen(step, model.config.numHiddenLayers) ?? { ops: step };
    const { logits, hidden } = model.forward(ops, caches, batch, tap);
    recording?.endPhase("record");
    const outputs = [logits, hidden].filter((tensor) => tensor !== undefined);
    this.#latest = { batch, step, hasLogits: logits !== undefined, hasHidden: hidden !== undefined };
    return rowsOf(this.#latest, await (recording?.run(step, outputs) ?? step.run(outputs)));
  }
}

function rowsOf({ hasLogits, hasHidden }: ComputedStep, values: readonly Float32Array[]): StepRows {
  return { logits: hasLogits ? values[0] : noRows, hidden: hasHidden ? values[values.length - 1] : noRows };
}
