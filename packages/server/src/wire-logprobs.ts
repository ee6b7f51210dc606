import type { GenerateEvent, PromptLogprob, TokenLogprob } from "@qwents/engine";
import type { ChatLogprobs, CompletionLogprobs, PromptLogprobList, ResponseLogprob } from "@qwents/protocol";

/** News of a choice: text, token ids, log-probabilities. */
export type ChoiceText = Extract<GenerateEvent, { type: "text" }>;

/** JSON has no infinity: OpenAI's API writes this for a token that could not come. */
export const leastLogprob = -9999;

/** OpenAI's shape for chats, or null where none were asked for. */
export function chatLogprobs(texts: readonly ChoiceText[]): ChatLogprobs | null {
  if (texts.every(({ logprobs }) => logprobs === undefined)) return null;
  const reasoning = tokensOf(texts, "reasoning");
  return {
    content: tokensOf(texts, "content"),
    refusal: null,
    ...(reasoning.length > 0 ? { reasoning_content: reasoning } : {}),
  };
}

/** The same of tokens one by one, for OpenAI's responses. */
export function tokensOf(texts: readonly ChoiceText[], channel: ChoiceText["channel"]): ResponseLogprob[] {
  return texts
    .filter((text) => text.channel === channel)
    .flatMap(({ logprobs = [] }) => logprobs)
    .map((token) => ({ ...chatToken(token), top_logprobs: token.top.map(chatToken) }));
}

function chatToken({ text, logprob, bytes }: Omit<TokenLogprob, "top">) {
  return { token: text, logprob: finite(logprob), bytes: [...bytes] };
}

/** Collects OpenAI's older shape, whose offsets count on through all the events of a choice. */
export class CompletionLogprobsWriter {
  readonly #utf8 = new TextDecoder();
  #offset = 0;

  /** Null where none were asked for. */
  write(texts: readonly ChoiceText[]): CompletionLogprobs | null {
    if (texts.every(({ logprobs }) => logprobs === undefined)) return null;
    return this.writeTokens(texts.flatMap(({ logprobs = [] }) => logprobs));
  }

  /** The same of tokens one by one, also of a prompt. */
  writeTokens(tokens: readonly (TokenLogprob | PromptLogprob)[]): CompletionLogprobs {
    return {
      tokens: tokens.map(tokenName),
      token_logprobs: tokens.map(({ logprob }) => logprob && finite(logprob)),
      top_logprobs: tokens.map(({ top, logprob }) =>
        logprob === null ? null : Object.fromEntries(top.map((token) => [tokenName(token), finite(token.logprob)])),
      ),
      text_offset: tokens.map(({ bytes }) => this.#advance(bytes)),
    };
  }

  #advance(bytes: Uint8Array): number {
    const offset = this.#offset;
    this.#offset += this.#utf8.decode(bytes, { stream: true }).length;
    return offset;
  }
}

/** vLLM's shape of a prompt's log-probabilities, with `numTop` of the likeliest tokens each. */
export function promptLogprobList(tokens: readonly PromptLogprob[], numTop: number): PromptLogprobList {
  return tokens.map(({ tokenId, text, logprob, rank, top }) => {
    if (logprob === null || rank === null) return null;
    const likeliest = top.slice(0, numTop).map((token, i) => [token.tokenId, candidate(token, i + 1)] as const);
    return Object.fromEntries([...likeliest, [tokenId, candidate({ text, logprob }, rank)]]);
  });
}

function candidate({ text, logprob }: Pick<TokenLogprob, "text" | "logprob">, rank: number) {
  return { logprob: finite(logprob), rank, decoded_token: text };
}

/** A token that is part of a character has no text of its own; by its bytes it stays distinct from its like. */
function tokenName({ text, bytes }: Pick<TokenLogprob, "text" | "bytes">): string {
  if (!text.includes("\ufffd")) return text;
  return `bytes:${[...bytes].map((byte) => `\\x${byte.toString(16).padStart(2, "0")}`).join("")}`;
}

function finite(logprob: number): number {
  return Math.max(logprob, leastLogprob);
}
