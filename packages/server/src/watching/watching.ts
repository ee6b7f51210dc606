import type { StepTrace } from "@qwents/engine";
import { ApiError, type StepTraceEvent } from "@qwents/protocol";
import type { ServedEngine } from "../served-engine.ts";

/** How many may watch at once: pages that show gauges, not more. */
const maxWatchers = 32;
const statusIntervalMs = 500;
/** Nobody looks at more than four steps a second, and each that is sent was a little slower. */
const traceIntervalMs = 250;

/** Counts those who watch the server. */
export class Watchers {
  #count = 0;

  /** @throws ApiError 429 */
  checkRoom(): void {
    if (this.#count < maxWatchers) return;
    const message = `${maxWatchers} streams of status and traces are open already. Close some of them.`;
    throw new ApiError(message, { status: 429, type: "rate_limit_error", code: "too_many_streams" });
  }

  /** @returns what counts it out again, once */
  enter(): () => void {
    this.#count++;
    let hasLeft = false;
    return () => {
      if (!hasLeft) this.#count--;
      hasLeft = true;
    };
  }
}

/** The same question so many times, or until the signal. */
export async function* repeatedly<T>(ask: () => T, times: number, signal: AbortSignal): AsyncGenerator<T, void> {
  for (let left = times; !signal.aborted; ) {
    yield ask();
    if (--left === 0) return;
    await pause(statusIntervalMs, signal);
  }
}

/** As many traces as asked for, not more of them than a person can follow. None is made meanwhile. */
export async function* tracedSteps(
  engine: ServedEngine,
  numSteps: number,
  signal: AbortSignal,
): AsyncGenerator<StepTraceEvent, void> {
  let left = numSteps;
  for await (const trace of engine.trace?.(signal) ?? []) {
    yield onWire(engine.info.id, trace);
    if (--left === 0) return;
    await pause(traceIntervalMs, signal);
  }
}

function onWire(model: string, trace: StepTrace): StepTraceEvent {
  return {
    type: "step.trace",
    model,
    step: trace.step,
    started_at: trace.startedAt,
    duration_us: trace.durationUs,
    tokens: trace.numTokens,
    prompt_tokens: trace.numPromptTokens,
    sequences: trace.numSequences,
    generated_tokens: trace.numGenerated,
    spans: trace.spans.map(({ startUs, durationUs, ...span }) => ({
      ...span,
      start_us: startUs,
      duration_us: durationUs,
    })),
  };
}

/** Ends early with the signal. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener("abort", end, { once: true });
  });
}
