import { type EmbedRequest, type EmbedResult, QwenError } from "@qwents/engine";
import {
  type OllamaEmbeddingsResponse,
  type OllamaEmbedResponse,
  ollamaEmbeddingsRequestSchema,
  ollamaEmbedRequestSchema,
  parseRequest,
} from "@qwents/protocol";
import type { Context } from "hono";
import type { AppContext, AppEnv } from "../../app-context.ts";
import { callOf, readingCall } from "../../call-signals.ts";
import { nanoseconds } from "../../ollama/answer-fields.ts";
import { useTagged } from "../../ollama/model-name.ts";
import type { ServedEngine } from "../../served-engine.ts";

/** `POST /api/embed`: texts as vectors in Ollama's protocol. */
export function ollamaEmbed({ models, bodies, shutdown }: AppContext) {
  return async (c: Context<AppEnv>): Promise<Response> => {
    const startedMs = performance.now();
    const request = parseRequest(ollamaEmbedRequestSchema, await bodies.read(c.req.raw, true));
    const model = await useTagged(c, models, request.model, request.keep_alive);
    const loadedMs = performance.now();
    const texts = typeof request.input === "string" ? [request.input].filter((text) => text !== "") : request.input;
    const dimensions = request.dimensions ? { dimensions: request.dimensions } : {};
    const embedTexts = request.truncate === false ? embedWhole : embedTruncated;
    const { embeddings, usage } = await readingCall(model, callOf(c, { bodies, shutdown }), (options) =>
      texts.length === 0 ? nothing : embedTexts(model.engine, texts, { ...dimensions, ...options }),
    );
    const body: OllamaEmbedResponse = {
      model: request.model,
      embeddings: embeddings.map((embedding) => Array.from(embedding)),
      total_duration: nanoseconds(performance.now() - startedMs),
      load_duration: nanoseconds(loadedMs - startedMs),
      prompt_eval_count: usage.promptTokens,
    };
    return c.json(body);
  };
}

/** `POST /api/embeddings`: one text as a vector, as clients of older versions ask for it. */
export function ollamaEmbeddings({ models, bodies, shutdown }: AppContext) {
  return async (c: Context<AppEnv>): Promise<Response> => {
    const request = parseRequest(ollamaEmbeddingsRequestSchema, await bodies.read(c.req.raw, true));
    const model = await useTagged(c, models, request.model, request.keep_alive);
    const { embeddings } = await readingCall(model, callOf(c, { bodies, shutdown }), (options) =>
      request.prompt ? embedTruncated(model.engine, [request.prompt], options) : nothing,
    );
    const body: OllamaEmbeddingsResponse = { embedding: Array.from(embeddings[0] ?? []) };
    return c.json(body);
  };
}

type EmbedOptions = Omit<EmbedRequest, "input">;

const nothing: Promise<EmbedResult> = Promise.resolve({ embeddings: [], usage: { promptTokens: 0, cachedTokens: 0 } });

function embedWhole(engine: ServedEngine, texts: readonly string[], options: EmbedOptions): Promise<EmbedResult> {
  return engine.embed({ ...options, input: texts });
}

/** Texts that are too long lose their ends. */
async function embedTruncated(
  engine: ServedEngine,
  texts: readonly string[],
  options: EmbedOptions,
): Promise<EmbedResult> {
  try {
    return await embedWhole(engine, texts, options);
  } catch (error) {
    if (!(error instanceof QwenError) || error.code !== "request/context-too-long") throw error;
    // Room for the model's end token.
    const most = Math.min(engine.info.contextLength, options.maxPromptTokens ?? Number.POSITIVE_INFINITY) - 1;
    const input = await Promise.all(texts.map(async (text) => (await engine.tokenize(text)).slice(0, most)));
    return await engine.embed({ ...options, input });
  }
}
