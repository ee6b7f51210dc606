import { type CheckedLimits, invalid } from "./check-request.ts";
import type { PromptLogprob, TokenLogprob } from "./generate.ts";
import type { ModelText } from "./model-text.ts";
import type { Candidates } from "./sampling/candidates.ts";
import { type Logprob, logprobsOf, rankOf } from "./sampling/logprobs.ts";

const maxPromptLogprobs = 2 ** 18;

type NamedTokens = Pick<ModelText, "tokenizer">;

interface LogprobHost {
  readonly text: NamedTokens;
  readonly scratch: Candidates;
}

/** More would take more memory than an answer is worth. @throws QwenError `request/invalid` */
export function checkNumLogprobs(promptTokens: number, { promptLogprobs, promptLogprobsFrom }: CheckedLimits): void {
  if (promptLogprobs === undefined) return;
  const count = Math.max(0, promptTokens - promptLogprobsFrom) * (1 + promptLogprobs);
  if (count <= maxPromptLogprobs) return;
  throw invalid("promptLogprobs", `would be ${count} log-probabilities in all, at most ${maxPromptLogprobs} are given`);
}

/** What a token is called in log-probabilities. */
function tokenNamer({ tokenizer }: NamedTokens) {
  return (tokenId: number) => ({
    tokenId,
    text: tokenizer?.tokenText(tokenId) ?? "",
    bytes: tokenizer?.tokenBytes(tokenId).slice() ?? new Uint8Array(),
  });
}

/** A prompt's first token. */
export function unscoredToken(text: NamedTokens, tokenId: number): PromptLogprob {
  return { ...tokenNamer(text)(tokenId), logprob: null, rank: null, top: [] };
}

/** Log-probabilities of a token and of `numTop` rivals; undefined where none are wanted. */
export function createLogprobReader({ text, scratch }: LogprobHost, numTop: number | undefined) {
  if (numTop === undefined) return undefined;
  const nameOf = tokenNamer(text);
  const withText = ({ tokenId, logprob }: Logprob) => ({ ...nameOf(tokenId), logprob });
  return (logits: Float32Array, tokenId: number): TokenLogprob => {
    const chosen = logprobsOf(logits, tokenId, numTop, scratch);
    return { ...withText(chosen), top: chosen.top.map(withText) };
  };
}

/** The same of a token of the prompt. */
export function createPromptLogprobReader(host: LogprobHost, numTop: number | undefined) {
  const read = createLogprobReader(host, numTop);
  if (read === undefined) return undefined;
  return (logits: Float32Array, tokenId: number): PromptLogprob => ({
    ...read(logits, tokenId),
    rank: rankOf(logits, tokenId),
  });
}
