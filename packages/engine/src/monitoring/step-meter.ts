import type { Sequence } from "../scheduler/sequence.ts";
import type { StepCounts } from "./step-counts.ts";

const windowSeconds = 10;
const latestAnswers = 32;

/** What steps did in the last seconds. Averages and rates are 0 where nothing was done. */
export interface RecentActivity {
  /** How far back this goes. */
  readonly windowMs: number;
  readonly steps: number;
  /** Time in which steps were computed, one after the other. */
  readonly busyMs: number;
  readonly meanStepMs: number;
  /** Tokens and sequences of a step on average. */
  readonly meanStepTokens: number;
  readonly meanStepSequences: number;
  /** Tokens of prompts that were computed, and by how many answers became longer. */
  readonly promptTokens: number;
  readonly generatedTokens: number;
  /** Per second of steps that had such tokens, not of time in which nobody asked for any. */
  readonly promptTokensPerSecond: number;
  readonly generatedTokensPerSecond: number;
  /** Tokens of prompts that were begun, and those of them that the cache had. */
  readonly begunPromptTokens: number;
  readonly cachedPromptTokens: number;
}

/** From when answers were asked for until their first tokens, of the latest ones. */
export interface FirstTokenTimes {
  /** How many answers: 32 at most. */
  readonly answers: number;
  readonly latestMs: number;
  readonly medianMs: number;
  readonly longestMs: number;
}

/** Keeps count of what steps do, in buckets of a second, for those who look now and then. */
export class StepMeter {
  readonly #buckets: Bucket[] = Array.from({ length: windowSeconds }, () => emptyBucket(Number.NEGATIVE_INFINITY));
  readonly #arrivals = new WeakMap<Sequence, number>();
  /** The latest last. */
  readonly #firstTokenMs: number[] = [];
  readonly #now: () => number;
  #previousEnd = 0;

  /** @param now ms that never go back */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  arrived(sequence: Sequence): void {
    this.#arrivals.set(sequence, this.#now());
  }

  /** Its first step begins. */
  begun({ promptLength, cacheUse }: Sequence): void {
    const { counts } = this.#current(this.#now());
    counts.begunPromptTokens += promptLength;
    counts.cachedPromptTokens += cacheUse?.hitTokens ?? 0;
  }

  /** Its answer has its first token. */
  answered(sequence: Sequence): void {
    const arrival = this.#arrivals.get(sequence);
    if (arrival === undefined) return;
    const now = this.#now();
    this.#current(now).counts.firstTokens++;
    this.#firstTokenMs.push(now - arrival);
    if (this.#firstTokenMs.length > latestAnswers) this.#firstTokenMs.shift();
  }

  /** Steps follow from now on, after a time in which there was nothing to do. */
  wake(): void {
    this.#previousEnd = this.#now();
  }

  /** A step is over. Its time counts from the end of the one before. */
  stepped({ numTokens, numSequences, numPromptTokens, numGenerated }: StepCounts): void {
    const now = this.#now();
    const ms = now - this.#previousEnd;
    this.#previousEnd = now;
    const { counts } = this.#current(now);
    counts.steps++;
    counts.busyMs += ms;
    counts.tokens += numTokens;
    counts.sequences += numSequences;
    counts.promptTokens += numPromptTokens;
    counts.generatedTokens += numGenerated;
    if (numPromptTokens > 0) counts.promptMs += ms;
    if (numTokens > numPromptTokens) counts.generationMs += ms;
  }

  get recent(): RecentActivity {
    const sum = this.#sum();
    const { steps, busyMs, promptTokens, generatedTokens, begunPromptTokens, cachedPromptTokens } = sum;
    return {
      windowMs: 1000 * windowSeconds,
      steps,
      busyMs,
      meanStepMs: ratio(busyMs, steps),
      meanStepTokens: ratio(sum.tokens, steps),
      meanStepSequences: ratio(sum.sequences, steps),
      promptTokens,
      generatedTokens,
      promptTokensPerSecond: 1000 * ratio(promptTokens, sum.promptMs),
      generatedTokensPerSecond: 1000 * ratio(generatedTokens - sum.firstTokens, sum.generationMs),
      begunPromptTokens,
      cachedPromptTokens,
    };
  }

  /** Absent before the first answer. */
  get firstTokens(): FirstTokenTimes | undefined {
    const times = this.#firstTokenMs;
    if (times.length === 0) return undefined;
    const sorted = times.toSorted((a, b) => a - b);
    return {
      answers: times.length,
      latestMs: times[times.length - 1],
      medianMs: sorted[times.length >> 1],
      longestMs: sorted[times.length - 1],
    };
  }

  /** The bucket of this second, emptied if it is an older one's. */
  #current(now: number): Bucket {
    const second = Math.floor(now / 1000);
    const index = second % windowSeconds;
    if (this.#buckets[index].second !== second) this.#buckets[index] = emptyBucket(second);
    return this.#buckets[index];
  }

  #sum(): Counts {
    const sum = { ...noCounts };
    const oldest = Math.floor(this.#now() / 1000) - windowSeconds;
    for (const { second, counts } of this.#buckets) {
      if (second > oldest) for (const name of countNames) sum[name] += counts[name];
    }
    return sum;
  }
}

interface Bucket {
  readonly second: number;
  readonly counts: Counts;
}

type Counts = Record<keyof typeof noCounts, number>;

const noCounts = {
  steps: 0,
  busyMs: 0,
  /** Of steps that had tokens of prompts, and of answers. */
  promptMs: 0,
  generationMs: 0,
  tokens: 0,
  sequences: 0,
  promptTokens: 0,
  generatedTokens: 0,
  /** Of the generated ones, those that came with their prompt. */
  firstTokens: 0,
  begunPromptTokens: 0,
  cachedPromptTokens: 0,
};
const countNames = Object.keys(noCounts) as (keyof Counts)[];

const emptyBucket = (second: number): Bucket => ({ second, counts: { ...noCounts } });

const ratio = (a: number, b: number): number => (b > 0 ? a / b : 0);
