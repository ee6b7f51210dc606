/** Tells those who wait that something has changed: urgent news at once, other news no more often than they want. */
export class Changes {
  readonly #waiting = new Set<(isUrgent: boolean) => void>();
  #last = 0;
  #lastUrgent = 0;

  /** The number of the last change: what `next` is told to be known already. */
  get last(): number {
    return this.#last;
  }

  tell(isUrgent: boolean): void {
    this.#last++;
    if (isUrgent) this.#lastUrgent = this.#last;
    for (const tell of this.#waiting) tell(isUrgent);
  }

  /** Resolves once there is a change after `known`: at once for an urgent one, else not before `leastMs`; or when cut. */
  async next(known: number, leastMs: number, signal: AbortSignal): Promise<void> {
    if (this.#lastUrgent > known || signal.aborted) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    let isDue = false;
    const tell = (isUrgent: boolean): void => {
      if (isUrgent || (isDue && this.#last > known)) resolve();
    };
    const timer = setTimeout(() => {
      isDue = true;
      tell(false);
    }, leastMs);
    const cut = () => resolve();
    signal.addEventListener("abort", cut, { once: true });
    this.#waiting.add(tell);
    try {
      await promise;
    } finally {
      clearTimeout(timer);
      signal.removeEventListener("abort", cut);
      this.#waiting.delete(tell);
    }
  }
}
