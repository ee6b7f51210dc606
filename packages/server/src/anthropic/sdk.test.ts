import Anthropic from "@anthropic-ai/sdk";
import { betaTool } from "@anthropic-ai/sdk/helpers/beta/json-schema";
import { type ChatMessage, type GenerateRequest, QwenError } from "@qwents/engine";
import type {
  AnthropicCountTokensRequest,
  AnthropicMessage,
  AnthropicMessageEvent,
  AnthropicMessagesRequest,
  AnthropicTool,
} from "@qwents/protocol";
import { afterEach, describe, expect, expectTypeOf, test } from "vitest";
import { until } from "../app-calls.fixture.ts";
import { FakeEngine, type FakeTurn } from "../fake-engine.fixture.ts";
import { type RunningServer, type ServeOptions, serve } from "../node.ts";

// Anthropic's own client against the server over loopback.

const running: RunningServer[] = [];
const messages = [{ role: "user" as const, content: "hi" }];
const fields = { model: "fake-qwen", max_tokens: 100, messages };

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close(0)));
});

async function start(turn: FakeTurn | FakeEngine, options: Partial<ServeOptions> = {}) {
  const engine = turn instanceof FakeEngine ? turn : new FakeEngine(turn);
  const server = await serve({ engine, port: 0, ...options });
  running.push(server);
  const anthropic = new Anthropic({ baseURL: server.url, apiKey: "key", maxRetries: 0 });
  return { engine, server, anthropic };
}

test("answers are what the client's types say", () => {
  expectTypeOf<AnthropicMessage>().toExtend<Anthropic.Message>();
  expectTypeOf<AnthropicMessageEvent>().toExtend<Anthropic.RawMessageStreamEvent>();
});

test("fields that the client's types know are known here, too", () => {
  type Known<T> = Exclude<keyof T, "betas" | "user_profile_id" | "workspace_id" | "toolset_name">;
  type Turn<Role> = Extract<AnthropicMessagesRequest["messages"][number], { role: Role }>;
  type Block<Role, Type> = Extract<Exclude<Turn<Role>["content"], string>[number], { type: Type }>;
  expectTypeOf<Known<Anthropic.MessageCreateParams>>().toExtend<keyof AnthropicMessagesRequest>();
  expectTypeOf<Known<Anthropic.Beta.Messages.MessageCreateParams>>().toExtend<keyof AnthropicMessagesRequest>();
  expectTypeOf<Known<Anthropic.MessageCountTokensParams>>().toExtend<keyof AnthropicCountTokensRequest>();
  expectTypeOf<Known<Anthropic.Beta.MessageCountTokensParams>>().toExtend<keyof AnthropicCountTokensRequest>();
  expectTypeOf<Known<Anthropic.Beta.BetaTool>>().toExtend<keyof AnthropicTool>();
  expectTypeOf<Known<Anthropic.Beta.BetaSystemMessageParam>>().toExtend<keyof Turn<"system">>();
  expectTypeOf<Known<Anthropic.Beta.BetaTextBlockParam>>().toExtend<keyof Block<"user", "text">>();
  expectTypeOf<Known<Anthropic.Beta.BetaToolResultBlockParam>>().toExtend<keyof Block<"user", "tool_result">>();
  expectTypeOf<Known<Anthropic.Beta.BetaToolUseBlockParam>>().toExtend<keyof Block<"assistant", "tool_use">>();
  expectTypeOf<Known<Anthropic.Beta.BetaThinkingBlockParam>>().toExtend<keyof Block<"assistant", "thinking">>();
});

describe("messages", () => {
  test.each([1, 9, 17, 26, 41])(
    "a call that is cut off is the same whole and streamed, %i characters on",
    async (end) => {
      const tools = [{ name: "plan", input_schema: { type: "object" as const } }];
      const call = '<tool_call>\n{"name": "plan", "arguments": ';
      const written = '{"city": "Kiel", "days": 12, "at": ["sea"]}';
      const turn: FakeTurn = { pieces: [call, ...written.slice(0, end)], finishReason: "length" };
      const { anthropic } = await start(turn);
      const whole = await anthropic.messages.create({ ...fields, tools });
      const streamed = await anthropic.messages.stream({ ...fields, tools }).finalMessage();
      const inputs = [whole, streamed].map(({ content }) => content.map((block) => "input" in block && block.input));
      expect(inputs[0]).toEqual(inputs[1]);
      expect(inputs[0]).toEqual([
        end > 40 ? { city: "Kiel", days: 12, at: ["sea"] } : end > 16 ? { city: "Kiel" } : {},
      ]);
    },
  );

  test("a whole answer", async () => {
    const { anthropic } = await start({ thinking: ["hm"], pieces: ["Hel", "lo"] });
    const thinking = { type: "enabled" as const, budget_tokens: 50 };
    const answer = await anthropic.messages.create({ ...fields, system: "Be brief.", thinking });
    expect(answer.content).toMatchObject([{ thinking: "hm" }, { text: "Hello" }]);
    expect(answer.stop_reason).toBe("end_turn");
    expect(answer._request_id).toMatch(/^req_/);
  });

  test("a stream's helpers", async () => {
    const { anthropic } = await start({ thinking: ["h", "m"], pieces: ["Hel", "lo"] });
    const stream = anthropic.messages.stream(fields);
    const heard = { text: [] as string[], thinking: [] as string[], signature: "", blocks: [] as string[] };
    stream.on("text", (delta) => heard.text.push(delta));
    stream.on("thinking", (delta) => heard.thinking.push(delta));
    stream.on("contentBlock", ({ type }) => heard.blocks.push(type));
    stream.on("signature", (signature) => {
      heard.signature = signature;
    });
    expect(await stream.finalText()).toBe("Hello");
    const message = await stream.finalMessage();
    expect(message.usage).toMatchObject({ input_tokens: 1, cache_read_input_tokens: 1, output_tokens: 4 });
    expect(heard).toMatchObject({ text: ["Hel", "lo"], thinking: ["h", "m"], blocks: ["thinking", "text"] });
    expect(message.content[0]).toEqual({ type: "thinking", thinking: "hm", signature: heard.signature });
    expect(stream.request_id).toMatch(/^req_/);
    const { content, stop_reason } = await anthropic.messages.create(fields);
    expect(message).toMatchObject({ content, stop_reason });
  });

  test("tokens are counted as the answer counts them, without an answer", async () => {
    const { anthropic, engine } = await start({ pieces: ["a"] });
    const { usage } = await anthropic.messages.create(fields);
    const { input_tokens } = await anthropic.messages.countTokens({ model: "fake-qwen", messages });
    expect(input_tokens).toBe(usage.input_tokens + (usage.cache_read_input_tokens ?? 0));
    expect(engine.requests[1].maxTokens).toBe(0);
    expect(engine.numPieces).toBe(1);
  });

  test("tokens beyond the context are counted, too, as far as the engine does", async () => {
    const tooLong = (details: object) => new QwenError("request/context-too-long", "long", { details: { ...details } });
    const counted = await start({ refusal: tooLong({ promptTokens: 3000, contextLength: 2048 }) });
    expect(await counted.anthropic.messages.countTokens({ model: "default", messages })).toEqual({
      input_tokens: 3000,
    });
    const uncounted = await start({ refusal: tooLong({ contextLength: 2048 }) });
    await expect(uncounted.anthropic.messages.countTokens({ model: "default", messages })).rejects.toThrow(
      Anthropic.BadRequestError,
    );
  });
});

describe("tools", () => {
  const written = (city: string) =>
    `<tool_call>\n{"name": "get_weather", "arguments": {"city": "${city}"}}\n</tool_call>`;

  function answerTo(request: GenerateRequest): string {
    const history: readonly ChatMessage[] = "messages" in request ? request.messages : [];
    const results = history.filter(({ role }) => role === "tool").map(({ content }) => content);
    return results.length === 0
      ? `Let me see.\n${written("Köln")}\n${written("Rome")}`
      : `It is ${results.join(", ")}.`;
  }

  function weatherTool(asked: string[]) {
    return betaTool({
      name: "get_weather",
      description: "The weather now.",
      inputSchema: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
      run: ({ city }) => {
        asked.push(city);
        if (city === "Rome") throw new Error("no station");
        return "17 °C";
      },
    });
  }

  test.each([false, true])("are run until there is an answer (stream: %j)", async (stream) => {
    const { anthropic, engine } = await start(
      new FakeEngine((request) => ({ thinking: ["hm"], pieces: answerTo(request).match(/.{1,4}/gsu) ?? [] })),
    );
    const asked: string[] = [];
    const runner = anthropic.beta.messages.toolRunner({ ...fields, tools: [weatherTool(asked)], stream });
    const { content, stop_reason } = await runner;
    expect(content.at(-1)).toMatchObject({ text: "It is 17 °C, Error: no station." });
    expect(stop_reason).toBe("end_turn");
    expect(asked).toEqual(["Köln", "Rome"]);
    const request = engine.requests.at(-1);
    expect(request && "messages" in request && request.messages).toMatchObject([
      { role: "user", content: "hi" },
      {
        role: "assistant",
        content: "Let me see.",
        reasoningContent: "hm",
        toolCalls: [{ arguments: { city: "Köln" } }, { arguments: { city: "Rome" } }],
      },
      { role: "tool", content: "17 °C" },
      { role: "tool", content: "Error: no station" },
    ]);
  });
});

describe("faults", () => {
  test("errors are the client's own classes", async () => {
    const full = new QwenError("request/too-many-waiting", "full");
    const { anthropic, server } = await start({ refusal: full }, { apiKey: "key" });
    const ask = (more: object) => anthropic.messages.create({ ...fields, ...more });
    await expect(ask({ temperature: 9 })).rejects.toThrow(Anthropic.BadRequestError);
    await expect(ask({ temperature: 9 })).rejects.toMatchObject({
      type: "invalid_request_error",
      apiMessage: expect.stringContaining("'temperature'"),
      requestID: expect.stringMatching(/^req_/),
    });
    await expect(ask({ model: "claude" })).rejects.toThrow(Anthropic.NotFoundError);
    await expect(ask({})).rejects.toThrow(Anthropic.RateLimitError);
    const stranger = new Anthropic({ baseURL: server.url, apiKey: "wrong", maxRetries: 0 });
    await expect(stranger.messages.create(fields)).rejects.toThrow(Anthropic.AuthenticationError);
  });

  test("an error in the middle of a stream is thrown, with its type", async () => {
    const { anthropic } = await start({ pieces: ["a"], fault: new QwenError("engine/closed", "gone") });
    const stream = anthropic.messages.stream(fields);
    const texts: string[] = [];
    stream.on("text", (text) => texts.push(text));
    await expect(stream.finalMessage()).rejects.toMatchObject({ type: "overloaded_error", apiMessage: "gone" });
    expect(texts).toEqual(["a"]);
  });

  test("aborting a stream or a call, or leaving one, frees the generation", async () => {
    const { anthropic, engine } = await start({ pieces: ["a", "b"], hangAfter: 1 });
    const stream = anthropic.messages.stream(fields);
    stream.on("text", () => stream.abort());
    await expect(stream.finalMessage()).rejects.toThrow(Anthropic.APIUserAbortError);
    await until(() => engine.numCancelled === 1);
    for await (const event of await anthropic.messages.create({ ...fields, stream: true })) {
      if (event.type === "content_block_delta") break;
    }
    await until(() => engine.numCancelled === 2);
    const controller = new AbortController();
    const whole = anthropic.messages.create(fields, { signal: controller.signal });
    await until(() => engine.numPieces === 3);
    controller.abort();
    await expect(whole).rejects.toThrow(Anthropic.APIUserAbortError);
    await until(() => engine.numCancelled === 3);
    expect(engine.status.runningSequences).toBe(0);
  });
});

test("models are listed, and told one by one", async () => {
  const { anthropic } = await start({});
  const listed = await Array.fromAsync(anthropic.models.list());
  expect(listed).toMatchObject([{ id: "fake-qwen", type: "model", display_name: "fake-qwen" }]);
  expect(new Date(listed[0].created_at).getTime()).toBeGreaterThan(0);
  expect(await anthropic.models.retrieve("fake-qwen")).toEqual(listed[0]);
  const { has_more, first_id, last_id } = await anthropic.models.list();
  expect({ has_more, first_id, last_id }).toEqual({ has_more: false, first_id: "fake-qwen", last_id: "fake-qwen" });
});
