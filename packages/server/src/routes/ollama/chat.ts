import { type OllamaChatResponse, ollamaChatRequestSchema, parseRequest } from "@qwents/protocol";
import type { Context } from "hono";
import type { AppContext, AppEnv } from "../../app-context.ts";
import { callOf } from "../../call-signals.ts";
import { Generation } from "../../generation.ts";
import { offeredTools } from "../../offered-tools.ts";
import { emptyEnvelope, envelopeOf } from "../../ollama/answer-fields.ts";
import { type AnswerPiece, answerPieces, wholePiece } from "../../ollama/answer-pieces.ts";
import { loadOrUnload } from "../../ollama/load-or-unload.ts";
import { useTagged } from "../../ollama/model-name.ts";
import { streamAnswer } from "../../ollama/stream-answer.ts";
import { chatToEngine } from "../../ollama/to-engine.ts";

/** `POST /api/chat`: an answer to a conversation in Ollama's protocol, as lines of JSON or whole. */
export function ollamaChat(context: AppContext) {
  return async (c: Context<AppEnv>): Promise<Response> => {
    const startedMs = performance.now();
    const request = parseRequest(ollamaChatRequestSchema, await context.bodies.read(c.req.raw, true));
    if (!request.messages?.length) return c.json(emptyAnswer(request.model, await loadOrUnload(c, context, request)));
    const model = await useTagged(c, context.models, request.model, request.keep_alive);
    const generation = new Generation(
      model,
      [chatToEngine(request, model.engine.info.toolCallStyle)],
      callOf(c, context),
    );
    const pieces = answerPieces(generation, model.engine.info.toolCallStyle, offeredTools(request));
    const toLine = (piece: AnswerPiece): OllamaChatResponse => ({
      ...envelopeOf(request.model, piece, startedMs),
      message: messageOf(piece),
    });
    if (request.stream === false) return c.json(toLine(await wholePiece(pieces)));
    return streamAnswer(c, context, generation, pieces, toLine);
  };
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
