export interface PulseOptions {
  /** How long nothing may come while something is under way. */
  readonly silenceMs: number;
  readonly isAwaited: () => boolean;
  /** Asks for a sign of life. */
  readonly ask: () => void;
  readonly onSilence: () => void;
}

const numLooks = 4;

/**
 * Notices a process that is there and does nothing any more: it was stopped, or is caught in a loop. It counts looks, not
 * time: when this process was asleep itself, nothing can have come.
 */
export class Pulse {
  readonly #options: PulseOptions;
  readonly #timer: ReturnType<typeof setInterval>;
  #numSilent = 0;

  constructor(options: PulseOptions) {
    this.#options = options;
    this.#timer = setInterval(() => this.#look(), options.silenceMs / numLooks);
    this.#timer.unref();
  }

  heard(): void {
    this.#numSilent = 0;
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    const { isAwaited, ask, onSilence } = this.#options;
    if (!isAwaited()) this.#numSilent = 0;
    else if (this.#numSilent++ < numLooks) ask();
    else {
      this.stop();
      onSilence();
    }
  }
}
