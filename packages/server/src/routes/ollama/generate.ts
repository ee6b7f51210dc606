import {
  type OllamaGenerateResponse,
  type OllamaMessage,
  ollamaGenerateRequestSchema,
  type ParsedOllamaGenerateRequest,
  parseRequest,
} from "@qwents/protocol";
import type { Context } from "hono";
import type { AppContext, AppEnv } from "../../app-context.ts";
import { callOf } from "../../call-signals.ts";
import { earlyStream } from "../../early-stream.ts";
import { Generation } from "../../generation.ts";
import { emptyEnvelope, envelopeOf } from "../../ollama/answer-fields.ts";
import { type AnswerPiece, answerPieces, emptyPiece, wholePiece } from "../../ollama/answer-pieces.ts";
import { conversationOf, conversationTokens } from "../../ollama/conversation-tokens.ts";
import { loadOrUnload } from "../../ollama/load-or-unload.ts";
import { useTagged } from "../../ollama/model-name.ts";
import { lineFraming, ndjsonHeaders, streamAnswer } from "../../ollama/stream-answer.ts";
import { generateToEngine } from "../../ollama/to-engine.ts";
import type { ServedEngine } from "../../served-engine.ts";

/** `POST /api/generate`: an answer to a prompt in Ollama's protocol, as lines of JSON or whole. */
export function ollamaGenerate(context: AppContext) {
  return async (c: Context<AppEnv>): Promise<Response> => {
    const startedMs = performance.now();
    const request = parseRequest(ollamaGenerateRequestSchema, await context.bodies.read(c.req.raw, true));
    const silence = envelopeOf(request.model, emptyPiece, { startedMs, loadedMs: startedMs });
    const framing = lineFraming({ ...silence, response: "" });
    const respond = async (): Promise<Response> => {
      if (!request.prompt && !request.suffix) {
        return c.json(emptyAnswer(request.model, await loadOrUnload(c, context, request)));
      }
      const model = await useTagged(c, context.models, request.model, request.keep_alive);
      const times = { startedMs, loadedMs: performance.now() };
      const isPlain = request.raw === true || Boolean(request.suffix);
      const messages = isPlain ? [] : await messagesOf(request, model.engine);
      const generation = new Generation(model, [generateToEngine(request, messages)], callOf(c, context));
      const pieces = answerPieces(generation, model.engine.info.toolCallStyle, undefined);
      const answer = new Answer(model.engine, isPlain ? undefined : messages);
      const toLine = async (piece: AnswerPiece): Promise<OllamaGenerateResponse> => ({
        ...envelopeOf(request.model, piece, times),
        ...(await answer.take(piece)),
      });
      if (request.stream === false) return c.json(await toLine(await wholePiece(pieces)));
      return await streamAnswer(c, context, generation, pieces, toLine, framing);
    };
    if (request.stream === false) return await respond();
    return await earlyStream(c, context, framing, respond, ndjsonHeaders);
  };
}

function emptyAnswer(model: string, reason: "load" | "unload"): OllamaGenerateResponse {
  return { ...emptyEnvelope(model, reason), response: "" };
}

/** The conversation that a prompt goes on with. @throws ApiError 400 for a context of elsewhere */
async function messagesOf(
  { prompt, system, context }: ParsedOllamaGenerateRequest,
  engine: ServedEngine,
): Promise<OllamaMessage[]> {
  const earlier = await conversationOf(engine, context ?? []);
  const rest = system ? earlier.filter(({ role }) => role !== "system") : earlier;
  const first: OllamaMessage[] = system ? [{ role: "system", content: system }] : [];
  return [...first, ...rest, { role: "user", content: prompt }];
}

type AnswerTexts = Pick<OllamaGenerateResponse, "response" | "thinking" | "context">;

/** Makes the texts of an answer, and at its end the conversation for the next request. */
class Answer {
  readonly #engine: ServedEngine;
  readonly #messages: readonly OllamaMessage[] | undefined;
  #content = "";
  #thinking = "";

  /** @param messages what is answered, where there is to be a `context` */
  constructor(engine: ServedEngine, messages: readonly OllamaMessage[] | undefined) {
    this.#engine = engine;
    this.#messages = messages;
  }

  async take({ content, thinking, end }: AnswerPiece): Promise<AnswerTexts> {
    this.#content += content;
    this.#thinking += thinking;
    return { response: content, ...(thinking !== "" && { thinking }), ...(end && (await this.#context())) };
  }

  async #context(): Promise<Pick<OllamaGenerateResponse, "context">> {
    if (this.#messages === undefined) return {};
    const thinking = this.#thinking === "" ? {} : { thinking: this.#thinking };
    const answer: OllamaMessage = { role: "assistant", content: this.#content, ...thinking };
    return { context: await conversationTokens(this.#engine, [...this.#messages, answer]) };
  }
}
