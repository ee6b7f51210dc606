import { QwenError } from "@qwents/engine";
import type { ResponseEvent, ResponseRequest, ResponseResource } from "@qwents/protocol";
import OpenAI from "openai";
import type { Response, ResponseCreateParams, ResponseStreamEvent } from "openai/resources/responses/responses";
import { afterEach, describe, expect, expectTypeOf, test } from "vitest";
import { until } from "../app-calls.fixture.ts";
import { FakeEngine, type FakeTurn } from "../fake-engine.fixture.ts";
import { type RunningServer, type ServeOptions, serve } from "../node.ts";

// OpenAI's own client against the server over loopback.

const running: RunningServer[] = [];
const fields = { model: "default", input: "hi" };

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close(0)));
});

async function start(turn: FakeTurn | FakeEngine, options: Partial<ServeOptions> = {}) {
  const engine = turn instanceof FakeEngine ? turn : new FakeEngine(turn);
  const server = await serve({ engine, port: 0, ...options });
  running.push(server);
  const openai = new OpenAI({ baseURL: `${server.url}/v1`, apiKey: "none", maxRetries: 0 });
  return { engine, server, openai };
}

describe("types", () => {
  test("answers are what the client's types say", () => {
    /** What only the client or OpenAI's service has, what may be null before it is known, and codes that are ours. */
    type Own =
      | "output_text"
      | "access_programs"
      | "usage"
      | "reasoning"
      | "text"
      | "tool_choice"
      | "service_tier"
      | "user"
      | "error";
    expectTypeOf<Omit<ResponseResource, Own>>().toExtend<Omit<Response, Own>>();
    expectTypeOf<NonNullable<ResponseResource["usage"]>>().toExtend<NonNullable<Response["usage"]>>();
    expectTypeOf<Exclude<ResponseEvent, { response: unknown }>>().toExtend<ResponseStreamEvent>();
    expectTypeOf<ResponseEvent["type"]>().toExtend<ResponseStreamEvent["type"]>();
  });

  test("fields that the client's types know are known here, too", () => {
    expectTypeOf<keyof ResponseCreateParams>().toExtend<keyof ResponseRequest>();
  });
});

describe("responses", () => {
  test("a whole answer", async () => {
    const { openai } = await start({ thinking: ["hm"], pieces: ["Hel", "lo"] });
    const answer = await openai.responses.create({ ...fields, instructions: "Be brief.", metadata: { a: "b" } });
    expect(answer.output_text).toBe("Hello");
    expect(answer).toMatchObject({
      object: "response",
      status: "completed",
      instructions: "Be brief.",
      metadata: { a: "b" },
      output: [
        { type: "reasoning", content: [{ type: "reasoning_text", text: "hm" }], summary: [] },
        { type: "message", content: [{ type: "output_text", text: "Hello" }] },
      ],
      usage: {
        input_tokens: 11,
        input_tokens_details: { cached_tokens: 1 },
        output_tokens: 3,
        output_tokens_details: { reasoning_tokens: 1 },
        total_tokens: 14,
      },
    });
  });

  test("a stream's helpers put together what is answered whole", async () => {
    const { openai } = await start({ thinking: ["h", "m"], pieces: ["Hel", "lo"] });
    const stream = openai.responses.stream(fields);
    const heard: string[] = [];
    stream.on("response.output_text.delta", ({ delta }) => heard.push(delta));
    const final = await stream.finalResponse();
    expect(heard).toEqual(["Hel", "lo"]);
    expect(final.output_text).toBe("Hello");
    const whole = await openai.responses.create(fields);
    const withoutIds = (items: readonly { id?: string }[]) => items.map((item) => ({ ...item, id: "" }));
    expect(withoutIds(final.output)).toMatchObject(withoutIds(whole.output));
  });

  test("are retrieved, followed on, listed and deleted", async () => {
    const { openai, engine } = await start({ thinking: ["hm"], pieces: ["Hello"] });
    const first = await openai.responses.create({ ...fields, instructions: "Be brief." });
    expect(await openai.responses.retrieve(first.id)).toEqual(first);
    const second = await openai.responses.create({ ...fields, previous_response_id: first.id, input: "and?" });
    expect(second.previous_response_id).toBe(first.id);
    expect(engine.requests[1]).toMatchObject({
      messages: [
        { role: "user", content: "hi" },
        { role: "assistant", content: "Hello", reasoningContent: "hm" },
        { role: "user", content: "and?" },
      ],
    });
    const listed = [];
    for await (const item of openai.responses.inputItems.list(second.id, { order: "asc", limit: 3 })) listed.push(item);
    expect(listed).toMatchObject([
      { role: "user", content: [{ type: "input_text", text: "hi" }] },
      { type: "reasoning" },
      { role: "assistant" },
      { role: "user", content: [{ type: "input_text", text: "and?" }] },
    ]);
    await openai.responses.delete(first.id);
    await expect(openai.responses.retrieve(first.id)).rejects.toThrow(OpenAI.NotFoundError);
    await expect(openai.responses.create({ ...fields, previous_response_id: second.id })).rejects.toMatchObject({
      status: 400,
      code: "previous_response_not_found",
      param: "previous_response_id",
    });
  });

  test("are not kept with store: false", async () => {
    const { openai } = await start({ pieces: ["a"] });
    const { id } = await openai.responses.create({ ...fields, store: false });
    await expect(openai.responses.retrieve(id)).rejects.toThrow(OpenAI.NotFoundError);
  });
});

describe("in the background", () => {
  test("polled until it is done", async () => {
    const { openai } = await start({ pieces: ["Hel", "lo"], delayMs: 10 });
    let response = await openai.responses.create({ ...fields, background: true });
    expect(["queued", "in_progress"]).toContain(response.status);
    while (response.status === "queued" || response.status === "in_progress") {
      await new Promise((resolve) => setTimeout(resolve, 5));
      response = await openai.responses.retrieve(response.id);
    }
    expect(response).toMatchObject({ status: "completed", background: true });
    expect(response.output_text).toBe("Hello");
    expect((await openai.responses.cancel(response.id)).status).toBe("completed");
  });

  test("cancelled, which frees it", async () => {
    const { openai, engine } = await start({ pieces: ["a", "b"], hangAfter: 1 });
    const { id } = await openai.responses.create({ ...fields, background: true });
    await until(() => engine.numPieces === 1);
    await expect(openai.responses.create({ ...fields, previous_response_id: id })).rejects.toThrow("not done yet");
    expect((await openai.responses.cancel(id)).status).toBe("cancelled");
    await until(() => engine.numCancelled === 1);
    expect((await openai.responses.retrieve(id)).status).toBe("cancelled");
    expect((await openai.responses.cancel(id)).status).toBe("cancelled");
  });

  test("deleted, which ends it", async () => {
    const { openai, engine } = await start({ pieces: ["a", "b"], hangAfter: 1 });
    const { id } = await openai.responses.create({ ...fields, background: true });
    await openai.responses.delete(id);
    await until(() => engine.numCancelled === 1);
    await expect(openai.responses.retrieve(id)).rejects.toThrow(OpenAI.NotFoundError);
  });

  test("streamed, left, and taken up again", async () => {
    const { openai, engine } = await start({ pieces: ["a", "b", "c"], delayMs: 5 });
    const events: ResponseStreamEvent[] = [];
    for await (const event of await openai.responses.create({ ...fields, background: true, stream: true })) {
      events.push(event);
      if (event.type === "response.output_text.delta") break;
    }
    const created = events[0] as OpenAI.Responses.ResponseCreatedEvent;
    const { id } = created.response;
    const starting_after = events.length - 1;
    for await (const event of await openai.responses.retrieve(id, { stream: true, starting_after })) events.push(event);
    expect(events.map(({ sequence_number }) => sequence_number)).toEqual(events.map((_, index) => index));
    expect(events.slice(0, 3).map(({ type }) => type)).toEqual([
      "response.created",
      "response.queued",
      "response.in_progress",
    ]);
    const texts = events.flatMap((event) => (event.type === "response.output_text.delta" ? [event.delta] : []));
    expect(texts).toEqual(["a", "b", "c"]);
    expect(events.at(-1)).toMatchObject({
      type: "response.completed",
      response: await openai.responses.retrieve(id).then(({ output }) => ({ output })),
    });
    expect(engine.requests).toHaveLength(1);
  });

  test("a fault is told to whoever asks", async () => {
    const { openai } = await start({ pieces: ["a"], fault: new QwenError("engine/closed", "gone") });
    const { id } = await openai.responses.create({ ...fields, background: true });
    let response = await openai.responses.retrieve(id);
    while (response.status !== "failed") response = await openai.responses.retrieve(id);
    expect(response.error).toEqual({ code: "engine/closed", message: "gone" });
  });
});

describe("faults", () => {
  test("errors are the client's own classes", async () => {
    const { openai } = await start({ refusal: new QwenError("request/too-many-waiting", "full") });
    const ask = (more: object) => openai.responses.create({ ...fields, ...more });
    await expect(ask({ temperature: 9 })).rejects.toThrow(OpenAI.BadRequestError);
    await expect(ask({ model: "gpt" })).rejects.toThrow(OpenAI.NotFoundError);
    await expect(ask({})).rejects.toThrow(OpenAI.RateLimitError);
    await expect(ask({ stream: true })).rejects.toThrow(OpenAI.RateLimitError);
    await expect(ask({ background: true })).rejects.toThrow(OpenAI.RateLimitError);
    await expect(ask({ background: true, store: false })).rejects.toMatchObject({ param: "store" });
  });

  test("an error in the middle of a stream is thrown", async () => {
    const { openai } = await start({ pieces: ["a"], fault: new QwenError("engine/closed", "gone") });
    const stream = openai.responses.stream(fields);
    const texts: string[] = [];
    stream.on("response.output_text.delta", ({ delta }) => texts.push(delta));
    await expect(stream.finalResponse()).rejects.toMatchObject({ message: expect.stringContaining("gone") });
    expect(texts).toEqual(["a"]);
  });

  test("leaving a stream or a call frees the generation, and keeps nothing", async () => {
    const { openai, engine } = await start({ pieces: ["a", "b"], hangAfter: 1 });
    let id = "";
    for await (const event of await openai.responses.create({ ...fields, stream: true })) {
      if (event.type === "response.created") id = event.response.id;
      if (event.type === "response.output_text.delta") break;
    }
    await until(() => engine.numCancelled === 1);
    await expect(openai.responses.retrieve(id)).rejects.toThrow(OpenAI.NotFoundError);
    const controller = new AbortController();
    const whole = openai.responses.create(fields, { signal: controller.signal });
    await until(() => engine.numPieces === 2);
    controller.abort();
    await expect(whole).rejects.toThrow(OpenAI.APIUserAbortError);
    await until(() => engine.numCancelled === 2);
    expect(engine.status.runningSequences).toBe(0);
  });

  test("a server that closes ends what runs in the background", async () => {
    const { openai, engine, server } = await start({ pieces: ["a", "b"], hangAfter: 1 });
    await openai.responses.create({ ...fields, background: true });
    await until(() => engine.numPieces === 1);
    await server.close();
    await until(() => engine.numCancelled === 1);
  });
});

test("a prompt's tokens are counted, with what it follows on", async () => {
  const { openai, engine } = await start({ pieces: ["a"] });
  const first = await openai.responses.create({ ...fields, input: "hello" });
  const alone = await openai.responses.inputTokens.count({ model: "default", input: "hi", instructions: "be" });
  expect(alone).toEqual({ object: "response.input_tokens", input_tokens: "hi".length + "be".length });
  const more = await openai.responses.inputTokens.count({ input: "hi", previous_response_id: first.id });
  expect(more.input_tokens).toBe("hello".length + "a".length + "hi".length);
  expect(engine.requests.at(-1)).toMatchObject({ maxTokens: 0 });
  const wrong = openai.responses.inputTokens.count({ input: "hi", previous_response_id: "resp_none" });
  await expect(wrong).rejects.toMatchObject({ status: 400, code: "previous_response_not_found" });
});

test("a conversation is made shorter, and what follows goes on from its summary", async () => {
  const { openai, engine } = await start({ pieces: ["They ", "greeted."] });
  const first = await openai.responses.create({ ...fields, input: "hello" });
  const compacted = await openai.responses.compact({
    model: "default",
    input: [{ role: "user", content: "and now?" }],
    previous_response_id: first.id,
  });
  expect(compacted).toMatchObject({
    object: "response.compaction",
    output: [
      { type: "message", role: "user", content: [{ type: "input_text", text: "hello" }] },
      { type: "message", role: "user", content: [{ type: "input_text", text: "and now?" }] },
      { type: "compaction" },
    ],
    usage: { output_tokens: 2 },
  });
  const asked = engine.requests[1] as unknown as { messages: { content: string }[] };
  expect(asked.messages.map(({ content }) => content).slice(0, -1)).toEqual(["hello", "They greeted.", "and now?"]);
  expect(asked).toMatchObject({ truncation: "auto", template: { enableThinking: false } });
  const input = [...compacted.output, { role: "user", content: "go on" }] as ResponseCreateParams["input"];
  const next = await openai.responses.create({ model: "default", input: input! });
  expect(next.status).toBe("completed");
  const { messages } = engine.requests[2] as unknown as { messages: { content: string }[] };
  expect(messages.map(({ content }) => content)).toEqual([
    "hello",
    "and now?",
    expect.stringMatching(/summary.*They greeted\.$/s),
    "go on",
  ]);
  const foreign = [{ type: "compaction" as const, encrypted_content: "gAAAA" }];
  await expect(openai.responses.create({ model: "default", input: foreign })).rejects.toMatchObject({ status: 400 });
  await expect(openai.responses.compact({ model: "default" })).rejects.toMatchObject({ status: 400, param: "input" });
});
