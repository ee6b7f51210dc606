import type { Candidates } from "./candidates.ts";
import { selectTopK } from "./top-k.ts";

/** A token and the natural logarithm of its probability. */
export interface Logprob {
  readonly tokenId: number;
  readonly logprob: number;
}

export interface ChosenLogprob extends Logprob {
  /** The likeliest tokens, likeliest first; of equals the lower id first. */
  readonly top: readonly Logprob[];
}

/** log-softmax of `logits` [V] at the chosen token and at the `numTop` likeliest ones. `scratch` is overwritten. */
export function logprobsOf(logits: Float32Array, tokenId: number, numTop: number, scratch: Candidates): ChosenLogprob {
  const normalizer = logSumExp(logits);
  selectTopK(logits, numTop, scratch);
  const top = Array.from(scratch.ids.subarray(0, scratch.count), (id) => ({
    tokenId: id,
    logprob: logits[id] - normalizer,
  }));
  top.sort((a, b) => b.logprob - a.logprob || a.tokenId - b.tokenId);
  return { tokenId, logprob: logits[tokenId] - normalizer, top };
}

/** A token's place among all, from 1, the likeliest; of equals the same. `logits` [V] */
export function rankOf(logits: Float32Array, tokenId: number): number {
  const own = logits[tokenId];
  let rank = 1;
  for (let id = 0; id < logits.length; id++) if (logits[id] > own) rank++;
  return rank;
}

function logSumExp(logits: Float32Array): number {
  let max = Number.NEGATIVE_INFINITY;
  for (let id = 0; id < logits.length; id++) if (logits[id] > max) max = logits[id];
  let sum = 0;
  for (let id = 0; id < logits.length; id++) sum += Math.exp(logits[id] - max);
  return max + Math.log(sum);
}
