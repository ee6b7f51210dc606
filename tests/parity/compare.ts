/** Running record of how far computed values are from golden ones, and where they first leave the tolerance. */
export class Comparison {
  readonly #tolerance: number;
  largestError = 0;
  firstDivergence: string | undefined;

  constructor(tolerance: number) {
    this.#tolerance = tolerance;
  }

  /** Taps must be added in the order in which they are computed. */
  add(name: string, computed: Float32Array, golden: Float32Array): void {
    const error = computed.length === golden.length ? largestDifference(computed, golden) : Number.POSITIVE_INFINITY;
    this.largestError = Math.max(this.largestError, error);
    if (error > this.#tolerance) this.firstDivergence ??= name;
  }
}

/** Infinity where either side is not a finite number. */
function largestDifference(a: Float32Array, b: Float32Array): number {
  let largest = 0;
  for (let i = 0; i < a.length; i++) {
    const difference = Math.abs(a[i] - b[i]);
    if (!Number.isFinite(difference)) return Number.POSITIVE_INFINITY;
    if (difference > largest) largest = difference;
  }
  return largest;
}

/** Index of the largest value, the lowest one of several. */
export function argmax(values: Float32Array): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i] > values[best]) best = i;
  return best;
}
