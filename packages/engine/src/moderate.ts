import type { PromptUsage } from "./embed.ts";
import type { ChatMessage } from "./text/chat-template.ts";
import type { GuardSafety } from "./text/guard-answer.ts";

export type ModerateRequest = ModerateInput & {
  /** Tokens that the prompt may have; a longer one is refused. By default as many as the context holds. */
  readonly maxPromptTokens?: number;
  /** Aborted, the call rejects with its reason. */
  readonly signal?: AbortSignal;
};

/** A conversation whose last message is judged, or token ids of one so far. */
export type ModerateInput = ModerateConversation | ModerateTokens;

/** Its last message is judged. */
export interface ModerateConversation {
  /** The last is a user's or an assistant's. */
  readonly messages: readonly ChatMessage[];
}

/** For answers that are still being written: each call has all tokens so far, and the cache what earlier ones computed. */
export interface ModerateTokens {
  /** In the guard's own vocabulary, the opening of the turn included. */
  readonly tokenIds: readonly number[];
  /** Whose turn the last tokens are. */
  readonly role: "user" | "assistant";
  /** Position of the first token to judge; default: the last one alone. */
  readonly from?: number;
}

/** What a guard that judges token by token says, such as Qwen3Guard-Stream. */
export interface ModerateResult {
  /**
   * Of a user's message: what is said of its last token. Of an assistant's: "Unsafe" if that is said of two tokens in a
   * row, else "Controversial" if that is, else "Safe"; as published.
   */
  readonly safety: GuardSafety;
  /** As the model calls it, such as "Violent"; none where it is safe. */
  readonly categories: readonly string[];
  /** From 0 to 1: how likely it is not safe, by the token that decided; where all is safe, by the last one. */
  readonly risk: number;
  /** Those of the message, or from `from` on. */
  readonly tokens: readonly TokenVerdict[];
  readonly usage: PromptUsage;
}

/** What the heads of a guard model say of one token. */
export interface TokenVerdict {
  readonly tokenId: number;
  /** In the prompt. */
  readonly position: number;
  /** What is likeliest. */
  readonly safety: GuardSafety;
  /** Of `safety`, from 0 to 1. */
  readonly probability: number;
  /** From 0 to 1: that it is anything but safe. */
  readonly risk: number;
  /** What is likeliest should it not be safe. */
  readonly category: string;
}
