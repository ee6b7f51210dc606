import { type Engine, loadEngine } from "@qwents/engine";
import { afterAll, beforeAll, expect, test } from "vitest";
import { callsTo, eventsOf } from "./app-calls.fixture.ts";
import { cockpit } from "./engine-process/processes.fixture.ts";

// The built-in model calls a tool with 21, which every protocol is told to stop at.

const messages = [{ role: "user", content: "Make it 21 degrees in here" }];
const parameters = {
  type: "object",
  required: ["temperature"],
  properties: { temperature: { type: "number", description: "Degrees Celsius." } },
};
const about = { name: "set_temperature", description: "Set the cabin temperature." };
const tools = [{ type: "function", function: { ...about, parameters } }];
const stop = ["21", "\n"];
const written = '{"temperature": 21}';

let engine: Engine;

beforeAll(async () => {
  engine = await loadEngine(cockpit, { numThreads: 1, contextLength: 1024 });
});

afterAll(() => engine?.close());

async function post(path: string, body: object): Promise<Response> {
  const response = await callsTo({ engine }).post(path, { model: "default", ...body });
  expect(response.status).toBe(200);
  return response;
}

test("chat completions, whole and streamed", async () => {
  const body = { messages, tools, stop, temperature: 0 };
  const whole = await (await post("/v1/chat/completions", body)).json();
  expect(whole.choices[0]).toMatchObject({
    message: { content: null, tool_calls: [{ function: { name: "set_temperature", arguments: written } }] },
    finish_reason: "tool_calls",
  });
  const events = await eventsOf(await post("/v1/chat/completions", { ...body, stream: true }));
  const choices = events.slice(0, -1).map(({ data }) => JSON.parse(data).choices[0]);
  const said = choices.map(({ delta }) => delta.tool_calls?.[0].function.arguments ?? "").join("");
  expect([said, choices.at(-1).finish_reason]).toEqual([written, "tool_calls"]);
});

test("chat completions without tools stop as ever", async () => {
  const body = { messages: [{ role: "user", content: "Hello" }], stop: ["Cockpit"], temperature: 0 };
  const { choices } = await (await post("/v1/chat/completions", body)).json();
  expect(choices).toMatchObject([{ message: { content: "Hello! I am " }, finish_reason: "stop" }]);
});

test("responses", async () => {
  const body = { input: messages, tools: [{ type: "function", ...about, parameters }], stop, temperature: 0 };
  expect(await (await post("/v1/responses", body)).json()).toMatchObject({
    status: "completed",
    output: [{ type: "function_call", status: "completed", arguments: written }],
  });
});

test("Anthropic's messages", async () => {
  const body = { messages, tools: [{ ...about, input_schema: parameters }], max_tokens: 100, temperature: 0 };
  expect(await (await post("/v1/messages", { ...body, stop_sequences: ["21"] })).json()).toMatchObject({
    content: [{ type: "tool_use", input: { temperature: 21 } }],
    stop_reason: "tool_use",
    stop_sequence: null,
  });
});

test.each([true, false])("Ollama's chat, streamed %s", async (stream) => {
  const response = await post("/api/chat", { messages, tools, options: { stop, temperature: 0 }, stream });
  const lines = (await response.text()).trim().split("\n");
  const answers = lines.map((line) => JSON.parse(line).message);
  expect(answers.map(({ content }) => content).join("")).toBe("");
  expect(answers.flatMap(({ tool_calls = [] }) => tool_calls)).toMatchObject([
    { function: { name: "set_temperature", arguments: { temperature: 21 } } },
  ]);
});
