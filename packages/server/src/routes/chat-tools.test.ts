import type { GenerateRequest } from "@qwents/engine";
import { chatCompletionChunkSchema, chatCompletionSchema, type ToolCall } from "@qwents/protocol";
import { describe, expect, test } from "vitest";
import { callsTo, chatBody, eventsOf } from "../app-calls.fixture.ts";
import { FakeEngine, type FakeTurn } from "../fake-engine.fixture.ts";

const path = "/v1/chat/completions";
const parameters = { type: "object", properties: { city: { type: "string" } }, required: ["city"] };
const tools = [
  { type: "function", function: { name: "get_weather", description: "Weather now.", parameters } },
  { type: "function", function: { name: "get_time" } },
];
const weather = '<tool_call>\n{"name": "get_weather", "arguments": {"city":  "Köln"}}\n</tool_call>';
const time = '<tool_call>\n{"name": "get_time", "arguments": {}}\n</tool_call>';
const pieces = (text: string) => text.match(/.{1,3}/gsu) ?? [];
const id = expect.stringMatching(/^call_[0-9a-f]{32}$/);
const weatherCall = { id, type: "function", function: { name: "get_weather", arguments: '{"city":  "Köln"}' } };
const timeCall = { id, type: "function", function: { name: "get_time", arguments: "{}" } };

async function wholeOf(turn: FakeTurn, fields: object = { tools }, engine = new FakeEngine(turn)) {
  const response = await callsTo({ engine }).post(path, chatBody(fields));
  const { choices } = chatCompletionSchema.parse(await response.json());
  return choices[0];
}

async function chunksOf(turn: FakeTurn, fields: object = { tools }, engine = new FakeEngine(turn)) {
  const response = await callsTo({ engine }).post(path, chatBody({ stream: true, ...fields }));
  const events = (await eventsOf(response)).slice(0, -1);
  return events.map(({ data }) => chatCompletionChunkSchema.parse(JSON.parse(data)).choices[0]);
}

async function engineRequest(fields: object): Promise<GenerateRequest> {
  const engine = new FakeEngine({ pieces: ["a"] });
  expect((await callsTo({ engine }).post(path, chatBody(fields))).status).toBe(200);
  return engine.requests[0];
}

/** The one message that the deltas of a stream add up to, as clients put it together. */
function joined(choices: Awaited<ReturnType<typeof chunksOf>>) {
  const message = { content: null as string | null, tool_calls: [] as ToolCall[] };
  for (const { delta } of choices) {
    if (typeof delta.content === "string") message.content = (message.content ?? "") + delta.content;
    for (const { index, id = "", type = "function", function: called = {} } of delta.tool_calls ?? []) {
      message.tool_calls[index] ??= { id, type, function: { name: called.name ?? "", arguments: "" } };
      message.tool_calls[index].function.arguments += called.arguments ?? "";
    }
  }
  return message;
}

describe("what the model is shown", () => {
  test("tools that are offered", async () => {
    expect(await engineRequest({ tools, tool_choice: "auto" })).toMatchObject({
      tools: [{ name: "get_weather", description: "Weather now.", parameters }, { name: "get_time" }],
    });
  });

  test.each([{ tools: [] }, { tools: null }, { tools, tool_choice: "none" }])("none with %j", async (fields) => {
    expect(await engineRequest(fields)).not.toHaveProperty("tools");
  });
});

describe("whole", () => {
  test("calls alone leave no content", async () => {
    const { message, finish_reason } = await wholeOf({ pieces: pieces(`${weather}\n${time}`) });
    expect(message).toEqual({ role: "assistant", content: null, refusal: null, tool_calls: [weatherCall, timeCall] });
    expect(finish_reason).toBe("tool_calls");
    expect(message.tool_calls?.[0].id).not.toBe(message.tool_calls?.[1].id);
  });

  test("text before a call and thought stay apart from it", async () => {
    const turn = { thinking: ["Is <tool_call> a tag?"], pieces: pieces(`One moment.\n${weather}`) };
    expect((await wholeOf(turn)).message).toMatchObject({
      content: "One moment.",
      reasoning_content: "Is <tool_call> a tag?",
      tool_calls: [weatherCall],
    });
  });

  test.each([undefined, [], null])("without tools on offer a call is content: %j", async (offered) => {
    const { message, finish_reason } = await wholeOf({ pieces: [weather] }, { tools: offered });
    expect(message).toEqual({ role: "assistant", content: weather, refusal: null });
    expect(finish_reason).toBe("stop");
  });

  test("nor does a call count with tool_choice none", async () => {
    expect((await wholeOf({ pieces: [weather] }, { tools, tool_choice: "none" })).message.content).toBe(weather);
  });

  test("an unfinished call is content, and the limit stays the reason", async () => {
    const turn: FakeTurn = { pieces: [weather.slice(0, 40)], finishReason: "length" };
    const { message, finish_reason } = await wholeOf(turn);
    expect(message).toEqual({ role: "assistant", content: weather.slice(0, 40), refusal: null });
    expect(finish_reason).toBe("length");
    const cut = await wholeOf({ pieces: [`${weather}\n<tool_`], finishReason: "length" });
    expect(cut).toMatchObject({ finish_reason: "length", message: { tool_calls: [weatherCall], content: "\n<tool_" } });
  });
});

describe("streamed", () => {
  test("a call's name first, then its arguments, then the reason", async () => {
    const chunks = await chunksOf({ pieces: [`Hm.\n${weather}\n${time}\n`] });
    expect(chunks.map(({ delta }) => delta)).toEqual([
      { role: "assistant", content: null },
      { content: "Hm." },
      { tool_calls: [{ ...weatherCall, index: 0, function: { name: "get_weather", arguments: "" } }] },
      { tool_calls: [{ index: 0, function: { arguments: '{"city":  "Köln"}' } }] },
      { tool_calls: [{ ...timeCall, index: 1, function: { name: "get_time", arguments: "" } }] },
      { tool_calls: [{ index: 1, function: { arguments: "{}" } }] },
      {},
    ]);
    expect(chunks.map(({ finish_reason }) => finish_reason)).toEqual([...Array(6).fill(null), "tool_calls"]);
  });

  test("arguments come as they are written", async () => {
    const chunks = await chunksOf({ pieces: ["<tool_call>", '{"name": "get_weather", "arguments": {"ci', 'ty": "Kö'] });
    const calls = chunks.flatMap(({ delta }) => delta.tool_calls ?? []);
    expect(calls.map(({ function: called }) => called?.arguments)).toEqual(["", '{"ci', 'ty": "Kö']);
    expect(calls[0]).toEqual({ ...weatherCall, index: 0, function: { name: "get_weather", arguments: "" } });
  });

  test("a call that is cut off ends as it stands, streamed and whole", async () => {
    const turn: FakeTurn = { pieces: pieces(weather.slice(0, -20)), finishReason: "length" };
    const { message, finish_reason } = await wholeOf(turn);
    expect(message.content).toBeNull();
    expect(message.tool_calls).toMatchObject([{ function: { name: "get_weather", arguments: '{"city":  "' } }]);
    expect(finish_reason).toBe("length");
    expect(joined(await chunksOf(turn)).tool_calls).toEqual(message.tool_calls?.map((call) => ({ ...call, id })));
  });

  test.each([weather, `a\n\n${weather}${time}\n b`, weather.slice(0, -3), "<tool_call>{}</tool_call> \n", "no call <"])(
    "adds up to the whole answer: %j",
    async (text) => {
      const turn = { pieces: pieces(text) };
      const { message, finish_reason } = await wholeOf(turn, { tools });
      const chunks = await chunksOf(turn, { tools });
      const { content, tool_calls } = joined(chunks);
      expect(content).toBe(message.content);
      expect(tool_calls).toEqual((message.tool_calls ?? []).map((call) => ({ ...call, id })));
      expect(chunks.at(-1)?.finish_reason).toBe(finish_reason);
    },
  );

  test("each choice has calls of its own", async () => {
    const engine = new FakeEngine(({ sampling }) => ({ pieces: pieces(sampling?.seed === 1 ? weather : time) }));
    const response = await callsTo({ engine }).post(path, chatBody({ stream: true, tools, n: 2, seed: 1 }));
    const choices = (await eventsOf(response))
      .slice(0, -1)
      .flatMap(({ data }) => chatCompletionChunkSchema.parse(JSON.parse(data)).choices);
    const of = (wanted: number) => joined(choices.filter(({ index }) => index === wanted));
    expect(of(0).tool_calls).toEqual([weatherCall]);
    expect(of(1).tool_calls).toEqual([timeCall]);
  });

  test("log-probabilities of all that was written come at once", async () => {
    const chunks = await chunksOf({ pieces: pieces(weather) }, { tools, logprobs: true });
    const tokens = chunks.flatMap(({ logprobs }) => logprobs?.content ?? []).map(({ token }) => token);
    expect(tokens.join("")).toBe(weather);
  });

  test("without tools on offer a call is content", async () => {
    expect(joined(await chunksOf({ pieces: pieces(weather) }, {}))).toEqual({ content: weather, tool_calls: [] });
  });
});

describe("of a model that writes calls in tags", () => {
  const written = "<tool_call>\n<function=get_weather>\n<parameter=city>\n5\n</parameter>\n</function>\n</tool_call>";
  const called = { id, type: "function", function: { name: "get_weather", arguments: '{"city": "5"}' } };
  const turn = { pieces: pieces(`Hm.\n\n${written}`) };
  const engine = () => new FakeEngine(turn, "coder", 8, { toolCallStyle: "xml" });

  test("whole", async () => {
    const { message, finish_reason } = await wholeOf(turn, { tools }, engine());
    expect(message).toMatchObject({ content: "Hm.", tool_calls: [called] });
    expect(finish_reason).toBe("tool_calls");
    expect((await wholeOf(turn, {}, engine())).message.content).toBe(`Hm.\n\n${written}`);
  });

  test("streamed", async () => {
    expect(joined(await chunksOf(turn, { tools }, engine()))).toEqual({ content: "Hm.", tool_calls: [called] });
  });
});
