import type { LanguageModelV4CallOptions, LanguageModelV4StreamPart } from "@ai-sdk/provider";
import { defaultSampling, type Engine, type GenerateEvent, type GenerateRequest, QwenError } from "@qwents/engine";
import { describe, expect, test } from "vitest";
import { QwenLanguageModel } from "./language-model.ts";

const prompt: LanguageModelV4CallOptions["prompt"] = [{ role: "user", content: [{ type: "text", text: "Hi" }] }];
const usage = { promptTokens: 5, cachedTokens: 0, completionTokens: 2, reasoningTokens: 0 };
const timings = { queuedMs: 0, promptMs: 10, generationMs: 10 };
const end = (finishReason: "stop" | "cancelled"): GenerateEvent => ({
  type: "end",
  finishReason,
  usage: { ...usage, draftTokens: 0, acceptedDraftTokens: 0 },
  timings,
});

/** Says its pieces, the last of them, if it is an error, by throwing it; `counts.read` of them were asked for. */
function modelOf(pieces: readonly (string | Error)[]) {
  const counts = { read: 0, ended: 0 };
  async function* generate({ signal }: GenerateRequest): AsyncGenerator<GenerateEvent> {
    try {
      yield { type: "start", promptTokens: 5 };
      for (const text of pieces) {
        if (signal?.aborted) return yield end("cancelled");
        if (text instanceof Error) throw text;
        counts.read++;
        yield { type: "text", channel: "content", text, tokenIds: [1] };
      }
      yield end("stop");
    } finally {
      counts.ended++;
    }
  }
  const info = { id: "fake", toolCallStyle: "json", samplingModes: { answering: defaultSampling } };
  const engine = { info, generate } as unknown as Engine;
  return { model: new QwenLanguageModel("fake", { use: (task) => task(engine), close: async () => {} }), counts };
}

const streamOf = async (pieces: readonly (string | Error)[], options: Partial<LanguageModelV4CallOptions> = {}) =>
  (await modelOf(pieces).model.doStream({ prompt, ...options })).stream;

const typesOf = (parts: readonly LanguageModelV4StreamPart[]) => parts.map(({ type }) => type);

test("a stream begins with warnings and what answers", async () => {
  const parts = await Array.fromAsync(await streamOf(["a", "b"], { reasoning: "high" }));
  expect(parts.slice(0, 2)).toMatchObject([
    { type: "stream-start", warnings: [{ feature: "reasoning" }] },
    { type: "response-metadata", id: expect.any(String), timestamp: expect.any(Date), modelId: "fake" },
  ]);
  expect(typesOf(parts).slice(2)).toEqual(["text-start", "text-delta", "text-delta", "text-end", "finish"]);
});

test("the engine's own events are there for who asks", async () => {
  const parts = await Array.fromAsync(await streamOf(["a"], { includeRawChunks: true }));
  const raw = parts.flatMap((part) => (part.type === "raw" ? [part.rawValue as GenerateEvent] : []));
  expect(raw.map(({ type }) => type)).toEqual(["start", "text", "end"]);
});

test("nothing is read ahead of its reader, and who leaves ends the generation", async () => {
  const { model, counts } = modelOf(["a", "b", "c", "d"]);
  const { stream } = await model.doStream({ prompt });
  expect(counts).toEqual({ read: 0, ended: 0 });
  const reader = stream.getReader();
  for (let i = 0; i < 4; i++) await reader.read();
  expect(counts).toEqual({ read: 1, ended: 0 });
  await reader.cancel();
  expect(counts).toEqual({ read: 1, ended: 1 });
});

describe("an abort", () => {
  test("ends a stream with its reason", async () => {
    const controller = new AbortController();
    const stream = await streamOf(["a", "b"], { abortSignal: controller.signal });
    const read = async () => {
      for await (const { type } of stream) if (type === "text-delta") controller.abort(new Error("enough"));
    };
    await expect(read()).rejects.toThrow("enough");
  });

  test("rejects a whole answer with its reason", async () => {
    const { model, counts } = modelOf(["a"]);
    const abortSignal = AbortSignal.abort(new Error("enough"));
    await expect(model.doGenerate({ prompt, abortSignal })).rejects.toThrow("enough");
    expect(counts.ended).toBe(1);
  });
});

describe("a fault of the engine", () => {
  const fault = new QwenError("engine/worker-failed", "gone");

  test("is a part of the stream, which ends for that reason", async () => {
    const parts = await Array.fromAsync(await streamOf(["a", fault]));
    expect(parts.slice(-2)).toMatchObject([
      { type: "error", error: fault },
      { type: "finish", finishReason: { unified: "error" } },
    ]);
  });

  test("rejects a whole answer", async () => {
    const { model, counts } = modelOf(["a", fault]);
    await expect(model.doGenerate({ prompt })).rejects.toBe(fault);
    expect(counts.ended).toBe(1);
  });
});
