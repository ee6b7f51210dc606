import type { ChatCompletionChunk } from "@qwents/protocol";
import { type ChatAnswer, emptyAnswer, withChunk } from "../../../api/chat-answer.ts";
import type { AnswerStep, CallRecord } from "../history/records.ts";

/** Puts the chunks of one request together, with times: of the first token, and of the thought. */
export class StepReader {
  readonly #begun: AnswerStep;
  readonly #now: () => number;
  readonly #startedAt: number;
  #answer: ChatAnswer;
  #firstAt: number | undefined;
  #reasoningFrom: number | undefined;
  #reasoningTo: number | undefined;

  /** @param begun What was there before, where an answer is continued. */
  constructor(begun: AnswerStep, now: () => number = () => performance.now()) {
    this.#begun = begun;
    this.#now = now;
    this.#startedAt = now();
    this.#answer = { ...emptyAnswer, content: begun.text, reasoning: begun.reasoning };
  }

  add(chunk: ChatCompletionChunk): void {
    this.#answer = withChunk(this.#answer, chunk);
    const delta = chunk.choices[0]?.delta;
    const thinks = Boolean(delta?.reasoning_content);
    const speaks = Boolean(delta?.content || delta?.tool_calls?.length);
    if (!thinks && !speaks) return;
    const now = this.#now();
    this.#firstAt ??= now;
    if (thinks) this.#reasoningFrom ??= now;
    if (thinks) this.#reasoningTo = now;
    if (speaks && this.#reasoningFrom !== undefined && this.#answer.content.trim() !== "") this.#reasoningTo ??= now;
  }

  get step(): AnswerStep {
    const { content, reasoning, toolCalls, finishReason, usage, timings } = this.#answer;
    const reasoningMs = this.#reasoningMs();
    return {
      reasoning,
      text: content,
      calls: toolCalls.map(
        ({ id, function: { name, arguments: args } }): CallRecord => ({ id, name, arguments: args, state: "approved" }),
      ),
      ...(reasoningMs !== undefined && { reasoningMs }),
      ...(finishReason !== null && { finishReason }),
      ...(this.#firstAt !== undefined && { firstTokenMs: Math.round(this.#firstAt - this.#startedAt) }),
      ...(usage && { usage }),
      ...(timings && { timings }),
    };
  }

  #reasoningMs(): number | undefined {
    if (this.#reasoningFrom === undefined || this.#reasoningTo === undefined) return this.#begun.reasoningMs;
    return Math.round(this.#reasoningTo - this.#reasoningFrom);
  }
}
