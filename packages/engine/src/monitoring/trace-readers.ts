import type { StepTrace } from "./step-trace.ts";

/** Who waits for the trace of a step. Nothing is kept for a reader that does not. */
export class TraceReaders {
  readonly #waiting = new Set<(trace: StepTrace | undefined) => void>();
  #isClosed = false;

  get areWaiting(): boolean {
    return this.#waiting.size > 0;
  }

  deliver(trace: StepTrace): void {
    this.#answer(trace);
  }

  /** Ends all iterations. */
  close(): void {
    this.#isClosed = true;
    this.#answer(undefined);
  }

  /** Ends with the signal, or when closed. */
  async *read(signal?: AbortSignal): AsyncGenerator<StepTrace, void> {
    while (!this.#isClosed && !signal?.aborted) {
      const trace = await this.#next(signal);
      if (trace === undefined) return;
      yield trace;
    }
  }

  #next(signal: AbortSignal | undefined): Promise<StepTrace | undefined> {
    return new Promise((resolve) => {
      const stop = () => settle(undefined);
      const settle = (trace: StepTrace | undefined) => {
        this.#waiting.delete(settle);
        signal?.removeEventListener("abort", stop);
        resolve(trace);
      };
      this.#waiting.add(settle);
      signal?.addEventListener("abort", stop, { once: true });
    });
  }

  #answer(trace: StepTrace | undefined): void {
    for (const settle of [...this.#waiting]) settle(trace);
  }
}
