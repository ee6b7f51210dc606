import type { Context } from "hono";
import type { AppContext, AppEnv } from "../app-context.ts";
import type { Generation } from "../generation.ts";
import type { SseFraming } from "../sse-body.ts";
import { streamGeneration } from "../stream-generation.ts";
import type { AnswerPiece } from "./answer-pieces.ts";

export const ndjsonHeaders = {
  "content-type": "application/x-ndjson",
  "cache-control": "no-cache, no-transform",
  "x-accel-buffering": "no",
};

/** An answer as lines of JSON. */
export async function streamAnswer<T extends object>(
  c: Context<AppEnv>,
  context: AppContext,
  generation: Generation,
  pieces: AsyncGenerator<AnswerPiece, void>,
  toLine: (piece: AnswerPiece) => T | Promise<T>,
  framing: SseFraming<object>,
): Promise<Response> {
  const payloads = lines(pieces, toLine);
  return await streamGeneration(c, context, generation, { payloads, framing, headers: ndjsonHeaders });
}

/** Payloads as lines of JSON. @param silence goes out when there is nothing else: a line without news, which all clients understand */
export function lineFraming(silence: object): SseFraming<object> {
  return { encode: encodeLine, encodeError: encodeLine, heartbeat: encodeLine(silence), end: "" };
}

function encodeLine(value: object): string {
  return `${JSON.stringify(value)}\n`;
}

async function* lines<T>(
  pieces: AsyncIterable<AnswerPiece>,
  toLine: (piece: AnswerPiece) => T | Promise<T>,
): AsyncGenerator<T, void> {
  for await (const piece of pieces) yield await toLine(piece);
}
