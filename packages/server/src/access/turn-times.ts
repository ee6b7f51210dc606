/** What a turn is thought to take before one has ended. */
const unknownMs = 2000;
/** How much the last turn counts beside those before it. */
const weight = 0.2;

const leastSeconds = 1;
const mostSeconds = 600;

/** How long turns took lately, and so how long it will be until others have theirs. */
export class TurnTimes {
  #meanMs: number | undefined;

  /** A turn has ended after so long. */
  add(ms: number): void {
    this.#meanMs = this.#meanMs === undefined ? ms : this.#meanMs + weight * (ms - this.#meanMs);
  }

  /** Whole seconds until so many turns, of which some go on at once, have begun. */
  secondsFor(numTurns: number, numAtOnce: number): number {
    const seconds = ((this.#meanMs ?? unknownMs) * numTurns) / numAtOnce / 1000;
    return Math.min(mostSeconds, Math.max(leastSeconds, Math.ceil(seconds)));
  }
}
