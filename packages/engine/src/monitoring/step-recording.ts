import type { Step } from "../kernels/backend.ts";
import type { Ops, Tensor } from "../kernels/ops.ts";
import type { Tap } from "../models/define-model.ts";
import type { StepCounts } from "./step-counts.ts";
import type { StepPhase, StepTrace, TraceSpan } from "./step-trace.ts";
import { TracedOps } from "./traced-ops.ts";

/** One step's trace while it comes about. Phase follows phase: each begins where the one before has ended. */
export class StepRecording {
  readonly #number: number;
  readonly #startMs = performance.now();
  readonly #spans: TraceSpan[] = [];
  /** Where the next span begins. */
  #cursorMs = this.#startMs;
  #traced: TracedOps | undefined;

  constructor(number: number) {
    this.#number = number;
  }

  endPhase(phase: StepPhase): void {
    this.#endSpan({ op: phase }, performance.now());
  }

  /** What the model is to record with. */
  listen(step: Step, numLayers: number): { readonly ops: Ops; readonly tap: Tap } {
    this.#traced = new TracedOps(step, numLayers);
    return this.#traced;
  }

  /** Runs the step that was listened to. */
  async run(step: Step, outputs: readonly Tensor[]): Promise<Float32Array[]> {
    const { values, times } = await step.runTimed(outputs);
    this.#endSpan({ op: "dispatch" }, times[0]);
    for (const { first, end, ...op } of this.#traced?.traced ?? []) {
      this.#cursorMs = Math.max(this.#cursorMs, times[first]);
      this.#endSpan(op, times[end]);
    }
    this.endPhase("collect");
    return values;
  }

  /** Ends the phase in which tokens were chosen. What of it was the grammars', of all sequences, is put in front. */
  endSampling(grammarMs: number): void {
    if (grammarMs > 0) this.#endSpan({ op: "grammar" }, this.#cursorMs + grammarMs);
    this.endPhase("sample");
  }

  finish(counts: StepCounts): StepTrace {
    this.endPhase("commit");
    return {
      step: this.#number,
      startedAt: performance.timeOrigin + this.#startMs,
      durationUs: microseconds(this.#cursorMs - this.#startMs),
      ...counts,
      spans: this.#spans,
    };
  }

  #endSpan(span: Omit<TraceSpan, "startUs" | "durationUs">, endMs: number): void {
    const end = Math.max(this.#cursorMs, endMs);
    const startUs = microseconds(this.#cursorMs - this.#startMs);
    const durationUs = microseconds(end - this.#cursorMs);
    this.#spans.push({ ...span, startUs, durationUs });
    this.#cursorMs = end;
  }
}

/** Clocks are hardly finer than a tenth of that. */
const microseconds = (ms: number): number => Math.round(10_000 * ms) / 10;
