import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { QwenError } from "@qwents/engine";
import { APICallError, generateText, streamText } from "ai";
import { afterEach, expect, test } from "vitest";
import { until } from "./app-calls.fixture.ts";
import { FakeEngine, type FakeTurn } from "./fake-engine.fixture.ts";
import { type RunningServer, serve } from "./node.ts";

// The AI SDK's OpenAI-compatible provider against the server over loopback.

const running: RunningServer[] = [];
const prompt = "hi";

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close(0)));
});

async function start(turn: FakeTurn) {
  const engine = new FakeEngine(turn);
  const server = await serve({ engine, port: 0 });
  running.push(server);
  const provider = createOpenAICompatible({ name: "local", baseURL: `${server.url}/v1`, includeUsage: true });
  return { engine, model: provider("fake-qwen") };
}

test.each(["whole", "streamed"])("thoughts, answer and what was counted, %s", async (delivery) => {
  const { engine, model } = await start({ thinking: ["h", "m"], pieces: ["Hel", "lo"] });
  const request = { model, prompt, reasoning: "low", temperature: 0.5, topP: 0.9, seed: 7 } as const;
  const result = delivery === "whole" ? await generateText(request) : streamText(request);
  const usage = await result.usage;
  expect([await result.reasoningText, await result.text, await result.finishReason]).toEqual(["hm", "Hello", "stop"]);
  expect(usage).toMatchObject({
    inputTokens: 2,
    outputTokens: 4,
    inputTokenDetails: { cacheReadTokens: 1 },
    outputTokenDetails: { reasoningTokens: 2 },
  });
  expect(engine.requests).toMatchObject([
    { template: { reasoningEffort: "low" }, sampling: { temperature: 0.5, topP: 0.9, seed: 7 } },
  ]);
});

test("options of our own pass through", async () => {
  const { engine, model } = await start({ pieces: ["x"] });
  await generateText({ model, prompt, providerOptions: { local: { thinking_budget: 50, min_p: 0.1 } } });
  expect(engine.requests).toMatchObject([{ thinkingBudget: 50, sampling: { minP: 0.1 } }]);
});

test("an abort frees its place", async () => {
  const { engine, model } = await start({ pieces: ["a", "b", "c"], hangAfter: 2 });
  const controller = new AbortController();
  const { fullStream } = streamText({ model, prompt, abortSignal: controller.signal });
  for await (const { type } of fullStream) if (type === "text-delta") controller.abort();
  await until(() => engine.numCancelled === 1);
});

test("a refusal is an error that is not tried again", async () => {
  const refusal = new QwenError("request/context-too-long", "The prompt has 9 tokens, 8 fit.");
  const { engine, model } = await start({ refusal });
  const error: unknown = await generateText({ model, prompt }).catch((error) => error);
  expect(APICallError.isInstance(error)).toBe(true);
  expect(error).toMatchObject({ statusCode: 400, isRetryable: false, message: refusal.message });
  expect(engine.requests).toHaveLength(1);
});
