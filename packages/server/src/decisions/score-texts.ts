import type { GenerateRequest } from "@qwents/engine";
import type { Call } from "../call-signals.ts";
import { collect } from "../collect.ts";
import { Generation } from "../generation.ts";
import type { ServedModel } from "../served-models.ts";
import type { ChoiceEnd } from "../wire-end.ts";

export interface ScoredText {
  /** Natural logarithm of the text's probability behind its prompt. */
  readonly logprob: number;
  readonly tokens: readonly TokenScore[];
  readonly end: ChoiceEnd;
}

export interface TokenScore {
  readonly text: string;
  readonly logprob: number;
}

/** Sequences at once: others get their turn between. */
const batchSize = 16;

/**
 * How likely each of several continuations of a prompt is. The prompt is computed once: those that follow find it in the
 * cache, which also keeps it for further questions.
 * @throws what the generation throws
 */
export async function scoreTexts(
  model: ServedModel,
  call: Call,
  prompt: readonly number[],
  continuations: readonly (readonly number[])[],
): Promise<ScoredText[]> {
  const requests = continuations.map(
    (tokenIds): GenerateRequest => ({
      tokenIds: [...prompt, ...tokenIds],
      maxTokens: 0,
      promptLogprobs: 0,
      promptLogprobsFrom: prompt.length,
    }),
  );
  const scored: ScoredText[] = [];
  for (let start = 0; start < requests.length; start += batchSize) {
    const batch = requests.slice(start, start + batchSize);
    const choices = await collect(new Generation(model, batch, call), batch.length);
    for (const { promptLogprobs, end } of choices) {
      const tokens = promptLogprobs.map(({ text, logprob }) => ({ text, logprob: logprob ?? 0 }));
      scored.push({ logprob: tokens.reduce((sum, token) => sum + token.logprob, 0), tokens, end });
    }
  }
  return scored;
}

/** Probabilities of a choice among some, from the logarithms of what they are worth. */
export function softmax(logarithms: readonly number[]): number[] {
  const most = Math.max(...logarithms);
  // Where none can come, none is likelier than another.
  const weights = logarithms.map((value) => (most === Number.NEGATIVE_INFINITY ? 1 : Math.exp(value - most)));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

/** How far the likeliest stands above chance: 0 where all are equally likely, 1 where one is certain. */
export function confidenceOf(probabilities: readonly number[]): number {
  const chance = 1 / probabilities.length;
  return Math.min(1, Math.max(0, (Math.max(...probabilities) - chance) / (1 - chance)));
}
