import { type OllamaChatResponse, ollamaChatRequestSchema, parseRequest } from "@qwents/protocol";
import type { Context } from "hono";
import type { AppContext, AppEnv } from "../../app-context.ts";
import { callOf } from "../../call-signals.ts";
import { earlyStream } from "../../early-stream.ts";
import { Generation } from "../../generation.ts";
import { offeredTools } from "../../offered-tools.ts";
import { type AnswerTimes, emptyEnvelope, envelopeOf } from "../../ollama/answer-fields.ts";
import { type AnswerPiece, answerPieces, emptyPiece, wholePiece } from "../../ollama/answer-pieces.ts";
import { loadOrUnload } from "../../ollama/load-or-unload.ts";
import { useTagged } from "../../ollama/model-name.ts";
import { lineFraming, ndjsonHeaders, streamAnswer } from "../../ollama/stream-answer.ts";
import { chatToEngine } from "../../ollama/to-engine.ts";

/** `POST /api/chat`: an answer to a conversation in Ollama's protocol, as lines of JSON or whole. */
export function ollamaChat(context: AppContext) {
  return async (c: Context<AppEnv>): Promise<Response> => {
    const startedMs = performance.now();
    const request = parseRequest(ollamaChatRequestSchema, await context.bodies.read(c.req.raw, true));
    const framing = lineFraming(lineOf(request.model, emptyPiece, { startedMs, loadedMs: startedMs }));
    const respond = async (): Promise<Response> => {
      if (!request.messages?.length) return c.json(emptyAnswer(request.model, await loadOrUnload(c, context, request)));
      const model = await useTagged(c, context.models, request.model, request.keep_alive);
      const times = { startedMs, loadedMs: performance.now() };
      const generation = new Generation(
        model,
        [chatToEngine(request, model.engine.info.toolCallStyle)],
        callOf(c, context),
      );
      const pieces = answerPieces(generation, model.engine.info.toolCallStyle, offeredTools(request));
      const toLine = (piece: AnswerPiece) => lineOf(request.model, piece, times);
      if (request.stream === false) return c.json(toLine(await wholePiece(pieces)));
      return await streamAnswer(c, context, generation, pieces, toLine, framing);
    };
    if (request.stream === false) return await respond();
    return await earlyStream(c, context, framing, respond, ndjsonHeaders);
  };
}

function lineOf(model: string, piece: AnswerPiece, times: AnswerTimes): OllamaChatResponse {
  return { ...envelopeOf(model, piece, times), message: messageOf(piece) };
}

function messageOf({ content, thinking, toolCalls }: AnswerPiece): OllamaChatResponse["message"] {
  return {
    role: "assistant",
    content,
    ...(thinking !== "" && { thinking }),
    ...(toolCalls.length > 0 && { tool_calls: [...toolCalls] }),
  };
}

function emptyAnswer(model: string, reason: "load" | "unload"): OllamaChatResponse {
  return { ...emptyEnvelope(model, reason), message: { role: "assistant", content: "" } };
}
