import type { ChatCompletionChunk } from "@qwents/protocol";
import { type ChatRequest, streamChat } from "../../api/chat.ts";
import { type ChatAnswer, emptyAnswer, withChunk } from "../../api/chat-answer.ts";
import { streamModelLoad } from "../../api/model-loads.ts";

/** What is measured of an answer; what is missing is not known, or not yet. */
export interface Figures {
  /** Of generation; counted here until the server says it. */
  readonly tokensPerSecond?: number;
  /** From asking to the first token, as this page saw it, without loading. */
  readonly firstTokenMs?: number;
  readonly tokens: number;
  /** Of the prompt, 0 to 1. */
  readonly cachedShare?: number;
}

export interface SideRun {
  /** "queued": the other side is first; "reading": asked, no token yet. */
  readonly phase: "queued" | "loading" | "reading" | "thinking" | "writing" | "done" | "stopped" | "failed";
  /** While it loads, 0 to 1. */
  readonly loadShare?: number;
  readonly content: string;
  readonly reasoning: string;
  /** From its first piece on. */
  readonly thinkingMs?: number;
  readonly finishReason: string | null;
  readonly figures: Figures;
  readonly error?: unknown;
}

export const queuedRun: SideRun = {
  phase: "queued",
  content: "",
  reasoning: "",
  finishReason: null,
  figures: { tokens: 0 },
};

export function isUnderWay(run: SideRun | undefined): boolean {
  return run !== undefined && !["done", "stopped", "failed"].includes(run.phase);
}

/**
 * Has the model loaded if it is not, asks it, and tells all that is known after each piece.
 * @throws ServerError; what the signal was aborted with
 */
export async function* runSide(
  request: ChatRequest,
  isLoaded: boolean,
  signal: AbortSignal,
): AsyncGenerator<SideRun, void> {
  if (!isLoaded) yield* loading(request.model ?? "default", signal);
  yield { ...queuedRun, phase: "reading" };
  const askedAt = performance.now();
  let firstAt: number | undefined;
  let answer = emptyAnswer;
  let pieces = 0;
  let thinkingMs: number | undefined;
  for await (const chunk of streamChat(request, { signal })) {
    answer = withChunk(answer, chunk);
    if (!hasText(chunk)) continue;
    pieces++;
    firstAt ??= performance.now();
    const phase = answer.content === "" ? "thinking" : "writing";
    if (phase === "thinking") thinkingMs = performance.now() - firstAt;
    yield runOf(answer, phase, thinkingMs, counted(pieces, askedAt, firstAt));
  }
  yield runOf(answer, "done", thinkingMs, measured(answer, counted(pieces, askedAt, firstAt)));
}

async function* loading(model: string, signal: AbortSignal): AsyncGenerator<SideRun, void> {
  yield { ...queuedRun, phase: "loading" };
  for await (const event of streamModelLoad(model, signal)) {
    if (event.type !== "load.progress" || event.total_bytes === 0) continue;
    yield { ...queuedRun, phase: "loading", loadShare: event.loaded_bytes / event.total_bytes };
  }
}

function hasText({ choices }: ChatCompletionChunk): boolean {
  const delta = choices[0]?.delta;
  return Boolean(delta?.content) || Boolean(delta?.reasoning_content);
}

function runOf(
  { content, reasoning, finishReason }: ChatAnswer,
  phase: SideRun["phase"],
  thinkingMs: number | undefined,
  figures: Figures,
): SideRun {
  return { phase, content, reasoning, finishReason, figures, ...(thinkingMs !== undefined && { thinkingMs }) };
}

/** A piece is a token, but for characters that several make together. */
function counted(pieces: number, askedAt: number, firstAt: number | undefined): Figures {
  if (firstAt === undefined) return { tokens: 0 };
  const seconds = (performance.now() - firstAt) / 1000;
  return {
    tokens: pieces,
    firstTokenMs: firstAt - askedAt,
    ...(pieces > 1 && seconds > 0 && { tokensPerSecond: (pieces - 1) / seconds }),
  };
}

function measured({ usage, timings }: ChatAnswer, figures: Figures): Figures {
  const cached = usage?.prompt_tokens_details?.cached_tokens ?? timings?.cache_n;
  return {
    ...figures,
    ...(usage && { tokens: usage.completion_tokens }),
    ...(timings && timings.predicted_per_second > 0 && { tokensPerSecond: timings.predicted_per_second }),
    ...(usage && usage.prompt_tokens > 0 && cached !== undefined && { cachedShare: cached / usage.prompt_tokens }),
  };
}
