/** What timers can wait for. */
const longestMs = 2 ** 31 - 1;

/** Calls back after a time without use. The timer keeps no process alive. */
export class Expiry {
  readonly #onExpired: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #atMs: number | undefined;

  constructor(onExpired: () => void) {
    this.#onExpired = onExpired;
  }

  /** When it will be, in milliseconds since 1970. */
  get at(): number | undefined {
    return this.#atMs === undefined ? undefined : Date.now() + this.#atMs - performance.now();
  }

  /** @param ms what is longer than a timer can be is for ever */
  start(ms: number): void {
    this.stop();
    if (ms > longestMs) return;
    this.#atMs = performance.now() + ms;
    this.#timer = setTimeout(() => {
      this.stop();
      this.#onExpired();
    }, ms);
    // Only there in Node.
    (this.#timer as { unref?: () => void }).unref?.();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#atMs = undefined;
  }
}
