import type { EmbedResult } from "@qwents/engine";
import {
  type EmbeddingList,
  embeddingRequestSchema,
  type ParsedEmbeddingRequest,
  parseRequest,
} from "@qwents/protocol";
import type { Context } from "hono";
import type { AppContext, AppEnv } from "../app-context.ts";
import { callOf, readingCall } from "../call-signals.ts";
import { embeddingToEngine } from "../to-engine.ts";
import { promptUsageOf } from "../wire-end.ts";

const charactersAtOnce = 8192;

/** `POST /v1/embeddings`: texts as vectors. */
export function embeddings({ models, bodies, shutdown }: AppContext) {
  return async (c: Context<AppEnv>): Promise<Response> => {
    const request = parseRequest(embeddingRequestSchema, await bodies.read(c.req.raw));
    const model = await models.use(c, request.model);
    const result = await readingCall(model, callOf(c, { bodies, shutdown }), (options) =>
      model.engine.embed({ ...embeddingToEngine(request), ...options }),
    );
    return c.json(answer(model.id, request, result));
  };
}

function answer(model: string, request: ParsedEmbeddingRequest, { embeddings, usage }: EmbedResult): EmbeddingList {
  const encode = request.encoding_format === "base64" ? toBase64 : (values: Float32Array) => Array.from(values);
  return {
    object: "list",
    data: embeddings.map((embedding, index) => ({ object: "embedding", index, embedding: encode(embedding) })),
    model,
    usage: promptUsageOf(usage),
  };
}

/** Of the bytes, which are little-endian on every platform that JavaScript runs on. */
function toBase64({ buffer, byteOffset, byteLength }: Float32Array): string {
  const bytes = new Uint8Array(buffer, byteOffset, byteLength);
  let text = "";
  for (let i = 0; i < bytes.length; i += charactersAtOnce) {
    text += String.fromCharCode(...bytes.subarray(i, i + charactersAtOnce));
  }
  return btoa(text);
}
