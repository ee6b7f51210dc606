import type { ChatMessage, Engine, GenerateEvent, SamplingOptions } from "@qwents/engine";

/** A conversation with one model and the settings it goes on with. */
export class ChatSession {
  readonly engine: Engine;
  sampling: Partial<SamplingOptions>;
  system: string | undefined;
  enableThinking: boolean | undefined;
  /** Tokens to think for at most. */
  thinkingBudget: number | undefined;
  /** Whether the oldest messages are left out where all do not fit into the context; else saying more fails. */
  truncates = false;
  /** The event that ended the latest answer. */
  lastEnd: Extract<GenerateEvent, { type: "end" }> | undefined;
  #messages: ChatMessage[] = [];

  constructor(engine: Engine, sampling: Partial<SamplingOptions>) {
    this.engine = engine;
    this.sampling = sampling;
  }

  /** Turns so far, without the system prompt. */
  get messages(): readonly ChatMessage[] {
    return this.#messages;
  }

  clear(): void {
    this.#messages = [];
    this.lastEnd = undefined;
  }

  /** Goes on with another conversation, e.g. from a file. */
  restore(messages: readonly ChatMessage[]): void {
    this.#messages = [...messages];
  }

  /**
   * Says something and streams the answer. A stopped answer stays in the conversation as far as it came; if it fails,
   * the turn is taken back, so that it can be tried again.
   */
  async *say(text: string, signal: AbortSignal): AsyncGenerator<GenerateEvent> {
    this.#messages.push({ role: "user", content: text });
    yield* this.#answer(signal);
  }

  /** Takes the last turn back and gives what the user said in it; undefined when there is none. */
  takeBackTurn(): string | undefined {
    const user = this.#messages.findLastIndex(({ role }) => role === "user");
    if (user < 0) return undefined;
    const { content } = this.#messages[user];
    this.#messages.length = user;
    return content ?? "";
  }

  async *#answer(signal: AbortSignal): AsyncGenerator<GenerateEvent> {
    const before = this.#messages.length;
    const text = { content: "", reasoning: "" };
    try {
      for await (const event of this.engine.generate(this.#request(signal))) {
        if (event.type === "text") text[event.channel] += event.text;
        if (event.type === "end") this.lastEnd = event;
        yield event;
      }
    } catch (error) {
      this.#messages.length = before - 1;
      throw error;
    }
    const reasoning = text.reasoning ? { reasoningContent: text.reasoning } : {};
    this.#messages.push({ role: "assistant", content: text.content, ...reasoning });
  }

  #request(signal: AbortSignal) {
    const system: ChatMessage[] = this.system ? [{ role: "system", content: this.system }] : [];
    const template = this.enableThinking === undefined ? {} : { enableThinking: this.enableThinking };
    const budget = this.thinkingBudget === undefined ? {} : { thinkingBudget: this.thinkingBudget };
    const truncation = this.truncates ? "auto" : "disabled";
    return {
      messages: [...system, ...this.#messages],
      template,
      sampling: this.sampling,
      ...budget,
      truncation,
      signal,
    } as const;
  }
}
