import { fileURLToPath } from "node:url";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { type Engine, loadEngine } from "@qwents/engine";
import { type RunningServer, serve } from "@qwents/server/node";
import {
  APICallError,
  createProviderRegistry,
  embedMany,
  generateText,
  isStepCount,
  jsonSchema,
  type LanguageModel,
  NoSuchModelError,
  rerank,
  streamText,
  tool,
} from "ai";
import { createQwen } from "qwen.ts/ai";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { demoTools } from "../../models/cockpit/demo-tools.ts";

// The AI SDK with the built-in model, twice: by our provider in this process, and by its OpenAI-compatible one over HTTP.

const modelPath = fileURLToPath(new URL("../../models/cockpit/cockpit-q8_0.gguf", import.meta.url));
const qwen = createQwen();
const settings = { temperature: 0, maxOutputTokens: 120, maxRetries: 0 };
const hello = "Hello! Who are you?";

let engine: Engine;
let server: RunningServer;

beforeAll(async () => {
  globalThis.AI_SDK_LOG_WARNINGS = false;
  engine = await loadEngine(modelPath, { numThreads: 2, id: "cockpit" });
  server = await serve({ engine, port: 0 });
});

afterAll(async () => {
  await qwen.close();
  await server?.close(0);
  await engine?.close();
});

const inProcess = () => qwen("cockpit", { numThreads: 2 });
const overHttp = () =>
  createOpenAICompatible({ name: "local", baseURL: `${server.url}/v1`, apiKey: "none", includeUsage: true })("cockpit");

/** What the engine itself says. */
async function answerOf(prompt: string): Promise<string> {
  let text = "";
  const messages = [{ role: "user" as const, content: prompt }];
  for await (const event of engine.generate({ messages, maxTokens: 120, sampling: { temperature: 0 } })) {
    if (event.type === "text") text += event.text;
  }
  return text;
}

const tools = Object.fromEntries(
  demoTools
    .filter(({ name }) => ["set_temperature", "navigate_to", "get_weather"].includes(name))
    .map(({ name, schema }) => {
      const { description, parameters } = schema.function;
      const inputSchema = jsonSchema<Record<string, unknown>>(parameters);
      const execute = async () => ({ temperature: 17, condition: "sunny", rain_chance: 5 });
      return [name, tool({ description, inputSchema, execute })];
    }),
);

describe.each([
  ["in process", inProcess],
  ["over HTTP", overHttp],
])("%s", (_, modelOf) => {
  const ask = (fields: object = {}) => generateText({ model: modelOf(), prompt: hello, ...settings, ...fields });

  test("whole and streamed, it says what the engine says", async () => {
    const expected = await answerOf(hello);
    const { text, finishReason, usage, response, warnings } = await ask();
    expect({ text, finishReason, modelId: response.modelId }).toEqual({
      text: expected,
      finishReason: "stop",
      modelId: "cockpit",
    });
    expect(warnings ?? []).toEqual([]);
    const streamed = streamText({ model: modelOf(), prompt: hello, ...settings });
    const deltas = await Array.fromAsync(streamed.textStream);
    expect(deltas.join("")).toBe(expected);
    expect(deltas.length).toBeGreaterThan(5);
    const again = await streamed.usage;
    expect([again.inputTokens, again.outputTokens]).toEqual([usage.inputTokens, usage.outputTokens]);
    expect(usage.inputTokens).toBeGreaterThan(0);
  });

  test.each(["whole", "streamed"] as const)("tools over two steps, %s", async (delivery) => {
    const prompt = "Wie ist das Wetter in Hamburg?";
    const request = { model: modelOf() as LanguageModel, prompt, tools, stopWhen: isStepCount(4), ...settings };
    const result = delivery === "whole" ? await generateText(request) : streamText(request);
    const [steps, text, usage] = [await result.steps, await result.text, (await result.steps)[1].usage];
    expect(steps.map(({ finishReason }) => finishReason)).toEqual(["tool-calls", "stop"]);
    expect(steps[0].toolCalls).toMatchObject([{ toolName: "get_weather", input: { town: "Hamburg" } }]);
    expect(text).toMatch(/Hamburg.*\b17 Grad/);
    // The second prompt begins with the first and what was answered to it.
    expect(usage.inputTokenDetails.cacheReadTokens).toBeGreaterThanOrEqual((steps[0].usage.inputTokens ?? 0) - 32);
  });

  test("ends at a limit and before a stop sequence", async () => {
    const { text } = await ask();
    expect(await ask({ maxOutputTokens: 2 })).toMatchObject({ finishReason: "length", usage: { outputTokens: 2 } });
    const stop = text.slice(4, 9);
    const stopped = await ask({ stopSequences: ["§", stop] });
    expect([stopped.text, stopped.finishReason]).toEqual([text.slice(0, text.indexOf(stop)), "stop"]);
  });

  test("an abort ends a stream, and a new call is answered", async () => {
    const controller = new AbortController();
    // So hot, any token may come next, and the end seldom does.
    const endless = { temperature: 2, topP: 1, topK: 0, maxOutputTokens: 3000, abortSignal: controller.signal };
    const { fullStream } = streamText({ model: modelOf(), prompt: hello, ...endless });
    const types: string[] = [];
    for await (const { type } of fullStream) {
      types.push(type);
      if (types.filter((each) => each === "text-delta").length === 3) controller.abort();
    }
    expect(types).toContain("abort");
    expect(types).not.toContain("finish");
    await expect.poll(() => engine.status.runningSequences).toBe(0);
    await expect(ask({ abortSignal: controller.signal })).rejects.toThrow(/abort/i);
    expect((await ask()).text).not.toBe("");
  });

  test("a prompt longer than the context is refused with its reason", async () => {
    const error: unknown = await ask({ prompt: "hello ".repeat(engine.info.contextLength) }).catch((error) => error);
    expect(error).toMatchObject({ message: expect.stringMatching(/tokens/) });
    if (APICallError.isInstance(error)) expect(error).toMatchObject({ statusCode: 400, isRetryable: false });
    else expect(error).toMatchObject({ code: "request/context-too-long" });
  });

  test("vectors of texts are the engine's", async () => {
    const values = ["Make it 21 degrees in here.", "Wie warm ist es?"];
    const { embeddings: expected, usage: counted } = await engine.embed({ input: values });
    const model =
      modelOf === inProcess
        ? qwen.embedding("cockpit", { numThreads: 2 })
        : createOpenAICompatible({ name: "local", baseURL: `${server.url}/v1` }).embeddingModel("cockpit");
    const { embeddings, usage } = await embedMany({ model, values, maxRetries: 0 });
    expect(embeddings).toEqual(expected.map((embedding) => [...embedding]));
    expect(usage.tokens).toBe(counted.promptTokens);
  });
});

describe("in process alone", () => {
  test("texts are asked for with an instruction and cut to dimensions", async () => {
    const [instruction, dimensions, value] = ["Find what fits.", 64, "Wie warm ist es?"];
    const expected = await engine.embed({ input: value, instruction, dimensions });
    const { embeddings } = await embedMany({
      model: qwen.embeddingModel("cockpit", { numThreads: 2 }),
      values: [value],
      dimensions,
      providerOptions: { qwen: { instruction } },
    });
    expect(embeddings).toEqual([[...expected.embeddings[0]]]);
  });

  test("documents are ranked as the engine ranks them, objects as JSON", async () => {
    const texts = ["Make it 21 degrees in here.", "Call my mother", "How warm is it?"];
    const objects = texts.map((text) => ({ text }));
    const [query, model] = ["temperature", qwen.reranking("cockpit", { numThreads: 2 })];
    const rankedBy = async (documents: string[]) => (await engine.rerank({ query, documents, topN: 2 })).results;
    const ranked = async <T extends string | { text: string }>(documents: T[]) =>
      (await rerank<T>({ model, query, topN: 2, documents: documents as never })).ranking.map(
        ({ originalIndex: index, score }) => ({ index, score }),
      );
    expect(await ranked(texts)).toEqual(await rankedBy(texts));
    expect(await ranked(objects)).toEqual(await rankedBy(objects.map((each) => JSON.stringify(each))));
  });

  test("a model without a tokenizer says so", async () => {
    const golden = fileURLToPath(new URL("../golden/qwen3", import.meta.url));
    const model = qwen.embedding(golden, { backend: "reference" });
    await expect(embedMany({ model, values: ["x"], maxRetries: 0 })).rejects.toMatchObject({
      code: "tokenizer/missing",
    });
    await model.close();
  });

  test("a registry finds models by their names", async () => {
    const registry = createProviderRegistry({ qwen });
    const model = registry.languageModel("qwen:cockpit");
    expect((await generateText({ model, prompt: hello, ...settings })).text).toBe(await answerOf(hello));
    expect(registry.languageModel("qwen:qwen3:0.6b")).toMatchObject({ modelId: "qwen3:0.6b" });
    expect(() => registry.imageModel("qwen:cockpit")).toThrow(NoSuchModelError);
  });

  test("once closed, a model is loaded anew", async () => {
    const model = qwen("cockpit", { numThreads: 1 });
    const ask = () => generateText({ model, prompt: hello, ...settings });
    const { text } = await ask();
    await model.close();
    expect((await ask()).text).toBe(text);
    await model.close();
  });
});
