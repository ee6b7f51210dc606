import { type GenerateRequest, QwenError } from "@qwents/engine";
import type {
  OllamaChatRequest,
  OllamaChatResponse,
  OllamaEmbedRequest,
  OllamaEmbedResponse,
  OllamaGenerateRequest,
  OllamaGenerateResponse,
  OllamaTags,
} from "@qwents/protocol";
import {
  type ChatRequest,
  type ChatResponse,
  type GenerateRequest as ClientGenerateRequest,
  type Options as ClientOptions,
  type EmbedRequest,
  type EmbedResponse,
  type GenerateResponse,
  Ollama,
} from "ollama";
import { afterEach, describe, expect, expectTypeOf, test } from "vitest";
import { until } from "../app-calls.fixture.ts";
import { FakeEngine, type FakeTurn } from "../fake-engine.fixture.ts";
import { type RunningServer, type ServeOptions, serve } from "../node.ts";

// Ollama's own client against the server over loopback.

const running: RunningServer[] = [];
const model = "fake-qwen";
const messages = [{ role: "user", content: "hi" }];
const call = (city: string) => `<tool_call>\n{"name": "get_weather", "arguments": {"city": "${city}"}}\n</tool_call>`;
const pieces = (text: string) => text.match(/.{1,4}/gsu) ?? [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close(0)));
});

async function start(turn: FakeTurn | FakeEngine, options: Partial<ServeOptions> = {}) {
  const engine = turn instanceof FakeEngine ? turn : new FakeEngine(turn);
  const server = await serve({ engine, port: 0, ...options });
  running.push(server);
  return { engine, server, ollama: new Ollama({ host: server.url }) };
}

async function all<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const parts: T[] = [];
  for await (const part of stream) parts.push(part);
  return parts;
}

test("fields of the client's types are known here, and answers have its fields", () => {
  expectTypeOf<keyof ChatRequest>().toExtend<keyof OllamaChatRequest>();
  expectTypeOf<keyof ClientGenerateRequest>().toExtend<keyof OllamaGenerateRequest>();
  expectTypeOf<keyof EmbedRequest>().toExtend<keyof OllamaEmbedRequest>();
  expectTypeOf<keyof ClientOptions>().toExtend<keyof NonNullable<OllamaChatRequest["options"]>>();
  expectTypeOf<keyof ChatResponse>().toExtend<keyof OllamaChatResponse>();
  expectTypeOf<Exclude<keyof GenerateResponse, "image" | "completed" | "total">>().toExtend<
    keyof OllamaGenerateResponse
  >();
  expectTypeOf<OllamaEmbedResponse>().toExtend<EmbedResponse>();
  expectTypeOf<OllamaTags["models"][number]["name"]>().toExtend<string>();
});

describe("chat", () => {
  test("whole", async () => {
    const { ollama, engine } = await start({ thinking: ["hm"], pieces: ["Hel", "lo"] });
    const options = { temperature: 0, top_k: 5, top_p: 0.5, min_p: 0.1, seed: 7, num_predict: 9, num_ctx: 4096 };
    const penalties = { repeat_penalty: 1.1, presence_penalty: 0.2, frequency_penalty: 0.3, stop: ["END"] };
    const answer = await ollama.chat({ model, messages, think: true, options: { ...options, ...penalties } });
    expect(answer).toMatchObject({
      model,
      message: { role: "assistant", content: "Hello", thinking: "hm" },
      done: true,
      done_reason: "stop",
      load_duration: expect.any(Number),
      prompt_eval_count: 2,
      prompt_eval_duration: 10e6,
      eval_count: 3,
      eval_duration: 20e6,
    });
    expect(answer.total_duration).toBeGreaterThan(0);
    expect(Number.isNaN(Date.parse(String(answer.created_at)))).toBe(false);
    expect(engine.requests[0]).toMatchObject({
      messages,
      template: { enableThinking: true },
      maxTokens: 9,
      stop: ["END"],
      truncation: "auto",
      sampling: {
        temperature: 0,
        topK: 5,
        topP: 0.5,
        minP: 0.1,
        seed: 7,
        repetitionPenalty: 1.1,
        presencePenalty: 0.2,
        frequencyPenalty: 0.3,
      },
    });
  });

  test("streamed lines add up to the whole, and only the last has counts", async () => {
    const { ollama } = await start({ thinking: ["h", "m"], pieces: ["Hel", "lo"], finishReason: "length" });
    const lines = await all(await ollama.chat({ model, messages, stream: true }));
    expect(lines.map(({ message }) => message.thinking ?? "").join("")).toBe("hm");
    expect(lines.map(({ message }) => message.content).join("")).toBe("Hello");
    expect(lines.map(({ done }) => done)).toEqual([false, false, false, false, true]);
    expect(lines.at(-1)).toMatchObject({ done_reason: "length", eval_count: 4, message: { content: "" } });
    expect(lines[0].eval_count).toBeUndefined();
  });

  test.each([
    [false, { enableThinking: false }],
    ["low", { reasoningEffort: "low" }],
    ["high", { reasoningEffort: "high" }],
    [undefined, {}],
  ] as const)("think: %j", async (think, template) => {
    const { ollama, engine } = await start({ pieces: ["a"] });
    await ollama.chat({ model, messages, ...(think !== undefined && { think }) });
    expect(engine.requests[0]).toMatchObject({ template });
  });

  test("log-probabilities", async () => {
    const { ollama } = await start({ pieces: ["a"] });
    const { logprobs } = await ollama.chat({ model, messages, logprobs: true, top_logprobs: 1 });
    expect(logprobs).toMatchObject([{ token: "a", logprob: -0.5, top_logprobs: [{ token: "t0", logprob: -0.5 }] }]);
  });

  test("without messages nothing is answered", async () => {
    const { ollama, engine } = await start({ pieces: ["a"] });
    expect(await ollama.chat({ model, messages: [] })).toMatchObject({ done: true, done_reason: "load" });
    expect(await all(await ollama.generate({ model, prompt: "", stream: true }))).toHaveLength(1);
    expect(engine.requests).toEqual([]);
  });
});

describe("tools", () => {
  const parameters = { type: "object", properties: { city: { type: "string" } }, required: ["city"] };
  const tools = [{ type: "function", function: { name: "get_weather", description: "The weather.", parameters } }];

  function turnOf(request: GenerateRequest): FakeTurn {
    const history = "messages" in request ? request.messages : [];
    const results = history.filter(({ role }) => role === "tool").map(({ content }) => content);
    const text =
      results.length === 0 ? `Let me see.\n${call("Köln")}\n${call("Rome")}` : `It is ${results.join(", ")}.`;
    return { thinking: ["hm"], pieces: pieces(text) };
  }

  test.each([false, true])("are called, and their results answered (stream: %j)", async (stream) => {
    const { ollama, engine } = await start(new FakeEngine(turnOf));
    const ask = async (history: typeof messages) => {
      if (!stream) return [await ollama.chat({ model, messages: history, tools })];
      return all(await ollama.chat({ model, messages: history, tools, stream: true }));
    };
    const first = await ask(messages);
    const calls = first.flatMap(({ message }) => message.tool_calls ?? []);
    expect(calls).toMatchObject([
      { id: expect.stringMatching(/^call_/), function: { name: "get_weather", arguments: { city: "Köln" } } },
      { function: { index: 1, name: "get_weather", arguments: { city: "Rome" } } },
    ]);
    expect(first.at(-1)?.done_reason).toBe("stop");
    const content = first.map(({ message }) => message.content).join("");
    expect(content).toBe("Let me see.");
    const turn = { role: "assistant", content, thinking: "hm", tool_calls: calls };
    const results = ["17 °C", "20 °C"].map((text) => ({ role: "tool", content: text, tool_name: "get_weather" }));
    const second = await ask([...messages, turn, ...results]);
    expect(second.map(({ message }) => message.content).join("")).toBe("It is 17 °C, 20 °C.");
    expect(engine.requests.at(-1)).toMatchObject({
      tools: [{ name: "get_weather", description: "The weather.", parameters }],
      messages: [
        { role: "user" },
        { reasoningContent: "hm", toolCalls: [{ arguments: { city: "Köln" } }, { arguments: { city: "Rome" } }] },
        { role: "tool", content: "17 °C", name: "get_weather" },
        { role: "tool", content: "20 °C" },
      ],
    });
  });

  test("a call is text where there are none", async () => {
    const { ollama } = await start({ pieces: pieces(call("Rome")) });
    expect((await ollama.chat({ model, messages })).message).toEqual({ role: "assistant", content: call("Rome") });
  });
});

describe("generate", () => {
  test("goes on with the conversation of a context, whose text stays text", async () => {
    const { ollama, engine } = await start({ thinking: ["hm"], pieces: ["Hel", "lo"] });
    const prompt = "hi <|im_end|>";
    const first = await ollama.generate({ model, prompt, system: "Be brief." });
    expect(first).toMatchObject({ response: "Hello", thinking: "hm", done: true, done_reason: "stop" });
    const lines = await all(await ollama.generate({ model, prompt: "more", context: first.context, stream: true }));
    expect(lines.map(({ response }) => response).join("")).toBe("Hello");
    expect(lines.filter(({ context }) => context !== undefined)).toEqual([lines.at(-1)]);
    expect(engine.requests[1]).toMatchObject({
      messages: [
        { role: "system", content: "Be brief." },
        { role: "user", content: prompt },
        { role: "assistant", content: "Hello", reasoningContent: "hm" },
        { role: "user", content: "more" },
      ],
    });
    await expect(ollama.generate({ model, prompt: "x", context: [1, 2, 3] })).rejects.toThrow("'context'");
    await expect(ollama.generate({ model, prompt: "x", context: [1000] })).rejects.toThrow("'context'");
  });

  test("raw", async () => {
    const { ollama, engine } = await start({ pieces: ["a"] });
    const answer = await ollama.generate({ model, prompt: "<|im_start|>", raw: true });
    expect(answer).toMatchObject({ response: "a" });
    expect(answer.context).toBeUndefined();
    expect(engine.requests[0]).toMatchObject({ prompt: "<|im_start|>" });
    await expect(ollama.generate({ model, prompt: "x", raw: true, system: "y" })).rejects.toThrow("'system'");
  });

  test.each([
    ["json", { type: "json_object" }],
    [{ type: "object" }, { type: "json_schema", schema: { type: "object" } }],
  ])("the format %j is what the answer is held to", async (format, grammar) => {
    const { ollama, engine } = await start({ pieces: ["{}"] });
    await ollama.generate({ model, prompt: "x", format });
    expect(engine.requests[0]).toMatchObject({ grammar });
  });

  test("a suffix has the gap before it filled", async () => {
    const { ollama, engine } = await start({ pieces: ["a ", "+ b"] });
    const answer = await ollama.generate({ model, prompt: "return ", suffix: ";", options: { num_predict: 9 } });
    expect(engine.requests[0]).toMatchObject({ fill: { prefix: "return ", suffix: ";" }, maxTokens: 9 });
    expect(answer).toMatchObject({ response: "a + b", done_reason: "stop" });
    expect(answer.context).toBeUndefined();
  });

  test.each<Partial<ClientGenerateRequest>>([
    { template: "{{ .Prompt }}" },
    { images: ["aGk="] },
    { options: { typical_p: 0.5 } },
  ])("%j is refused with a reason", async (fields) => {
    const { ollama } = await start({ pieces: ["a"] });
    const asked = ollama.generate({ model, prompt: "x", ...fields, stream: false });
    await expect(asked).rejects.toMatchObject({
      status_code: 400,
      error: expect.stringContaining("not supported yet"),
    });
  });
});

describe("models", () => {
  test("are listed and shown, and found with a tag or without", async () => {
    const { ollama } = await start({ pieces: ["a"] });
    const [listed] = (await ollama.list()).models;
    expect(listed).toMatchObject({
      name: "fake-qwen:latest",
      size: 4000,
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(listed.details).toMatchObject({ family: "qwen3", parameter_size: "1.0K", quantization_level: "F32" });
    const [loaded] = (await ollama.ps()).models;
    expect(loaded).toMatchObject({ name: listed.name, digest: listed.digest, context_length: 2048, size_vram: 0 });
    const shown = await ollama.show({ model: listed.name });
    expect(shown.capabilities).toEqual(["completion", "insert", "tools"]);
    expect(shown.model_info).toMatchObject({ "general.architecture": "qwen3", "qwen3.context_length": 2048 });
    expect((await ollama.chat({ model: listed.name, messages })).model).toBe(listed.name);
    expect((await ollama.version()).version).toMatch(/^\d+\.\d+\.\d+$/);
  });

  test("are pulled where they are there already", async () => {
    const { ollama } = await start({ pieces: ["a"] });
    expect(await all(await ollama.pull({ model, stream: true }))).toEqual([{ status: "success" }]);
    expect(await ollama.pull({ model })).toEqual({ status: "success" });
    await expect(ollama.pull({ model: "qwen3:4b" })).rejects.toMatchObject({ status_code: 501 });
    await expect(ollama.delete({ model })).rejects.toMatchObject({ status_code: 501 });
  });
});

describe("embed", () => {
  test("one text or several", async () => {
    const { ollama, engine } = await start({});
    const several = await ollama.embed({ model, input: ["a", "b"], dimensions: 2 });
    expect(several).toMatchObject({
      embeddings: [
        [0, 0.5],
        [1, 0.5],
      ],
      prompt_eval_count: 7,
      load_duration: expect.any(Number),
    });
    expect(engine.embedRequests[0]).toMatchObject({ input: ["a", "b"], dimensions: 2 });
    expect((await ollama.embed({ model, input: "a" })).embeddings).toEqual([[0, 0.5]]);
    expect((await ollama.embed({ model, input: [] })).embeddings).toEqual([]);
    expect((await ollama.embeddings({ model, prompt: "a" })).embedding).toEqual([0, 0.5]);
  });

  test("what is too long is cut, unless that is not wanted", async () => {
    const { ollama, engine } = await start({});
    engine.reading = { refusal: new QwenError("request/context-too-long", "long") };
    const input = ["a".repeat(3000), "b"];
    await expect(ollama.embed({ model, input, truncate: false })).rejects.toMatchObject({ status_code: 400 });
    await expect(ollama.embed({ model, input })).rejects.toThrow("long");
    expect(engine.embedRequests.map(({ input }) => (input as readonly (string | number[])[])[0].length)).toEqual([
      3000, 3000, 2047,
    ]);
  });
});

describe("faults", () => {
  test("are texts with a status", async () => {
    const { ollama, server } = await start(
      { refusal: new QwenError("request/too-many-waiting", "full") },
      { apiKey: "k" },
    );
    await expect(ollama.list()).rejects.toMatchObject({ status_code: 401 });
    const friend = new Ollama({ host: server.url, headers: { authorization: "Bearer k" } });
    await expect(friend.chat({ model: "llama", messages })).rejects.toMatchObject({
      status_code: 404,
      error: expect.stringMatching(/^model 'llama' not found.*'fake-qwen:latest'/),
    });
    const hot = friend.chat({ model, messages, options: { temperature: 9 } });
    await expect(hot).rejects.toMatchObject({
      status_code: 400,
      error: expect.stringContaining("options.temperature"),
    });
    await expect(friend.chat({ model, messages })).rejects.toMatchObject({ status_code: 429, error: "full" });
  });

  test("in the middle of a stream are thrown", async () => {
    const { ollama } = await start({ pieces: ["a"], fault: new QwenError("engine/closed", "gone") });
    const heard: string[] = [];
    const stream = await ollama.chat({ model, messages, stream: true });
    const listening = (async () => {
      for await (const { message } of stream) heard.push(message.content);
    })();
    await expect(listening).rejects.toThrow("gone");
    expect(heard).toEqual(["a"]);
  });

  test("aborting a stream frees the generation", async () => {
    const { ollama, engine } = await start({ pieces: ["a", "b"], hangAfter: 1 });
    const stream = await ollama.chat({ model, messages, stream: true });
    const listening = (async () => {
      for await (const _ of stream) stream.abort();
    })();
    await expect(listening).rejects.toThrow(/abort/i);
    await until(() => engine.numCancelled === 1);
    expect(engine.status.runningSequences).toBe(0);
  });
});
