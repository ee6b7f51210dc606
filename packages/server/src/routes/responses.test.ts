import { type ResponseEvent, responseEventSchema, responseResourceSchema } from "@qwents/protocol";
import { expect, test } from "vitest";
import { callsTo, eventsOf } from "../app-calls.fixture.ts";
import { FakeEngine, type FakeTurn } from "../fake-engine.fixture.ts";

const call = (city: string) => `<tool_call>\n{"name": "get_weather", "arguments": {"city": "${city}"}}\n</tool_call>`;
const tools = [{ type: "function", name: "get_weather", description: "The weather.", parameters: { type: "object" } }];

function served(turn: FakeTurn = { pieces: ["a"] }) {
  const engine = new FakeEngine(turn);
  const calls = callsTo({ engine });
  const ask = async (fields: object) => (await calls.post("/v1/responses", { input: "hi", ...fields })).json();
  return { engine, ...calls, ask };
}

async function streamOf(turn: FakeTurn, fields: object = {}): Promise<ResponseEvent[]> {
  const { post } = served(turn);
  const events = await eventsOf(await post("/v1/responses", { input: "hi", stream: true, ...fields }));
  expect(events.at(-1)?.data).toBe("[DONE]");
  return events.slice(0, -1).map(({ event, data }) => {
    const parsed = responseEventSchema.parse(JSON.parse(data));
    expect(event).toBe(parsed.type);
    expect(parsed).toEqual(JSON.parse(data));
    return parsed;
  });
}

const namesOf = (events: readonly ResponseEvent[]) => events.map(({ type }) => type.replace("response.", ""));

test("a stream: thought, text, calls, each whole before the next begins", async () => {
  const pieces = [`Let me see.\n${call("Köln")}`, `\n${call("Rome")}`];
  const events = await streamOf({ thinking: ["h", "m"], pieces }, { tools });
  expect(namesOf(events)).toEqual([
    "created",
    "in_progress",
    ...["output_item.added", "content_part.added", "reasoning_text.delta", "reasoning_text.delta"],
    ...["reasoning_text.done", "content_part.done", "output_item.done"],
    ...["output_item.added", "content_part.added", "output_text.delta"],
    ...["output_text.done", "content_part.done", "output_item.done"],
    ...["output_item.added", "function_call_arguments.delta", "function_call_arguments.done", "output_item.done"],
    ...["output_item.added", "function_call_arguments.delta", "function_call_arguments.done", "output_item.done"],
    "completed",
  ]);
  expect(events.map(({ sequence_number }) => sequence_number)).toEqual(events.map((_, index) => index));
  const done = events.flatMap((event) => (event.type === "response.output_item.done" ? [event] : []));
  expect(done.map(({ output_index }) => output_index)).toEqual([0, 1, 2, 3]);
  expect(events.at(-1)).toMatchObject({ response: { status: "completed", output: done.map(({ item }) => item) } });
  expect(done.map(({ item }) => item)).toMatchObject([
    { type: "reasoning", status: "completed", content: [{ text: "hm" }] },
    { type: "message", status: "completed", content: [{ text: "Let me see." }] },
    { type: "function_call", name: "get_weather", arguments: '{"city": "Köln"}', status: "completed" },
    { type: "function_call", name: "get_weather", arguments: '{"city": "Rome"}', status: "completed" },
  ]);
});

test("with tool_choice none, a call is text", async () => {
  const { ask } = served({ pieces: [call("Köln"), call("Rome")] });
  expect((await ask({ tools, tool_choice: "none" })).output).toMatchObject([{ type: "message" }]);
});

test("whoever asks for summaries has the thought there; whoever asks for its hidden form can send that back", async () => {
  const turn = { thinking: ["h", "m"], pieces: ["a"] };
  const fields = { reasoning: { summary: "auto" }, include: ["reasoning.encrypted_content"], store: false };
  const events = await streamOf(turn, fields);
  expect(namesOf(events).slice(2, 9)).toEqual([
    ...["output_item.added", "reasoning_summary_part.added", "reasoning_summary_text.delta"],
    ...["reasoning_summary_text.delta", "reasoning_summary_text.done", "reasoning_summary_part.done"],
    "output_item.done",
  ]);
  const { engine, ask } = served(turn);
  const [thought, answer] = (await ask(fields)).output;
  expect(thought).toMatchObject({ summary: [{ type: "summary_text", text: "hm" }], content: [] });
  const hidden = { ...thought, summary: [] };
  await ask({ input: [{ role: "user", content: "hi" }, hidden, answer, { role: "user", content: "and?" }] });
  expect(engine.requests.at(-1)).toMatchObject({
    messages: [{ role: "user" }, { role: "assistant", content: "a", reasoningContent: "hm" }, { role: "user" }],
  });
});

test("an answer that is cut off is incomplete", async () => {
  const { ask, engine } = served({ pieces: ["Hel"], finishReason: "length" });
  const answer = await ask({ max_output_tokens: 1 });
  expect(answer).toMatchObject({
    status: "incomplete",
    incomplete_details: { reason: "max_output_tokens" },
    completed_at: null,
    output: [{ type: "message", status: "incomplete", content: [{ text: "Hel" }] }],
  });
  expect(engine.requests[0].maxTokens).toBe(1);
  const events = await streamOf({ pieces: ["Hel"], finishReason: "length" });
  expect(events.at(-1)?.type).toBe("response.incomplete");
});

test("a fault in the middle of a stream: an error, and the response as failed", async () => {
  const events = await streamOf({ pieces: ["a", "b"], fault: new Error("secret") });
  expect(events.slice(-2)).toMatchObject([
    { type: "error", code: "internal_error", error: { type: "server_error" } },
    { type: "response.failed", response: { status: "failed", error: { code: "internal_error" } } },
  ]);
  expect(JSON.stringify(events)).not.toContain("secret");
});

test("what a request asks for is told again, and reaches the engine", async () => {
  const { ask, engine } = served();
  const fields = {
    instructions: "Be brief.",
    temperature: 0.5,
    top_p: 0.9,
    truncation: "auto",
    tools,
    metadata: { a: "b" },
    reasoning: { effort: "high", context: "all_turns" },
    user: "me",
  };
  const answer = await ask(fields);
  expect(responseResourceSchema.parse(answer)).toEqual(answer);
  expect(answer).toMatchObject({ ...fields, reasoning: { effort: "high", summary: null }, parallel_tool_calls: true });
  expect(engine.requests[0]).toMatchObject({
    messages: [
      { role: "system", content: "Be brief." },
      { role: "user", content: "hi" },
    ],
    sampling: { temperature: 0.5, topP: 0.9 },
    truncation: "auto",
    tools: [{ name: "get_weather", parameters: { type: "object" } }],
    template: { reasoningEffort: "high", preserveThinking: true },
  });
});

test("log-probabilities of the text", async () => {
  const events = await streamOf({ pieces: ["a", "b"] }, { include: ["message.output_text.logprobs"], top_logprobs: 1 });
  const deltas = events.flatMap((event) => (event.type === "response.output_text.delta" ? [event.logprobs] : []));
  const done = events.find(({ type }) => type === "response.output_text.done");
  expect(deltas).toMatchObject([[{ token: "a", top_logprobs: [{ token: "t0" }] }], [{ token: "b" }]]);
  expect(done).toMatchObject({ logprobs: deltas.flat() });
});

test("items of all kinds become messages", async () => {
  const { ask, engine } = served();
  const called = { type: "function_call", call_id: "c1", name: "get_weather", arguments: '{"city":"Köln"}' };
  const first = await ask({
    input: [
      { role: "developer", content: "Be brief." },
      {
        type: "message",
        role: "user",
        content: [
          { type: "input_text", text: "How warm" },
          { type: "input_text", text: " is it?" },
        ],
      },
      { type: "reasoning", summary: [], content: [{ type: "reasoning_text", text: "hm" }] },
      { type: "message", role: "assistant", content: "Let me see.", phase: "commentary" },
      called,
      { type: "function_call_output", call_id: "c1", output: [{ type: "input_text", text: "17 °C" }] },
    ],
  });
  expect(engine.requests[0]).toMatchObject({
    messages: [
      { role: "developer", content: "Be brief." },
      { role: "user", content: "How warm is it?" },
      {
        role: "assistant",
        content: "Let me see.",
        reasoningContent: "hm",
        toolCalls: [{ id: "c1", name: "get_weather", arguments: { city: "Köln" } }],
      },
      { role: "tool", content: "17 °C", toolCallId: "c1" },
    ],
  });
  const reference = { type: "item_reference", id: first.output[0].id };
  await ask({ input: [reference, { role: "user", content: "and?" }] });
  expect(engine.requests[1]).toMatchObject({ messages: [{ role: "assistant", content: "a" }, { content: "and?" }] });
});

test.each([
  [{ input: undefined }, "input", "missing_required_parameter"],
  [{ input: [] }, "input", "invalid_value"],
  [{ messages: [] }, "messages", "unknown_parameter"],
  [
    { input: [{ role: "user", content: [{ type: "input_image", image_url: "data:" }] }] },
    "input[0].content[0].type",
    "unsupported",
  ],
  [{ input: [{ type: "web_search_call", id: "w" }] }, "input[0].type", "unsupported"],
  [
    { input: [{ type: "function_call", call_id: "c", name: "f", arguments: "{" }] },
    "input[0].arguments",
    "invalid_json",
  ],
  [{ input: [{ type: "item_reference", id: "msg_gone" }] }, "input[0].id", "item_not_found"],
  [{ tools: [{ type: "web_search" }] }, "tools[0].type", "unsupported"],
  [{ tool_choice: { type: "web_search" } }, "tool_choice", "invalid_value"],
  [{ conversation: "conv" }, "conversation", "unsupported"],
  [{ prompt: { id: "p" } }, "prompt", "unsupported"],
  [{ previous_response_id: "resp_gone" }, "previous_response_id", "previous_response_not_found"],
  [{ metadata: Object.fromEntries(Array.from({ length: 17 }, (_, i) => [i, ""])) }, "metadata", "invalid_value"],
])("%j is refused", async (fields, param, code) => {
  const { post } = served();
  const answer = await post("/v1/responses", { input: "hi", ...fields });
  expect(answer.status).toBe(400);
  expect((await answer.json()).error).toMatchObject({ param, code });
});

test("what is asked of a kept response is checked", async () => {
  const { ask, get, post } = served();
  const { id } = await ask({});
  const errorOf = async (response: Response) => [response.status, (await response.json()).error.param];
  expect(await errorOf(await get(`/v1/responses/${id}?stream=true`))).toEqual([400, "stream"]);
  expect(await errorOf(await get(`/v1/responses/${id}?streams=1`))).toEqual([400, "streams"]);
  expect(await errorOf(await get(`/v1/responses/${id}/input_items?limit=0`))).toEqual([400, "limit"]);
  expect(await errorOf(await get(`/v1/responses/${id}/input_items?after=msg_x`))).toEqual([400, "after"]);
  expect(await errorOf(await post(`/v1/responses/${id}/cancel`, ""))).toEqual([400, "response_id"]);
  expect(await errorOf(await get("/v1/responses/resp_x"))).toEqual([404, "response_id"]);
  const other = await post(`/v1/responses/${id}`, {});
  expect([other.status, other.headers.get("allow")]).toEqual([405, "GET, HEAD, DELETE"]);
});
