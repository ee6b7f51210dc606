/** Tokens guessed for one sequence in one step at most. */
export const maxDraftLength = 8;
/** Nothing is known yet: a guess is right as often as not, and a further row, or its guess, costs this share of a step. */
const [initialAcceptance, initialRowCost, initialGuessCost] = [0.5, 0.15, 0.15];
/** What is remembered of earlier guesses and steps fades by this factor with every new one. */
const fading = 0.95;
/** Where guesses do not pay, one in this many is made all the same, to find out whether that has changed. */
const probeEvery = 32;

/** How often guesses for one sequence were right. */
export class Acceptance {
  #right = 2 * initialAcceptance;
  #tried = 2;
  #skipped = 0;
  numDrafted = 0;
  numAccepted = 0;

  /** Chance that a guessed token is right, given that those before it were. */
  get rate(): number {
    return this.#right / this.#tried;
  }

  record(drafted: number, accepted: number): void {
    if (drafted === 0) return;
    this.numDrafted += drafted;
    this.numAccepted += accepted;
    this.#right = this.#right * fading + accepted;
    this.#tried = this.#tried * fading + Math.min(drafted, accepted + 1);
  }

  /**
   * How many tokens to guess. With k guesses a step yields 1 + p + … + pᵏ tokens on average, for 1 + k × rowCost of
   * its time: the k with the best ratio, which is 0 where no guess pays.
   * @param rowCost time of a further row as a share of the step's time without guesses
   * @param redoCost the same of each row that has to be computed again after a wrong guess: those before it
   */
  draftLength(rowCost: number, redoCost = 0): number {
    let [best, bestRatio, tokens, redone] = [0, 1, 1, 0];
    for (let k = 1; k <= maxDraftLength; k++) {
      tokens += this.rate ** k;
      redone += this.rate ** (k - 1) * (1 - this.rate) * k;
      const ratio = tokens / (1 + k * rowCost + redone * redoCost);
      if (ratio > bestRatio) [best, bestRatio] = [k, ratio];
    }
    if (best > 0) return best;
    this.#skipped = (this.#skipped + 1) % probeEvery;
    return this.#skipped === 0 ? 1 : 0;
  }
}

/** What a step takes, as a straight line over its rows, fitted to the latest steps. */
export class StepCosts {
  #count = 0;
  #rows = 0;
  #rowsSquared = 0;
  #ms = 0;
  #rowsMs = 0;
  #guesses = 0;
  #guessesMs = 0;

  observe(rows: number, ms: number): void {
    this.#count = this.#count * fading + 1;
    this.#rows = this.#rows * fading + rows;
    this.#rowsSquared = this.#rowsSquared * fading + rows * rows;
    this.#ms = this.#ms * fading + ms;
    this.#rowsMs = this.#rowsMs * fading + rows * ms;
  }

  /** The time of a pass of the draft block, which makes one guess for each of its sequences. */
  observeGuess(ms: number): void {
    this.#guesses = this.#guesses * fading + 1;
    this.#guessesMs = this.#guessesMs * fading + ms;
  }

  /** Time of one more row as a share of the time of a step with `rows`. */
  rowCost(rows: number): number {
    const { slope, base } = this.#line(rows);
    return base > 0 ? Math.max(0, slope / base) : initialRowCost;
  }

  /** Time of a pass of the draft block as a share of the time of a step with `rows`. */
  guessCost(rows: number): number {
    const { base } = this.#line(rows);
    return base > 0 && this.#guesses > 0 ? this.#guessesMs / this.#guesses / base : initialGuessCost;
  }

  /** Time of a step with `rows`, and of one more; a base of 0 where too little is known. */
  #line(rows: number): { readonly slope: number; readonly base: number } {
    const variance = this.#rowsSquared / this.#count - (this.#rows / this.#count) ** 2;
    if (!(variance > 0.01)) return { slope: 0, base: 0 };
    const [meanRows, meanMs] = [this.#rows / this.#count, this.#ms / this.#count];
    const slope = (this.#rowsMs / this.#count - meanRows * meanMs) / variance;
    return { slope, base: meanMs + slope * (rows - meanRows) };
  }
}
