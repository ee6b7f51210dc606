import type { SamplingOptions } from "./sampling-options.ts";
import type { TokenHistory } from "./token-history.ts";

/** Whether any option looks back at the tokens so far. */
export function needsHistory(options: SamplingOptions): boolean {
  return options.repetitionPenalty !== 1 || options.presencePenalty !== 0 || options.frequencyPenalty !== 0;
}

/** Adds each bias to its token's logit. */
export function applyLogitBias(logits: Float32Array, logitBias: ReadonlyMap<number, number>): void {
  for (const [tokenId, bias] of logitBias) logits[tokenId] += bias;
}

/**
 * Divides the positive and multiplies the negative logits of every token seen so far.
 * @see Keskar et al., CTRL, https://arxiv.org/abs/1909.05858
 */
export function applyRepetitionPenalty(logits: Float32Array, history: TokenHistory, penalty: number): void {
  for (const tokenId of history.seen) {
    const logit = logits[tokenId];
    logits[tokenId] = logit > 0 ? logit / penalty : logit * penalty;
  }
}

/** Subtracts `presence` once and `frequency` per occurrence from the tokens of the output. */
export function applyOccurrencePenalties(
  logits: Float32Array,
  history: TokenHistory,
  presence: number,
  frequency: number,
): void {
  for (const [tokenId, count] of history.outputCounts) logits[tokenId] -= presence + frequency * count;
}
