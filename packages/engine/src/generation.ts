import type { AnswerText } from "./answer-text.ts";
import type { EventQueue } from "./event-queue.ts";
import type { FinishReason, GenerateEvent, PromptLogprob, TokenLogprob, Truncation } from "./generate.ts";
import type { Advance, AnsweringJob, ReadingJob } from "./loop-job.ts";
import type { Sampler } from "./sampling/sampler.ts";
import type { Sequence } from "./scheduler/sequence.ts";
import type { Channel, ChannelText } from "./text/reasoning.ts";

export interface GenerationOptions {
  readonly sequence: Sequence;
  readonly sampler: Sampler;
  /** Absent without a tokenizer: only ids are delivered. */
  readonly text: AnswerText | undefined;
  readonly endTokenIds: ReadonlySet<number>;
  /** Ids that have no meaning: never chosen. */
  readonly unusedTokenIds: Int32Array;
  /** How a thought ends that becomes too long; absent where it may be of any length. */
  readonly thinkingLimit?: ThinkingLimit | undefined;
  /** Logprobs of a token and its rivals; absent when none are wanted. */
  readonly logprob: ((logits: Float32Array, tokenId: number) => TokenLogprob) | undefined;
  /** The same of a token of the prompt; absent when none are wanted. */
  readonly promptLogprob?: ((logits: Float32Array, tokenId: number) => PromptLogprob) | undefined;
  readonly events: EventQueue;
  /** Called once, when it is over in whatever way. */
  readonly onEnd: () => void;
  readonly truncation: Truncation | undefined;
  /** When the request came, in ms of `performance.now()`. */
  readonly requestedMs: number;
}

export interface ThinkingLimit {
  /** Tokens after which the thought is ended. */
  readonly maxTokens: number;
  /** What ends it. */
  readonly closingTokenIds: readonly number[];
}

/** One request in the step loop: chooses its tokens, makes events of them, and knows when it is over. */
export class Generation implements AnsweringJob {
  readonly sequence: Sequence;
  readonly #options: GenerationOptions;
  readonly #times: { begun?: number; firstToken?: number; lastToken?: number } = {};
  #ending: { readonly finishReason: FinishReason; readonly stop?: string | undefined } | undefined;
  #completionTokens = 0;
  #reasoningTokens = 0;

  constructor(options: GenerationOptions) {
    this.sequence = options.sequence;
    this.#options = options;
  }

  get grammarMs(): number {
    return this.#options.sampler.constraintMs;
  }

  begin(): void {
    this.#times.begun = performance.now();
  }

  score(rows: readonly Float32Array[], position: number): void {
    const { promptLogprob, events } = this.#options;
    if (promptLogprob === undefined) return;
    const { tokenIds } = this.sequence;
    const logprobs = rows.map((logits, i) => promptLogprob(this.#withoutUnused(logits), tokenIds[position + 1 + i]));
    events.push({ type: "prompt", logprobs });
  }

  advance(logits: Float32Array): Advance {
    const { sampler, logprob } = this.#options;
    const tokenId = sampler.next(this.#withoutUnused(logits));
    const isLast = this.#take(tokenId, logprob?.(logits, tokenId));
    return { tokenId, ...(isLast ? { isLast } : this.#limitThinking()) };
  }

  #withoutUnused(logits: Float32Array): Float32Array {
    for (const id of this.#options.unusedTokenIds) logits[id] = Number.NEGATIVE_INFINITY;
    return logits;
  }

  /** Ends a thought that is too long, by tokens that the model did not choose. */
  #limitThinking(): Omit<Advance, "tokenId"> {
    const { text, thinkingLimit, sampler } = this.#options;
    const isOver = thinkingLimit !== undefined && this.#reasoningTokens >= thinkingLimit.maxTokens;
    if (!isOver || text?.channel !== "reasoning") return { isLast: false };
    const forcedTokenIds: number[] = [];
    for (const tokenId of thinkingLimit.closingTokenIds) {
      sampler.accept(tokenId);
      forcedTokenIds.push(tokenId);
      if (this.#take(tokenId, undefined)) return { forcedTokenIds, isLast: true };
    }
    return { forcedTokenIds, isLast: false };
  }

  /** @returns whether this token is the last */
  #take(tokenId: number, logprob: TokenLogprob | undefined): boolean {
    const { sampler } = this.#options;
    this.#count();
    const isEnd = this.#options.endTokenIds.has(tokenId);
    const stop = isEnd ? undefined : this.#deliver(tokenId, logprob);
    const { promptLength, maxLength } = this.sequence;
    const isFull = promptLength + this.#completionTokens === maxLength;
    if (isEnd || stop !== undefined || sampler.isOver) this.#ending = { finishReason: "stop", stop };
    else if (isFull) this.#ending = { finishReason: "length" };
    return this.#ending !== undefined;
  }

  leave(): void {
    const { finishReason, stop } = this.#ending!;
    if (stop === undefined) this.end(finishReason);
    else this.#finish(finishReason, stop);
  }

  fail(error: unknown): void {
    this.#options.events.fail(error);
    this.#options.onEnd();
  }

  /** The prompt was computed, and nothing is to follow it. */
  endPrompt(): void {
    this.#times.firstToken = performance.now();
    this.end("length");
  }

  /** Delivers what was held back and the last event. */
  end(finishReason: FinishReason): void {
    const { text, events } = this.#options;
    for (const part of text?.flush() ?? []) events.push({ type: "text", ...part, tokenIds: [] });
    this.#finish(finishReason);
  }

  /** @returns the stop string that this token completes */
  #deliver(tokenId: number, logprob: TokenLogprob | undefined): string | undefined {
    const { text, events } = this.#options;
    const before = text?.channel;
    const { parts, stop } = text?.push(tokenId) ?? { parts: [] };
    // The tags that open and close a thought belong to it.
    const channel = before === "reasoning" ? before : (text?.channel ?? "content");
    if (channel === "reasoning") this.#reasoningTokens++;
    for (const event of textEvents(parts, channel, tokenId, logprob)) events.push(event);
    return stop;
  }

  #count(): void {
    this.#completionTokens++;
    this.#times.lastToken = performance.now();
    this.#times.firstToken ??= this.#times.lastToken;
  }

  #finish(finishReason: FinishReason, stop?: string): void {
    const { events, requestedMs, truncation, onEnd } = this.#options;
    const { lookup, model } = this.sequence.acceptance;
    const { begun = performance.now(), firstToken = begun, lastToken = firstToken } = this.#times;
    events.push({
      type: "end",
      finishReason,
      ...(stop !== undefined && { stop }),
      usage: {
        promptTokens: this.sequence.promptLength,
        cachedTokens: this.sequence.cacheUse?.hitTokens ?? 0,
        completionTokens: this.#completionTokens,
        reasoningTokens: this.#reasoningTokens,
        draftTokens: lookup.numDrafted + model.numDrafted,
        acceptedDraftTokens: lookup.numAccepted + model.numAccepted,
        ...(this.sequence.cacheUse && { cache: this.sequence.cacheUse }),
        ...(truncation && { truncation }),
      },
      timings: {
        queuedMs: begun - requestedMs,
        promptMs: firstToken - begun,
        generationMs: lastToken - firstToken,
      },
    });
    onEnd();
  }
}

/** A generation of no tokens, whose prompt is computed all the same. */
export function promptAlone(generation: Generation): ReadingJob {
  return {
    sequence: generation.sequence,
    begin: () => generation.begin(),
    score: (rows, position) => generation.score(rows, position),
    read: () => generation.endPrompt(),
    fail: (error) => generation.fail(error),
  };
}

/** The parts of text that a token made certain; the first one, if need be an empty one, carries the token. */
function textEvents(
  parts: readonly ChannelText[],
  channel: Channel,
  tokenId: number,
  logprob: TokenLogprob | undefined,
): GenerateEvent[] {
  const [first = { channel, text: "" }, ...others] = parts;
  return [
    { type: "text", ...first, tokenIds: [tokenId], ...(logprob && { logprobs: [logprob] }) },
    ...others.map((part): GenerateEvent => ({ type: "text", ...part, tokenIds: [] })),
  ];
}
