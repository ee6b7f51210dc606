const windowMs = 8000;
const sampleMs = 200;

interface Sample {
  readonly atMs: number;
  readonly bytes: number;
}

/** Speed of a transfer over the last seconds. */
export class TransferRate {
  #samples: Sample[] = [];

  /** `bytes`: how much is there at that time. */
  add(bytes: number, atMs: number): void {
    const last = this.#samples.at(-1);
    if (last && atMs - last.atMs < sampleMs) return;
    this.#samples = [...this.#samples.filter((sample) => atMs - sample.atMs <= windowMs), { atMs, bytes }];
  }

  /** Undefined until there is enough to tell. */
  get bytesPerSecond(): number | undefined {
    const first = this.#samples[0];
    const last = this.#samples.at(-1);
    if (!first || !last || last.atMs - first.atMs < 500) return undefined;
    return (1000 * (last.bytes - first.bytes)) / (last.atMs - first.atMs);
  }
}
