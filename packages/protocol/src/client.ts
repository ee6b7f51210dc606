import type * as z from "zod";
import {
  type ChatCompletion,
  type ChatCompletionChunk,
  type ChatCompletionRequest,
  chatCompletionChunkSchema,
  chatCompletionSchema,
} from "./chat-completions.ts";
import { type EmbeddingList, type EmbeddingRequest, embeddingListSchema } from "./embeddings.ts";
import { ApiError, apiErrorBodySchema } from "./errors.ts";
import { type Model, modelListSchema } from "./models.ts";
import { readBytes } from "./read-bytes.ts";
import { type RerankRequest, type RerankResult, rerankResultSchema } from "./rerank.ts";
import { readSse, SseError } from "./sse.ts";

/** Where the server is, and how to reach it. */
export interface ClientOptions {
  /** Up to and with the version, e.g. `http://127.0.0.1:4040/v1`. */
  readonly baseUrl: string;
  /** Default the global one; `app.fetch` of a server in the same process does as well. */
  readonly fetch?: (request: Request) => Response | Promise<Response>;
  /** Sent as `Authorization: Bearer`. */
  readonly apiKey?: string;
}

/** Of each call. */
export interface CallOptions {
  /** Aborted, the call rejects with its reason. */
  readonly signal?: AbortSignal;
}

type ChatCall = Omit<ChatCompletionRequest, "stream">;

/**
 * The API, typed. Every call throws `ApiError`: with the status and code of the answer, with status 0 and
 * `connection_failed` when none came, with `bad_response` when it was not understood. An aborted call throws its
 * signal's reason.
 */
export interface Client {
  /** `POST /chat/completions`, answered whole. */
  chat(request: ChatCall, options?: CallOptions): Promise<ChatCompletion>;
  /** The same in pieces. The request is sent at the first step of the iteration; ending it early ends the generation. */
  streamChat(request: ChatCall, options?: CallOptions): AsyncGenerator<ChatCompletionChunk, void>;
  /** `POST /embeddings`: vectors in the order of the inputs, as numbers or, where the request asks for it, base64 of float32. */
  embed(request: EmbeddingRequest, options?: CallOptions): Promise<EmbeddingList>;
  /** `POST /rerank`: the best document first. */
  rerank(request: RerankRequest, options?: CallOptions): Promise<RerankResult>;
  /** `GET /models`: what the server has, loaded or not. */
  models(options?: CallOptions): Promise<Model[]>;
}

const maxAnswerBytes = 256 * 2 ** 20;

/** A client of a server, in the OpenAI API's words. Nothing is sent before a call. */
export function createClient(options: ClientOptions): Client {
  const send = (path: string, body: unknown, signal: AbortSignal | undefined) => call(options, path, body, signal);
  return {
    async chat(request, { signal } = {}) {
      const response = await send("/chat/completions", { ...request, stream: false }, signal);
      return readJson(response, chatCompletionSchema, signal);
    },
    async *streamChat(request, { signal } = {}) {
      const response = await send("/chat/completions", { ...request, stream: true }, signal);
      yield* readChunks(response, signal);
    },
    async embed(request, { signal } = {}) {
      return readJson(await send("/embeddings", request, signal), embeddingListSchema, signal);
    },
    async rerank(request, { signal } = {}) {
      return readJson(await send("/rerank", request, signal), rerankResultSchema, signal);
    },
    async models({ signal } = {}) {
      const response = await send("/models", undefined, signal);
      return (await readJson(response, modelListSchema, signal)).data;
    },
  };
}

/** GET without a body, else POST. Resolves with a success only. */
async function call(
  { baseUrl, fetch = globalThis.fetch, apiKey }: ClientOptions,
  path: string,
  body: unknown,
  signal: AbortSignal | undefined,
): Promise<Response> {
  const request = new Request(baseUrl.replace(/\/+$/, "") + path, {
    method: body === undefined ? "GET" : "POST",
    headers: {
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  });
  const response = await connected(() => fetch(request), signal);
  if (!response.ok) throw await answeredError(response, signal);
  return response;
}

async function* readChunks(
  response: Response,
  signal: AbortSignal | undefined,
): AsyncGenerator<ChatCompletionChunk, void> {
  const events = readSse(response.body ?? new ReadableStream({ start: (controller) => controller.close() }));
  try {
    for (;;) {
      const { done, value } = await connected(() => events.next(), signal);
      if (done) throw badResponse(response, "the stream ended before its [DONE]");
      if (value.data === "[DONE]") return;
      yield understood(response, value.data, chatCompletionChunkSchema);
    }
  } finally {
    await events.return();
  }
}

async function readJson<T extends z.ZodType>(
  response: Response,
  schema: T,
  signal: AbortSignal | undefined,
): Promise<z.output<T>> {
  return understood(response, await readText(response, signal), schema);
}

async function readText(response: Response, signal: AbortSignal | undefined): Promise<string> {
  const bytes = await connected(() => readBytes(response.body, maxAnswerBytes), signal);
  if (bytes === undefined) throw badResponse(response, `it is longer than ${maxAnswerBytes} bytes`);
  return new TextDecoder().decode(bytes);
}

/** @throws ApiError also when the text is an error, as it may be in the middle of a stream */
function understood<T extends z.ZodType>(response: Response, text: string, schema: T): z.output<T> {
  const value = parseJson(text);
  const error = apiErrorBodySchema.safeParse(value);
  if (error.success) throw wireError(response, error.data.error);
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw badResponse(response, `${issue.path.join(".") || "the answer"}: ${issue.message}`);
}

async function answeredError(response: Response, signal: AbortSignal | undefined): Promise<ApiError> {
  const body = apiErrorBodySchema.safeParse(parseJson(await readText(response, signal)));
  if (body.success) return wireError(response, body.data.error);
  return badResponse(response, "it is no error in OpenAI's form");
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function wireError(response: Response, error: z.infer<typeof apiErrorBodySchema>["error"]): ApiError {
  return new ApiError(error.message, { ...error, ...origin(response) });
}

function badResponse(response: Response, reason: string): ApiError {
  const message = `Expected an answer of the API (status ${response.status}): ${reason}. Check the base URL.`;
  return new ApiError(message, { ...origin(response), type: "client_error", code: "bad_response" });
}

function origin(response: Response) {
  const requestId = response.headers.get("x-request-id");
  return { status: response.status, ...(requestId === null ? {} : { requestId }) };
}

/** Turns whatever a broken connection throws into an ApiError, and an abort into the signal's reason. */
async function connected<T>(step: () => T | Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  try {
    return await step();
  } catch (cause) {
    if (signal?.aborted) throw signal.reason;
    const code = cause instanceof SseError ? "bad_response" : "connection_failed";
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ApiError(`The server could not be reached or went away: ${reason}`, {
      status: 0,
      type: "client_error",
      code,
      cause,
    });
  }
}
