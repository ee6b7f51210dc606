import type { ChatMessage, GenerateRequest } from "@qwents/engine";
import OpenAI from "openai";
import { afterAll, beforeAll, expect, test } from "vitest";
import { FakeEngine, type FakeTurn } from "./fake-engine.fixture.ts";
import { type RunningServer, serve } from "./node.ts";

// The loop of an agent with OpenAI's own client: question, calls, results, answer. The model knows its text by heart.

const written = (name: string, args: string) => `<tool_call>\n{"name": "${name}", "arguments": ${args}}\n</tool_call>`;
const question = [{ role: "user" as const, content: "How warm is it in Köln, and in Rome?" }];
const calls = [written("get_weather", '{"city": "Köln"}'), written("get_weather", '{"city": "Rome"}')].join("\n");

let engine: FakeEngine;
let server: RunningServer;
let openai: OpenAI;

beforeAll(async () => {
  engine = new FakeEngine((request) => ({ pieces: answerTo(request).match(/.{1,4}/gsu) ?? [] }) satisfies FakeTurn);
  server = await serve({ engine, port: 0 });
  openai = new OpenAI({ baseURL: `${server.url}/v1`, apiKey: "none", maxRetries: 0 });
});

afterAll(async () => {
  await server?.close(0);
});

function answerTo(request: GenerateRequest): string {
  const messages: readonly ChatMessage[] = "messages" in request ? request.messages : [];
  const results = messages.filter(({ role }) => role === "tool").map(({ content }) => content);
  return results.length === 0 ? `Let me see.\n${calls}` : `It is ${results.join(" and ")}.`;
}

function tools(asked: string[]) {
  const weather = ({ city }: { city: string }) => {
    asked.push(city);
    return city === "Rome" ? "31 °C" : "17 °C";
  };
  const parameters = { type: "object", properties: { city: { type: "string" } }, required: ["city"] };
  const described = { name: "get_weather", description: "The weather now.", parameters };
  return [{ type: "function" as const, function: { ...described, function: weather, parse: JSON.parse } }];
}

const historyOf = (request: GenerateRequest) =>
  "messages" in request
    ? request.messages.map(({ toolCalls, ...message }) => [
        message.role,
        message.content,
        toolCalls?.map((call) => call.arguments),
      ])
    : [];

const history = [
  ["user", question[0].content, undefined],
  ["assistant", "Let me see.", [{ city: "Köln" }, { city: "Rome" }]],
  ["tool", "17 °C", undefined],
  ["tool", "31 °C", undefined],
];

test.each([false, true])("tools are run until there is an answer (stream: %j)", async (stream) => {
  const asked: string[] = [];
  const body = { model: "default", messages: question, tools: tools(asked) };
  const { completions } = openai.chat;
  const runner = stream ? completions.runTools({ ...body, stream }) : completions.runTools({ ...body, stream });
  expect(await runner.finalContent()).toBe("It is 17 °C and 31 °C.");
  expect(asked).toEqual(["Köln", "Rome"]);
  const request = engine.requests.at(-1) as GenerateRequest;
  expect(historyOf(request)).toEqual(history);
  expect(request).toMatchObject({ tools: [{ name: "get_weather", description: "The weather now." }] });
});

test("the client puts a stream of calls together", async () => {
  const described = tools([]).map(({ type, function: { name, parameters } }) => ({
    type,
    function: { name, parameters },
  }));
  const fields = { model: "default", messages: question, tools: described };
  const { choices } = await openai.chat.completions.stream(fields).finalChatCompletion();
  const whole = await openai.chat.completions.create(fields);
  expect(choices[0].finish_reason).toBe("tool_calls");
  expect(whole.choices[0].finish_reason).toBe("tool_calls");
  const called = (message: OpenAI.ChatCompletionMessage) =>
    message.tool_calls?.map((call) => call.type === "function" && [call.function.name, call.function.arguments]);
  expect(called(choices[0].message)).toEqual([
    ["get_weather", '{"city": "Köln"}'],
    ["get_weather", '{"city": "Rome"}'],
  ]);
  expect(called(whole.choices[0].message)).toEqual(called(choices[0].message));
  expect(choices[0].message.content).toBe(whole.choices[0].message.content);
});

const named = { type: "function" as const, function: { name: "f" } };
const f = { type: "function" as const, function: { name: "f", parameters: { type: "object" }, strict: true } };
const g = { type: "function" as const, function: { name: "g" } };
const namedG = { type: "function" as const, function: { name: "g" } };
const allowed = (mode: "auto" | "required", ...tools: (typeof namedG)[]) => ({
  type: "allowed_tools" as const,
  allowed_tools: { mode, tools },
});

test.each([
  [{ tools: [f, g] }, { choice: "auto", parallel: true, tools: [{ name: "f", strict: true }, { name: "g" }] }],
  [
    { tools: [f, g], parallel_tool_calls: false },
    { choice: "auto", parallel: false },
  ],
  [
    { tools: [f, g], tool_choice: "required" as const },
    { choice: "required", parallel: true },
  ],
  [
    { tools: [f, g], tool_choice: named },
    { choice: "required", parallel: false, tools: [{ name: "f" }] },
  ],
  [
    { tools: [f, g], tool_choice: allowed("auto", named) },
    { choice: "auto", parallel: true, tools: [{ name: "f", strict: true }] },
  ],
  [
    { tools: [f, g], tool_choice: allowed("required", namedG, named) },
    { choice: "required", tools: [{ name: "f" }, { name: "g" }] },
  ],
])("%j is what the answer is held to", async (fields, grammar) => {
  await openai.chat.completions.create({ model: "default", messages: question, ...fields });
  const { grammar: given, ...request } = engine.requests.at(-1)!;
  expect(given).toMatchObject({ type: "tools", style: "json", ...grammar });
  expect(request).toMatchObject({ tools: [{ name: "f" }, { name: "g" }] });
});

test.each([
  { tool_choice: "required" as const },
  { tools: [g], tool_choice: named },
  { tools: [g], tool_choice: allowed("auto", namedG, named) },
  { tools: [g], tool_choice: allowed("auto") },
])("%j is refused", async (fields) => {
  const asked = openai.chat.completions.create({ model: "default", messages: question, ...fields });
  const param = expect.stringMatching(/^tool_choice/);
  await expect(asked).rejects.toMatchObject({ status: 400, param });
});

test("a response tells which tools were allowed, and all of them are shown", async () => {
  const described = ["f", "g"].map((name) => ({ type: "function" as const, name, parameters: {}, strict: false }));
  const tool_choice = {
    type: "allowed_tools" as const,
    mode: "required" as const,
    tools: [{ type: "function", name: "g" }],
  };
  const response = await openai.responses.create({ model: "default", input: "hi", tools: described, tool_choice });
  expect(response.tool_choice).toEqual(tool_choice);
  const { grammar, ...request } = engine.requests.at(-1)!;
  expect(grammar).toMatchObject({ choice: "required", tools: [{ name: "g" }] });
  expect(request).toMatchObject({ tools: [{ name: "f" }, { name: "g" }] });
});

test("a tool's name may have what stands between a server's name and its own", async () => {
  const name = "maps.v2/find:place";
  const call = engine.requests.length;
  const described = [{ type: "function" as const, function: { name } }];
  await openai.chat.completions.create({ model: "default", messages: question, tools: described });
  expect(engine.requests[call]).toMatchObject({ grammar: { tools: [{ name }] } });
});
