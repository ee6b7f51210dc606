import { fileURLToPath } from "node:url";
import Anthropic from "@anthropic-ai/sdk";
import { jsonSchemaOutputFormat } from "@anthropic-ai/sdk/helpers/json-schema";
import { type Engine, loadEngine } from "@qwents/engine";
import { type RunningServer, serve } from "@qwents/server/node";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { demoTools } from "../../models/cockpit/demo-tools.ts";
import { mutateJson } from "../fuzz/mutate-json.ts";
import { Random } from "../fuzz/random.ts";

// The built-in model behind Anthropic's protocol, spoken by Anthropic's own client.

const modelPath = fileURLToPath(new URL("../../models/cockpit/cockpit-q8_0.gguf", import.meta.url));
const question = { role: "user" as const, content: "Wie ist das Wetter in Hamburg?" };
const fields = { model: "default", max_tokens: 120, messages: [question] };

const tools = demoTools
  .filter(({ name }) => ["set_temperature", "navigate_to", "get_weather"].includes(name))
  .map(
    ({
      schema: {
        function: { name, description, parameters },
      },
    }) => ({
      name,
      description,
      input_schema: { ...parameters, type: "object" as const },
    }),
  );

let engine: Engine;
let server: RunningServer;
let anthropic: Anthropic;
const faults: unknown[] = [];

beforeAll(async () => {
  engine = await loadEngine(modelPath, { numThreads: 2 });
  server = await serve({ engine, port: 0, onError: (error) => faults.push(error) });
  anthropic = new Anthropic({ baseURL: server.url, apiKey: "none", maxRetries: 0 });
});

afterAll(async () => {
  await server?.close(0);
  await engine?.close();
});

const promptTokensOf = ({ usage }: Anthropic.Message) => usage.input_tokens + (usage.cache_read_input_tokens ?? 0);

/** What the weather tool says to every call of an answer. */
function resultsOf({ content }: Anthropic.Message): Anthropic.UserMessageParam {
  const said = JSON.stringify({ temperature: 17, condition: "sunny", rain_chance: 5 });
  const calls = content.filter((block) => block.type === "tool_use");
  return {
    role: "user",
    content: calls.map(({ id }) => ({ type: "tool_result" as const, tool_use_id: id, content: said })),
  };
}

describe("tools over two turns", () => {
  test.each(["whole", "streamed"] as const)("%s", async (delivery) => {
    const ask = (messages: Anthropic.MessageParam[]): Promise<Anthropic.Message> =>
      delivery === "whole"
        ? anthropic.messages.create({ ...fields, tools, messages })
        : anthropic.messages.stream({ ...fields, tools, messages }).finalMessage();
    const called = await ask([question]);
    expect(called.stop_reason).toBe("tool_use");
    expect(called.content).toMatchObject([{ type: "tool_use", name: "get_weather", input: { town: "Hamburg" } }]);
    const history = [question, { role: "assistant" as const, content: called.content }, resultsOf(called)];
    const answered = await ask(history);
    expect(answered.stop_reason).toBe("end_turn");
    expect(answered.content).toMatchObject([{ type: "text", text: expect.stringMatching(/Hamburg.*\b17 Grad/) }]);
    // The second prompt begins with the first and what was answered to it.
    expect(answered.usage.cache_read_input_tokens).toBeGreaterThanOrEqual(promptTokensOf(called) - 32);
    const { input_tokens } = await anthropic.messages.countTokens({ model: "default", tools, messages: history });
    expect(input_tokens).toBe(promptTokensOf(answered));
  });
});

describe("a given form, read by the client", () => {
  const format = jsonSchemaOutputFormat({
    type: "object",
    properties: { town: { type: "string", enum: ["Berlin", "Köln"] }, rain: { type: "boolean" } },
    required: ["town", "rain"],
    additionalProperties: false,
  });
  const request = { ...fields, output_config: { format } };
  const form = { town: expect.stringMatching(/^(Berlin|Köln)$/), rain: expect.any(Boolean) };

  test("whole", async () => {
    expect((await anthropic.messages.parse(request)).parsed_output).toEqual(form);
  });

  test("streamed", async () => {
    expect((await anthropic.messages.stream(request).finalMessage()).parsed_output).toEqual(form);
  });
});

test("what precedes each request's system prompt does not keep the cache from being used", async () => {
  const ask = (nonce: string) => {
    const header = `x-anthropic-billing-header: cc_version=2.1; cch=${nonce};`;
    const system = [header, "Be brief."].map((text) => ({ type: "text" as const, text }));
    return anthropic.messages.create({ ...fields, system, tools, max_tokens: 1 });
  };
  const [first, second] = [await ask("aaaaa"), await ask("bbbbb")];
  expect(promptTokensOf(second)).toBe(promptTokensOf(first));
  expect(second.usage.cache_read_input_tokens).toBeGreaterThanOrEqual(promptTokensOf(first) - 32);
});

test("a prompt read in advance is there for who asks next", async () => {
  const system = "Speak as a pilot would.";
  const warmed = await anthropic.messages.create({ ...fields, system, tools, max_tokens: 0 });
  expect(warmed).toMatchObject({ content: [], stop_reason: "max_tokens", usage: { output_tokens: 0 } });
  const { usage } = await anthropic.messages.create({ ...fields, system, tools, max_tokens: 1 });
  expect(usage.cache_read_input_tokens).toBeGreaterThanOrEqual(promptTokensOf(warmed) - 32);
});

test("ends before a stop sequence, and says which", async () => {
  const messages = [{ role: "user" as const, content: "Hello! Who are you?" }];
  const textOf = ({ content }: Anthropic.Message) => (content[0].type === "text" ? content[0].text : "");
  const text = textOf(await anthropic.messages.create({ ...fields, messages }));
  const stop = text.slice(4, 9);
  const stopped = await anthropic.messages.create({ ...fields, messages, stop_sequences: ["§", stop] });
  expect(stopped).toMatchObject({ stop_reason: "stop_sequence", stop_sequence: stop });
  expect(textOf(stopped)).toBe(text.slice(0, text.indexOf(stop)));
});

test("a stream that is aborted frees its place within a step", async () => {
  // So hot, any token may come next, and the end seldom does.
  const endless = { ...fields, max_tokens: 3000, temperature: 2, top_k: 0, top_p: 1 };
  const body = { ...endless, stream: true } as unknown as Anthropic.MessageCreateParamsStreaming;
  const stream = await anthropic.messages.create(body);
  let numDeltas = 0;
  for await (const event of stream) {
    if (event.type !== "content_block_delta" || ++numDeltas < 3) continue;
    expect(engine.status.runningSequences).toBe(1);
    stream.controller.abort();
  }
  await expect.poll(() => engine.status.runningSequences).toBe(0);
});

test("a prompt longer than the context is refused in the words that clients look for, yet counted", async () => {
  const messages = [{ role: "user" as const, content: "hello ".repeat(engine.info.contextLength) }];
  const { input_tokens } = await anthropic.messages.countTokens({ model: "default", messages });
  expect(input_tokens).toBeGreaterThan(engine.info.contextLength);
  await expect(anthropic.messages.create({ ...fields, messages })).rejects.toMatchObject({
    status: 400,
    type: "invalid_request_error",
    apiMessage: expect.stringContaining(`${input_tokens} tokens > ${engine.info.contextLength - 1} maximum`),
  });
});

describe("malformed bodies", () => {
  const valid = {
    model: "default",
    max_tokens: 1,
    system: [{ type: "text", text: "Be brief.", cache_control: { type: "ephemeral" } }],
    messages: [
      question,
      {
        role: "assistant",
        content: [
          { type: "thinking", thinking: "Hm.", signature: "x" },
          { type: "text", text: "So" },
          { type: "tool_use", id: "a", name: "get_weather", input: { town: "Hamburg" } },
        ],
      },
      {
        role: "user",
        content: [
          { type: "tool_result", tool_use_id: "a", content: [{ type: "text", text: "17" }], is_error: false },
          { type: "text", text: "And?" },
        ],
      },
    ],
    tools: tools.slice(0, 1),
    tool_choice: { type: "auto" },
    thinking: { type: "enabled", budget_tokens: 1024 },
    stop_sequences: ["END"],
    temperature: 0.5,
    top_p: 0.9,
    top_k: 40,
    stream: false,
  };
  const counted = Object.fromEntries(
    Object.entries(valid).filter(([key]) => !/^(max_tokens|stop_sequences|temperature|top_.|stream)$/.test(key)),
  );

  const mutated = (body: object) =>
    fc.nat(2 ** 31).map((seed) => {
      const copy = structuredClone(body) as Record<string, unknown>;
      mutateJson(copy, new Random(seed, 0));
      return JSON.stringify(copy);
    });

  test.each([
    ["messages", valid, 250],
    ["messages/count_tokens", counted, 100],
  ])("%s: an answer or a well-formed error, never a 500", async (path, body, numRuns) => {
    const post = (text: string) =>
      fetch(`${server.url}/v1/${path}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: text,
      });
    expect((await post(JSON.stringify(body))).status).toBe(200);
    const anyText = fc.oneof({ weight: 8, arbitrary: mutated(body) }, fc.json(), fc.string());
    await fc.assert(
      fc.asyncProperty(anyText, async (text) => {
        const response = await post(text);
        const answer = await response.text();
        if (response.status === 200) return;
        expect(response.status, answer).toBeLessThan(500);
        const { type, error, request_id } = JSON.parse(answer);
        const kind = response.status === 404 ? "not_found_error" : "invalid_request_error";
        expect([type, error.type]).toEqual(["error", kind]);
        expect([error.message.length > 0, request_id]).toEqual([true, response.headers.get("request-id")]);
      }),
      { numRuns },
    );
    expect(faults).toEqual([]);
  });
});
