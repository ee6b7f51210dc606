import { ToolCallSplitter, type ToolCallStyle, type ToolDefinition } from "@qwents/engine";
import type { ChatTokenLogprob, OllamaToolCall } from "@qwents/protocol";
import type { Generation } from "../generation.ts";
import type { ChoiceEnd } from "../wire-end.ts";
import { type ChoiceText, chatLogprobs } from "../wire-logprobs.ts";

/** What is news of an answer, or all of it. */
export interface AnswerPiece {
  readonly content: string;
  readonly thinking: string;
  readonly toolCalls: readonly OllamaToolCall[];
  /** Of all that came, thoughts and calls too. */
  readonly logprobs: readonly ChatTokenLogprob[];
  /** In the last piece alone. */
  readonly end?: ChoiceEnd;
}

export const emptyPiece: AnswerPiece = { content: "", thinking: "", toolCalls: [], logprobs: [] };

/** An answer as it comes; the last piece is its end alone. @throws what the generation throws */
export async function* answerPieces(
  generation: Generation,
  style: ToolCallStyle,
  tools: readonly ToolDefinition[] | undefined,
): AsyncGenerator<AnswerPiece, void> {
  const content = new ContentPieces(style, tools);
  for (let next = await generation.next(); next !== undefined; next = await generation.next()) {
    const { event } = next;
    if (event.type === "text") {
      const piece = { ...content.push(event), logprobs: logprobsOf(event) };
      if (!isEmpty(piece)) yield piece;
    } else if (event.type === "end") {
      const held = content.flush();
      if (!isEmpty(held)) yield held;
      yield { ...emptyPiece, end: event };
    }
  }
}

/** The pieces as one. @throws what they throw */
export async function wholePiece(pieces: AsyncIterable<AnswerPiece>): Promise<AnswerPiece> {
  const all: AnswerPiece[] = [];
  for await (const piece of pieces) all.push(piece);
  return joined(all);
}

function joined(pieces: readonly AnswerPiece[]): AnswerPiece {
  const end = pieces.at(-1)?.end;
  return {
    content: pieces.map(({ content }) => content).join(""),
    thinking: pieces.map(({ thinking }) => thinking).join(""),
    toolCalls: pieces.flatMap(({ toolCalls }) => toolCalls),
    logprobs: pieces.flatMap(({ logprobs }) => logprobs),
    ...(end && { end }),
  };
}

function isEmpty({ content, thinking, toolCalls, logprobs }: AnswerPiece): boolean {
  return content === "" && thinking === "" && toolCalls.length === 0 && logprobs.length === 0;
}

function logprobsOf(event: ChoiceText): readonly ChatTokenLogprob[] {
  const logprobs = chatLogprobs([event]);
  return [...(logprobs?.reasoning_content ?? []), ...(logprobs?.content ?? [])];
}

/** Takes text and calls apart, where there are tools to call. */
class ContentPieces {
  readonly #splitter: ToolCallSplitter | undefined;
  #numCalls = 0;

  constructor(style: ToolCallStyle, tools: readonly ToolDefinition[] | undefined) {
    this.#splitter = tools && new ToolCallSplitter({ style, tools });
  }

  push({ channel, text }: ChoiceText): AnswerPiece {
    if (channel === "reasoning") return { ...emptyPiece, thinking: text };
    return this.#splitter === undefined ? { ...emptyPiece, content: text } : this.#take(this.#splitter.push(text));
  }

  /** What was held back, when no more text comes. */
  flush(): AnswerPiece {
    return this.#take(this.#splitter?.flush() ?? []);
  }

  #take(parts: ReturnType<ToolCallSplitter["push"]>): AnswerPiece {
    const content = parts.map((part) => (part.type === "content" ? part.text : "")).join("");
    const toolCalls = parts.flatMap((part) => {
      if (part.type !== "toolCall") return [];
      const { name, arguments: written } = part.toolCall;
      const id = `call_${crypto.randomUUID().replaceAll("-", "")}`;
      return [{ id, function: { index: this.#numCalls++, name, arguments: JSON.parse(written) } }];
    });
    return { ...emptyPiece, content, toolCalls };
  }
}
