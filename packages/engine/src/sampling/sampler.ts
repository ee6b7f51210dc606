import { Rng } from "../core/rng.ts";
import { assert, QwenError } from "../errors.ts";
import type { Constraint } from "../grammar/constraint.ts";
import type { Candidates } from "./candidates.ts";
import { keepNucleus } from "./nucleus.ts";
import { applyLogitBias, applyOccurrencePenalties, applyRepetitionPenalty, needsHistory } from "./penalties.ts";
import type { SamplingOptions } from "./sampling-options.ts";
import { TokenHistory } from "./token-history.ts";
import { selectTopK } from "./top-k.ts";

export interface SamplerOptions {
  /** Checked options; see `resolveSampling`. */
  readonly options: SamplingOptions;
  readonly seed: number;
  readonly promptTokenIds: Iterable<number>;
  /** Room to work in, as large as the vocabulary; samplers that run one after the other may share it. */
  readonly scratch: Candidates;
  /** What the tokens must keep to. */
  readonly constraint?: Constraint | undefined;
}

/**
 * Chooses one sequence's tokens, of those that its constraint allows. The order of the steps is the hub's: logit bias, repetition penalty, presence and
 * frequency penalties, temperature, top-k, top-p, min-p, draw.
 */
export class Sampler {
  readonly #options: SamplingOptions;
  readonly #rng: Rng;
  readonly #history: TokenHistory | undefined;
  readonly #scratch: Candidates;
  readonly #constraint: Constraint | undefined;
  #constraintMs = 0;

  constructor({ options, seed, promptTokenIds, scratch, constraint }: SamplerOptions) {
    this.#options = options;
    this.#rng = Rng.fromSeed(seed);
    this.#history = needsHistory(options) ? new TokenHistory(promptTokenIds) : undefined;
    this.#scratch = scratch;
    this.#constraint = constraint;
  }

  /** Whether the constraint allows nothing further. */
  get isOver(): boolean {
    return this.#constraint?.isOver ?? false;
  }

  /** Time that was spent on the constraint so far. */
  get constraintMs(): number {
    return this.#constraintMs;
  }

  /**
   * Chooses the next token and remembers it as part of the output.
   * @param logits [V] left as they are; −Infinity marks tokens that must not be chosen.
   * @throws QwenError `model/bad-logits` when a logit is NaN or +Infinity, or all are −Infinity; `grammar/too-complex`
   */
  next(logits: Float32Array): number {
    assert(logits.length === this.#scratch.logits.length, "logits as long as the vocabulary");
    const edited = this.#edit(logits);
    const likeliest = likeliestToken(edited);
    const { temperature, topK } = this.#options;
    const tokenId = temperature === 0 || topK === 1 ? likeliest : this.#draw(edited, edited[likeliest]);
    this.accept(tokenId);
    return tokenId;
  }

  /** Remembers a token as part of the output. */
  accept(tokenId: number): void {
    this.#constrain((constraint) => constraint.accept(tokenId));
    this.#history?.add(tokenId);
  }

  #edit(logits: Float32Array): Float32Array {
    const { logitBias, repetitionPenalty, presencePenalty, frequencyPenalty } = this.#options;
    if (logitBias.size === 0 && this.#history === undefined && this.#constraint === undefined) return logits;
    const edited = this.#scratch.logits;
    edited.set(logits);
    this.#constrain((constraint) => constraint.mask(edited));
    applyLogitBias(edited, logitBias);
    if (this.#history !== undefined) {
      applyRepetitionPenalty(edited, this.#history, repetitionPenalty);
      applyOccurrencePenalties(edited, this.#history, presencePenalty, frequencyPenalty);
    }
    return edited;
  }

  #constrain(act: (constraint: Constraint) => void): void {
    if (this.#constraint === undefined) return;
    const start = performance.now();
    act(this.#constraint);
    this.#constraintMs += performance.now() - start;
  }

  #draw(logits: Float32Array, maxLogit: number): number {
    const { temperature, topK, topP, minP } = this.#options;
    const candidates = this.#scratch;
    selectTopK(logits, topK === 0 ? logits.length : topK, candidates);
    logitsToWeights(candidates, maxLogit, temperature);
    if (topP < 1) keepNucleus(candidates, topP);
    if (minP > 0) keepAtLeast(candidates, minP);
    return drawByWeight(candidates, this.#rng.next());
  }
}

/** The lowest id of the largest logit. */
function likeliestToken(logits: Float32Array): number {
  let max = Number.NEGATIVE_INFINITY;
  let maxId = -1;
  for (let from = 0; from < logits.length; from += 8) {
    if (eightAreAtMost(max, logits, from)) continue;
    const end = Math.min(from + 8, logits.length);
    for (let id = from; id < end; id++) {
      const logit = logits[id];
      if (logit <= max) continue;
      if (Number.isNaN(logit)) throw badLogits(`NaN for token ${id}`);
      max = logit;
      maxId = id;
    }
  }
  if (max === Number.POSITIVE_INFINITY) throw badLogits(`+Infinity for token ${maxId}`);
  if (maxId < 0) throw badLogits("−Infinity for every token");
  return maxId;
}

/** Of nearly all of a large vocabulary no more is asked, in half the time of a loop. False with NaN, and beyond the end. */
const eightAreAtMost = (max: number, logits: Float32Array, from: number): boolean =>
  logits[from] <= max &&
  logits[from + 1] <= max &&
  logits[from + 2] <= max &&
  logits[from + 3] <= max &&
  logits[from + 4] <= max &&
  logits[from + 5] <= max &&
  logits[from + 6] <= max &&
  logits[from + 7] <= max;

function badLogits(what: string): QwenError {
  const advice = "The model's weights are damaged, or numbers overflow on this backend: check the file's checksum.";
  return new QwenError("model/bad-logits", `Expected finite logits, but the model computed ${what}. ${advice}`);
}

/** Weight exp((logit − max) / temperature): dividing keeps 0 at 0 however small the temperature is. */
function logitsToWeights({ weights, count }: Candidates, maxLogit: number, temperature: number): void {
  for (let i = 0; i < count; i++) weights[i] = Math.exp((weights[i] - maxLogit) / temperature);
}

/** The likeliest candidate weighs 1, so that min-p is a plain threshold. @see https://arxiv.org/abs/2407.01082 */
function keepAtLeast(candidates: Candidates, minWeight: number): void {
  const { ids, weights, count } = candidates;
  let kept = 0;
  for (let i = 0; i < count; i++) {
    if (weights[i] < minWeight) continue;
    ids[kept] = ids[i];
    weights[kept] = weights[i];
    kept++;
  }
  candidates.count = kept;
}

/** @param random uniform in [0, 1) */
function drawByWeight({ ids, weights, count }: Candidates, random: number): number {
  let total = 0;
  for (let i = 0; i < count; i++) total += weights[i];
  let rest = random * total;
  let last = 0;
  for (let i = 0; i < count; i++) {
    if (weights[i] === 0) continue;
    if (rest < weights[i]) return ids[i];
    rest -= weights[i];
    last = i;
  }
  // Only rounding leads here: the subtractions need not end exactly where the sum did.
  return ids[last];
}
