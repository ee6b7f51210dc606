import type { CollectedChoice } from "./collect.ts";

/** Of the `numMade` choices of each prompt, the `n` with the best mean log-probability a token, the best first. */
export function likeliest(choices: readonly CollectedChoice[], numMade: number, n: number): readonly CollectedChoice[] {
  if (numMade === n) return choices;
  const best: CollectedChoice[] = [];
  for (let start = 0; start < choices.length; start += numMade) {
    const own = choices.slice(start, start + numMade).toSorted((a, b) => meanLogprob(b) - meanLogprob(a));
    best.push(...own.slice(0, n));
  }
  return best;
}

function meanLogprob({ texts }: CollectedChoice): number {
  const logprobs = texts.flatMap((text) => (text.logprobs ?? []).map(({ logprob }) => logprob));
  return logprobs.length === 0 ? 0 : logprobs.reduce((sum, logprob) => sum + logprob, 0) / logprobs.length;
}
