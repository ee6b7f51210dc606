import { QwenError } from "@qwents/engine";
import OpenAI from "openai";
import { ResponsesWS } from "openai/resources/responses/ws";
import { afterEach, describe, expect, test } from "vitest";
import { FakeEngine } from "../../fake-engine.fixture.ts";
import { isLast, lastOf, SocketTests } from "../../web-socket/socket-client.fixture.ts";

// Responses over a WebSocket of the real server.

const tests = new SocketTests();
afterEach(() => tests.end());

describe("turns", () => {
  test("events are those of a stream over HTTP", async () => {
    const { open, server } = await tests.start({ thinking: ["hm"], pieces: ["Hel", "lo"] });
    const events = await (await open()).ask({ input: "hi" });
    const openai = new OpenAI({ baseURL: `${server.url}/v1`, apiKey: "none" });
    const streamed = [];
    for await (const event of await openai.responses.create({ model: "default", input: "hi", stream: true })) {
      streamed.push(event);
    }
    const shape = (all: readonly object[]) =>
      JSON.stringify(all, (key, value) => (/id$|_at$/.test(key) ? typeof value : value));
    expect(shape(events)).toBe(shape(streamed));
    expect(await openai.responses.retrieve(lastOf(events).response.id)).toMatchObject({ output_text: "Hello" });
  });

  test("OpenAI's own client", async () => {
    const { server } = await tests.start({ pieces: ["Hel", "lo"] }, { apiKey: "key" });
    const socket = new ResponsesWS(new OpenAI({ baseURL: `${server.url}/v1`, apiKey: "key" }));
    const texts: string[] = [];
    const errors: unknown[] = [];
    socket.on("error", ({ message }) => errors.push(message));
    socket.on("response.output_text.delta", ({ delta }) => texts.push(delta));
    const completed = new Promise((resolve) => socket.once("response.completed", resolve));
    socket.send({ type: "response.create", model: "default", input: "hi", stream_id: "lane" });
    expect(await completed).toMatchObject({ stream_id: "lane", response: { status: "completed" } });
    expect(texts).toEqual(["Hel", "lo"]);
    expect(errors).toEqual([]);
    socket.close();
  });

  test("several messages sent at once are answered one after the other", async () => {
    const { open, engine } = await tests.start({ pieces: ["a", "b"], delayMs: 3 });
    const client = await open();
    for (const text of ["1", "2"]) client.say({ input: text });
    await client.ask("{");
    while (client.heard.filter(isLast).length < 3) await new Promise((resolve) => setTimeout(resolve, 5));
    const starts = client.heard.flatMap(({ type }) => (type === "response.created" || type === "error" ? type : []));
    expect(starts).toEqual(["response.created", "response.created", "error"]);
    expect(client.heard.filter(({ sequence_number: n }) => n === 0)).toHaveLength(2);
    expect(engine.requests).toMatchObject(["1", "2"].map((content) => ({ messages: [{ content }] })));
  });

  test.each([
    ["no JSON", "{", "invalid_json"],
    ["a list", "[]", "invalid_type"],
    ["bytes", new Uint8Array([123, 125]), "invalid_json"],
    ["another type", { type: "response.steer", input: "hi" }, "invalid_value"],
    ["a model that is not there", { input: "hi", model: "other" }, "model_not_found"],
    ["something unknown", { input: "hi", colour: "red" }, "unknown_parameter"],
    ["background", { input: "hi", background: true }, "unsupported"],
    ["no generation", { input: "hi", generate: false }, "unsupported"],
    [
      "an output without its call",
      { input: [{ type: "function_call_output", call_id: "c", output: "" }] },
      "call_not_found",
    ],
  ])("%s is an error, and the next message is answered", async (_, message, code) => {
    const { open } = await tests.start({ pieces: ["a"] });
    const client = await open();
    const [error, ...more] = await client.ask(message);
    expect(more).toEqual([]);
    expect(error).toMatchObject({ type: "error", status: code === "model_not_found" ? 404 : 400, error: { code } });
    expect(lastOf(await client.ask({ input: "hi", stream: true })).type).toBe("response.completed");
  });

  test("refusals say when to come again", async () => {
    const { open } = await tests.start({ refusal: new QwenError("request/too-many-waiting", "full") });
    expect(await (await open()).ask({ input: "hi" })).toEqual([
      expect.objectContaining({ type: "error", status: 429, headers: { "retry-after": expect.any(String) } }),
    ]);
  });

  test("a fault in the middle is the turn's one end, and the response is kept as failed", async () => {
    const { open, server } = await tests.start({ pieces: ["a"], fault: new QwenError("engine/closed", "gone") });
    const client = await open();
    const events = await client.ask({ input: "hi", stream_id: "s" });
    expect(lastOf(events)).toMatchObject({ status: 503, code: "engine/closed", stream_id: "s" });
    await client.ask("{");
    expect(client.heard.at(-2)).toBe(events.at(-1));
    const { id } = events[0].response as { id: string };
    expect(await (await fetch(`${server.url}/v1/responses/${id}`)).json()).toMatchObject({ status: "failed" });
  });
});

describe("following on", () => {
  const saying = (...contents: string[]) => ({ messages: contents.map((content) => ({ content })) });
  const turns = async () => tests.start(new FakeEngine({ pieces: ["Hello"] }));

  test("the latest response, without its being kept, on its own connection alone", async () => {
    const { open, engine, server } = await turns();
    const client = await open();
    const first = lastOf(await client.ask({ input: "a", store: false })).response.id;
    const again = { input: "b", store: false, previous_response_id: first };
    const second = lastOf(await client.ask(again)).response.id;
    expect(engine.requests[1]).toMatchObject(saying("a", "Hello", "b"));
    expect(lastOf(await client.ask(again)).code).toBe("previous_response_not_found");
    const third = await client.ask({ input: "c", previous_response_id: second });
    expect(engine.requests[2]).toMatchObject(saying("a", "Hello", "b", "Hello", "c"));
    expect((await fetch(`${server.url}/v1/responses/${second}`)).status).toBe(404);
    const other = await open();
    const { id } = lastOf(third).response;
    expect(lastOf(await other.ask({ input: "d", previous_response_id: id })).code).toBe("previous_response_not_found");
    expect(lastOf(await client.ask({ input: "d", previous_response_id: id })).type).toBe("response.completed");
  });

  test("a response that is kept, from wherever it came", async () => {
    const { open, engine } = await turns();
    const [one, other] = [await open(), await open()];
    const { id } = lastOf(await one.ask({ input: "a" })).response;
    await other.ask({ input: "b", previous_response_id: id, store: false });
    expect(engine.requests[1]).toMatchObject(saying("a", "Hello", "b"));
  });

  test("in vain takes it away", async () => {
    const { open } = await turns();
    const client = await open();
    const { id } = lastOf(await client.ask({ input: "a", store: false })).response;
    const follow = (fields: object) => client.ask({ input: "b", store: false, previous_response_id: id, ...fields });
    expect(lastOf(await follow({ model: "other" })).code).toBe("model_not_found");
    expect(lastOf(await follow({})).code).toBe("previous_response_not_found");
  });
});
