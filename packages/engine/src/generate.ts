import type { CacheUse } from "./cache/cache-use.ts";
import type { GrammarSpec } from "./grammar/grammar-spec.ts";
import type { SamplingOptions } from "./sampling/sampling-options.ts";
import type { ChatMessage, ChatTemplateOptions, ToolDefinition } from "./text/chat-template.ts";
import type { FillInMiddle } from "./text/fill-in-middle.ts";

export type { CacheUse, FillInMiddle };

/** A conversation, and how the model's chat template is to write it out. */
export interface Conversation {
  readonly messages: readonly ChatMessage[];
  /** What the model may call. It writes its calls as text: `ToolCallSplitter` and `parseToolCalls` read them. */
  readonly tools?: readonly ToolDefinition[];
  readonly template?: ChatTemplateOptions;
}

/**
 * What to continue: a conversation (through the model's chat template, which alone writes control tokens), text as it is
 * (control tokens in it count as such), token ids as they are, or text with a gap to fill.
 */
export type GenerateInput =
  | Conversation
  | { readonly prompt: string }
  | { readonly tokenIds: readonly number[] }
  | { readonly fill: FillInMiddle };

/** What to generate from, and how. */
export type GenerateRequest = GenerateInput & {
  /** What is left out comes from the model's own generation defaults, then from ours. */
  readonly sampling?: Partial<SamplingOptions>;
  /** Tokens to generate at most; by default as many as the context holds. */
  readonly maxTokens?: number;
  /** Tokens to think for at most; then the thought is ended, with a sentence that says so, and the answer begins. */
  readonly thinkingBudget?: number;
  /**
   * Generation ends before the first of these strings; none of it is delivered. In a call of a tool that is on offer they do not
   * count.
   */
  readonly stop?: readonly string[];
  /** What the answer must keep to, behind its thought. It ends where nothing can follow. */
  readonly grammar?: GrammarSpec;
  /** Ids that end generation besides the model's own end-of-turn ids. */
  readonly stopTokenIds?: readonly number[];
  /** Do not stop at the model's end-of-turn ids (for benchmarks). */
  readonly ignoreEos?: boolean;
  /** Log-probabilities of each chosen token and of this many of the most likely ones (0 to 20). */
  readonly topLogprobs?: number;
  /**
   * Log-probabilities of the prompt's own tokens, each given those before it, and of this many of the most likely ones (0 to
   * 20). The prompt is then computed from its start, or from `promptLogprobsFrom`, whatever the cache has of it.
   */
  readonly promptLogprobs?: number;
  /** The first token of the prompt, counted from 0, whose log-probability is wanted. Default 0: all. */
  readonly promptLogprobsFrom?: number;
  /**
   * What happens to a prompt that leaves too little of the context for the answer. "disabled", the default: it is refused
   * when nothing is left. "auto": its oldest turns (of text and token ids, the beginning) are left out, so that there is
   * room for `maxTokens`, at most a quarter of the context.
   */
  readonly truncation?: "auto" | "disabled";
  readonly signal?: AbortSignal;
};

/** What was left out of a prompt to make it fit. Tokens of a text far longer than the context are counted as far as it was read. */
export type Truncation = { readonly droppedMessages: number } | { readonly droppedTokens: number };

/** A generated token and how likely it was. */
export interface TokenLogprob {
  readonly tokenId: number;
  /** The token's own text; a part of a character reads U+FFFD, `bytes` has the truth. */
  readonly text: string;
  readonly bytes: Uint8Array;
  /** Natural logarithm, of the model's distribution before any sampling option. */
  readonly logprob: number;
  readonly top: readonly Omit<TokenLogprob, "top">[];
}

/** A token of the prompt. */
export interface PromptLogprob extends Omit<TokenLogprob, "logprob"> {
  /** Null for the first token: nothing stands before it. */
  readonly logprob: number | null;
  /** Its place among all tokens, from 1, the likeliest; of equals the same. Null for the first token. */
  readonly rank: number | null;
}

/** Tokens of a request. */
export interface Usage {
  readonly promptTokens: number;
  /** Prompt tokens that were not computed again because the cache had them. */
  readonly cachedTokens: number;
  readonly completionTokens: number;
  /** Completion tokens inside the thinking span. */
  readonly reasoningTokens: number;
  /** Tokens that were guessed and computed ahead, and those of them that were right. */
  readonly draftTokens: number;
  readonly acceptedDraftTokens: number;
  /** Why not more of the prompt was in the cache; absent when no step was begun. */
  readonly cache?: CacheUse;
  /** There when something was left out of the prompt. */
  readonly truncation?: Truncation;
}

/** Where the time of a request went, in milliseconds. */
export interface Timings {
  /** From the call to the first computed step. */
  readonly queuedMs: number;
  /** From the first step to the first sampled token. */
  readonly promptMs: number;
  /** From the first sampled token to the last. */
  readonly generationMs: number;
}

/** "stop": end-of-turn id or stop string; "length": maxTokens or the context's end; "cancelled": the signal. */
export type FinishReason = "stop" | "length" | "cancelled";

/** What comes of a request, in this order: start, prompt, text, end. */
export type GenerateEvent =
  /** Once, when the prompt is accepted. */
  | { readonly type: "start"; readonly promptTokens: number }
  /** With `promptLogprobs`, before any text: all the tokens that they were asked of, in order, in several pieces. */
  | { readonly type: "prompt"; readonly logprobs: readonly PromptLogprob[] }
  /**
   * Whole characters only; may be empty when only token ids or logprobs are news. A reader that lags behind gets what
   * came meanwhile as one event a channel. The id that ends generation is not delivered, though usage counts it.
   */
  | {
      readonly type: "text";
      readonly channel: "content" | "reasoning";
      readonly text: string;
      readonly tokenIds: readonly number[];
      readonly logprobs?: readonly TokenLogprob[];
    }
  /** Once, last. */
  | {
      readonly type: "end";
      readonly finishReason: FinishReason;
      /** The stop string that ended it. */
      readonly stop?: string;
      readonly usage: Usage;
      readonly timings: Timings;
    };
