/** Where no frames are drawn, as in a tab behind others. */
const hiddenMs = 250;

/** Has something done at most once a frame, however often it is asked for. */
export class FramePacer {
  readonly #publish: () => void;
  #cancel: (() => void) | undefined;

  constructor(publish: () => void) {
    this.#publish = publish;
  }

  schedule(): void {
    if (this.#cancel !== undefined) return;
    // A tab may go behind others while a frame is awaited: whichever comes first.
    const frame = requestAnimationFrame(() => this.flush());
    const timer = setTimeout(() => this.flush(), hiddenMs);
    this.#cancel = () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }

  /** Does it now if it was asked for. */
  flush(): void {
    if (this.#cancel === undefined) return;
    this.#cancel();
    this.#cancel = undefined;
    this.#publish();
  }
}
