import type { GenerateEvent } from "@qwents/engine";
import { AnswerText } from "../../packages/engine/src/answer-text.ts";
import type { ReasoningStart } from "../../packages/engine/src/text/reasoning.ts";
import type { Tokenizer } from "../../packages/engine/src/text/tokenizer.ts";
import type { ToolCallCase } from "./cases.ts";

const starts: Readonly<Record<ToolCallCase["thinking"], ReasoningStart>> = {
  open: "reasoning",
  closed: "content",
  free: "undecided",
};

export type TextEvent = Extract<GenerateEvent, { type: "text" }>;

/** What an engine tells of an answer whose tokens are these bytes: they may part characters and tags anywhere. */
export function* textEvents(
  tokens: readonly Uint8Array[],
  { thinking, tools }: ToolCallCase,
): Generator<TextEvent, void> {
  const hasTools = tools?.length !== 0;
  const answer = new AnswerText(tokenizerOf(tokens), { stop: [], start: starts[thinking], hasTools });
  for (const tokenId of tokens.keys()) {
    for (const part of answer.push(tokenId).parts) yield { type: "text", ...part, tokenIds: [tokenId] };
  }
  for (const part of answer.flush()) yield { type: "text", ...part, tokenIds: [] };
}

/** As far as text is made of tokens. */
function tokenizerOf(tokens: readonly Uint8Array[]): Tokenizer {
  const tokenizer: Pick<Tokenizer, "tokenBytes" | "isSpecial" | "isUnused"> = {
    tokenBytes: (tokenId) => tokens[tokenId],
    isSpecial: () => false,
    isUnused: () => false,
  };
  return tokenizer as Tokenizer;
}

/** The bytes, cut at these places. */
export function cutAt(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const ends = [...new Set(places)].sort((a, b) => a - b).filter((place) => place > 0 && place < bytes.length);
  return [0, ...ends].map((start, i) => bytes.subarray(start, ends[i] ?? bytes.length));
}
