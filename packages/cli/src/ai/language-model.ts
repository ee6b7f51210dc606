import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4GenerateResult,
  LanguageModelV4StreamPart,
  LanguageModelV4StreamResult,
} from "@ai-sdk/provider";
import type { Engine, GenerateEvent } from "@qwents/engine";
import { AnswerParts } from "./answer-parts.ts";
import { collectAnswer } from "./collect-answer.ts";
import type { SharedEngine } from "./engine-pool.ts";
import { type EngineCall, toEngine } from "./to-engine.ts";

/** A chat model that runs in this process. */
export class QwenLanguageModel implements LanguageModelV4 {
  readonly specificationVersion = "v4";
  readonly provider = "qwen";
  readonly modelId: string;
  /** None: what is no text is refused, so nothing need be fetched. */
  readonly supportedUrls = {};
  readonly #engine: SharedEngine;

  constructor(modelId: string, engine: SharedEngine) {
    this.modelId = modelId;
    this.#engine = engine;
  }

  /** @throws QwenError as `loadEngine` and `engine.generate`; UnsupportedFunctionalityError; the signal's reason */
  async doGenerate(options: LanguageModelV4CallOptions): Promise<LanguageModelV4GenerateResult> {
    const answer = await this.#begin(options);
    return await collectAnswer(answer.parts());
  }

  /** Rejects for what is refused; what fails later is a part of the stream. @throws as `doGenerate` */
  async doStream(options: LanguageModelV4CallOptions): Promise<LanguageModelV4StreamResult> {
    const answer = await this.#begin(options);
    return { stream: answer.stream() };
  }

  /** Ends the engine for all models that share it; the next call loads anew. Idempotent. */
  async close(): Promise<void> {
    await this.#engine.close();
  }

  async #begin(options: LanguageModelV4CallOptions): Promise<Answer> {
    return await this.#engine.use(async (engine) => {
      const call = toEngine(options, engine.info);
      const events = engine.generate(call.request)[Symbol.asyncIterator]();
      const first = await events.next();
      return new Answer(engine, call, { events, first, withRaw: options.includeRawChunks === true });
    }, options.abortSignal);
  }
}

interface Begun {
  readonly events: AsyncIterator<GenerateEvent>;
  readonly first: IteratorResult<GenerateEvent>;
  readonly withRaw: boolean;
}

class Answer {
  readonly #engine: Engine;
  readonly #call: EngineCall;
  readonly #begun: Begun;

  constructor(engine: Engine, call: EngineCall, begun: Begun) {
    this.#engine = engine;
    this.#call = call;
    this.#begun = begun;
  }

  async *parts(): AsyncGenerator<LanguageModelV4StreamPart, void> {
    const { events, first, withRaw } = this.#begun;
    const { info } = this.#engine;
    const answer = new AnswerParts(this.#call, info.toolCallStyle);
    yield { type: "stream-start", warnings: this.#call.warnings };
    yield { type: "response-metadata", id: crypto.randomUUID(), timestamp: new Date(), modelId: info.id };
    try {
      for (let next = first; next.done !== true; next = await events.next()) {
        const { value: event } = next;
        if (withRaw) yield { type: "raw", rawValue: event };
        if (event.type === "end" && event.finishReason === "cancelled") throw this.#call.request.signal?.reason;
        yield* answer.push(event);
      }
    } finally {
      await events.return?.();
    }
  }

  /** Bounded by its reader: the engine keeps what comes meanwhile as one event. */
  stream(): ReadableStream<LanguageModelV4StreamPart> {
    const parts = this.parts();
    const { events } = this.#begun;
    return new ReadableStream<LanguageModelV4StreamPart>(
      {
        pull: async (controller) => {
          try {
            const { value, done } = await parts.next();
            if (done) controller.close();
            else controller.enqueue(value);
          } catch (error) {
            if (this.#call.request.signal?.aborted) controller.error(error);
            else endWithError(controller, error);
          }
        },
        // Of the events, not of the parts: it does not wait for a part that is under way.
        cancel: async () => {
          await events.return?.();
        },
      },
      { highWaterMark: 0 },
    );
  }
}

function endWithError(controller: ReadableStreamDefaultController<LanguageModelV4StreamPart>, error: unknown): void {
  const inputTokens = { total: undefined, noCache: undefined, cacheRead: undefined, cacheWrite: undefined };
  const outputTokens = { total: undefined, text: undefined, reasoning: undefined };
  controller.enqueue({ type: "error", error });
  controller.enqueue({
    type: "finish",
    finishReason: { unified: "error", raw: undefined },
    usage: { inputTokens, outputTokens },
  });
  controller.close();
}
