import { fileURLToPath } from "node:url";
import { type Engine, loadEngine } from "@qwents/engine";
import { type RunningServer, serve } from "@qwents/server/node";
import OpenAI from "openai";
import { zodFunction, zodResponseFormat, zodTextFormat } from "openai/helpers/zod";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import { demoTools } from "../../models/cockpit/demo-tools.ts";

// OpenAI's own client and the built-in model, which was never taught to write JSON: what comes is so by its grammar.

const modelPath = fileURLToPath(new URL("../../models/cockpit/cockpit-q8_0.gguf", import.meta.url));
const model = "cockpit";
const messages = [{ role: "user" as const, content: "Set the temperature to 21 degrees" }];

let engine: Engine;
let server: RunningServer;
let openai: OpenAI;

beforeAll(async () => {
  engine = await loadEngine(modelPath, { numThreads: 1, id: model });
  server = await serve({ engine, port: 0 });
  openai = new OpenAI({ baseURL: `${server.url}/v1`, apiKey: "none", maxRetries: 0 });
});

afterAll(async () => {
  await server?.close(0);
  await engine?.close();
});

/** `extra` are fields that OpenAI's API does not have. */
async function contentOf(extra: object, fields: object = {}): Promise<string> {
  const body = { model, messages, max_tokens: 400, ...fields, ...extra };
  const { choices } = await openai.chat.completions.create(body as OpenAI.ChatCompletionCreateParamsNonStreaming);
  return choices[0].message.content ?? "";
}

function called({ tool_calls = [] }: OpenAI.ChatCompletionMessage) {
  return tool_calls.flatMap((call) => (call.type === "function" ? [call.function] : []));
}

const event = z.object({
  title: z.string().max(12),
  kind: z.enum(["meeting", "trip"]),
  guests: z.array(z.object({ name: z.string().max(8), age: z.int().min(0).max(120).nullable() })).max(2),
  where: z.union([z.literal("here"), z.object({ lat: z.number().min(-90).max(90) })]),
});

describe("response_format", () => {
  test.each([1, 2, 3])("an object of zod's, at high temperature (seed %d)", async (seed) => {
    const response_format = zodResponseFormat(event, "event");
    const settings = { model, messages, response_format, temperature: 2, top_p: 1, seed, max_tokens: 800 };
    const { choices } = await openai.chat.completions.parse(settings);
    expect(choices[0].finish_reason).toBe("stop");
    expect(event.safeParse(choices[0].message.parsed).success).toBe(true);
  });

  test("json_object", async () => {
    const content = await contentOf({}, { response_format: { type: "json_object" }, temperature: 0 });
    expect(content).toMatch(/^\{/);
  });

  test("what can not be compiled is refused, and says what is wrong", async () => {
    const schema = { type: "object", properties: { tags: { type: "array", uniqueItems: true } } };
    const format = (strict: boolean) => ({ type: "json_schema", json_schema: { name: "n", schema, strict } });
    await expect(contentOf({}, { response_format: format(true) })).rejects.toMatchObject({
      status: 400,
      code: "grammar/invalid",
      message: expect.stringContaining('at #/properties/tags has "uniqueItems"'),
    });
    expect(await contentOf({}, { response_format: format(false), temperature: 0 })).toMatch(/^\{/);
  });
});

test.each([
  [{ structured_outputs: { regex: "\\d{2}:\\d{2}" } }, /^\d\d:\d\d$/],
  [{ structured_outputs: { choice: ["warm", "cold"] } }, /^(warm|cold)$/],
  [{ structured_outputs: { grammar: 'root ::= "<" [a-c]+ ">"' } }, /^<[a-c]+(>|$)/],
  [{ grammar: 'root ::= ("yes" | "no") "!"' }, /^(yes|no)!$/],
  [{ structured_outputs: { json: '{"const": 7}' } }, /^7$/],
])("%j", async (extra, expected) => {
  expect(await contentOf(extra, { max_tokens: 40 })).toMatch(expected);
});

test("completions take grammars, too", async () => {
  const body = { model, prompt: "It is", max_tokens: 20, structured_outputs: { choice: [" cold.", " warm."] } };
  const { choices } = await openai.completions.create(body);
  expect(choices[0]).toMatchObject({ text: expect.stringMatching(/^ (cold|warm)\.$/), finish_reason: "stop" });
});

describe("tools", () => {
  const navigate = z.object({ destination: z.string().max(12), via: z.array(z.string().max(6)).max(2) });
  const temperature = z.object({ temperature: z.int().min(16).max(28) });
  const tools = [
    zodFunction({ name: "navigate_to", parameters: navigate }),
    zodFunction({ name: "set_temperature", parameters: temperature }),
  ];

  test.each([false, true])("a call that is demanded comes, and keeps to its schema (stream: %j)", async (stream) => {
    for (const seed of [1, 2, 3]) {
      const settings = { model, messages, tools, seed, temperature: 1.5, top_p: 1, max_tokens: 400 };
      const choice = { tool_choice: "required" as const, parallel_tool_calls: false };
      const { choices } = stream
        ? await openai.chat.completions.stream({ ...settings, ...choice }).finalChatCompletion()
        : await openai.chat.completions.parse({ ...settings, ...choice });
      const [{ message, finish_reason }] = choices;
      expect([finish_reason, message.tool_calls?.length]).toEqual(["tool_calls", 1]);
      const { name, arguments: written } = called(message)[0];
      const schema = name === "navigate_to" ? navigate : temperature;
      expect(schema.safeParse(JSON.parse(written)).success, written).toBe(true);
    }
  });

  test("of one tool", async () => {
    const tool_choice = { type: "function" as const, function: { name: "navigate_to" } };
    const settings = { model, messages, tools, tool_choice, temperature: 0, max_tokens: 400 };
    const { choices } = await openai.chat.completions.parse(settings);
    expect(called(choices[0].message).map(({ name }) => name)).toEqual(["navigate_to"]);
  });

  test("left to the model, as it was taught", async () => {
    const known = demoTools.filter(({ name }) => name === "set_temperature").map(({ schema }) => schema);
    const { choices } = await openai.chat.completions.create({ model, messages, tools: known, temperature: 0 });
    expect(called(choices[0].message)).toMatchObject([{ name: "set_temperature", arguments: '{"temperature": 21}' }]);
  });
});

test("responses: a format, and a call that is demanded", async () => {
  const point = z.object({ lat: z.number().min(-90).max(90), name: z.string().max(6) });
  const settings = { model, input: "Where are you?", temperature: 1.5, top_p: 1, max_output_tokens: 300 };
  const formatted = await openai.responses.parse({ ...settings, text: { format: zodTextFormat(point, "point") } });
  expect(point.safeParse(formatted.output_parsed).success).toBe(true);
  expect(formatted.text?.format).toMatchObject({ type: "json_schema", name: "point", strict: true });
  const parameters = z.toJSONSchema(z.object({ day: z.enum(["today", "tomorrow"]) }));
  const tool_choice = { type: "function" as const, name: "plan" };
  const tools = [{ type: "function" as const, name: "plan", parameters, strict: true }];
  const { output, tool_choice: chosen } = await openai.responses.create({ ...settings, tools, tool_choice });
  expect(output).toMatchObject([{ type: "function_call", name: "plan" }]);
  expect(chosen).toEqual(tool_choice);
});
