import { type ModerationList, moderationCategories } from "@qwents/protocol";
import OpenAI from "openai";
import type { Moderation } from "openai/resources/moderations";
import { afterEach, describe, expect, expectTypeOf, test } from "vitest";
import { callsTo } from "../app-calls.fixture.ts";
import { FakeEngine } from "../fake-engine.fixture.ts";
import { type RunningServer, serve } from "../node.ts";

// OpenAI's own client against the server over loopback, with a scripted guard.

const running: RunningServer[] = [];
const verdicts: Readonly<Record<string, string>> = {
  "good day": "Safety: Safe\nCategories: None",
  bomb: "Safety: Unsafe\nCategories: Violent, Non-violent Illegal Acts",
  leak: "Safety: Controversial\nCategories: PII, Copyright Violation, Suicide & Self-Harm\nRefusal: No",
  odd: "I would rather not say.",
};

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close(0)));
});

/** A guard that writes the verdict on a text a line a token, "Safety:" and what follows it apart. */
function guard(info: Partial<FakeEngine["info"]> = { isGuard: true }) {
  return new FakeEngine(
    (request) => {
      const text = "messages" in request ? (request.messages.at(-1)?.content ?? "") : "";
      return { pieces: (verdicts[text] ?? verdicts.bomb).match(/^Safety:| \w+\n|.+\n?/gm) ?? [] };
    },
    "guard",
    8,
    info,
  );
}

async function start(engine: FakeEngine) {
  const server = await serve({ engine, port: 0 });
  running.push(server);
  return new OpenAI({ baseURL: `${server.url}/v1`, apiKey: "none", maxRetries: 0 });
}

const named = (categories: object) => Object.entries(categories).flatMap(([name, value]) => (value ? [name] : []));

test("results are what the client's types say", () => {
  expectTypeOf<ModerationList["results"][number]>().toExtend<Moderation>();
});

test("a guard's words become OpenAI's, where it has some, else stay its own", async () => {
  const engine = guard();
  const openai = await start(engine);
  const { model, id, results } = await openai.moderations.create({
    model: "guard",
    input: ["good day", "bomb", "leak"],
  });
  expect([model, id]).toEqual(["guard", expect.stringMatching(/^modr-/)]);
  expect(results.map(({ flagged, categories }) => [flagged, named(categories)])).toEqual([
    [false, []],
    [true, ["illicit", "violence"]],
    [true, ["self-harm", "pii", "copyright-violation"]],
  ]);
  expect(results.map((result) => (result as { safety?: string }).safety)).toEqual(["Safe", "Unsafe", "Controversial"]);
  expect(Object.keys(results[0].categories)).toEqual([...moderationCategories]);
  expect(results[1].category_applied_input_types.violence).toEqual(["text"]);
  expect(engine.requests[0]).toMatchObject({
    messages: [{ role: "user", content: "good day" }],
    grammar: { type: "regex" },
    sampling: { temperature: 0 },
  });
});

test("a score is what the model left for anything but safe", async () => {
  const openai = await start(guard());
  // The fake's tokens have a log-probability of -0.5, and "Safe" is not among those beside them.
  const { results } = await openai.moderations.create({ input: ["good day", "bomb"] });
  expect(results[0].category_scores.violence).toBe(0);
  expect([results[1].category_scores.violence, results[1].category_scores.hate]).toEqual([1, 0]);
});

test("parts are one text, and many texts are judged a few at a time", async () => {
  const engine = guard();
  const openai = await start(engine);
  const input = ["a", "b"].map((text) => ({ type: "text" as const, text }));
  expect((await openai.moderations.create({ input })).results).toHaveLength(1);
  expect(engine.requests[0]).toMatchObject({ messages: [{ content: "a\nb" }] });
  expect((await openai.moderations.create({ input: Array(40).fill("bomb") })).results).toHaveLength(40);
});

describe("a guard that judges each token", () => {
  const path = "/v1/moderations";
  const calls = () => callsTo({ engine: guard({ isGuard: true, head: "guard" }) });

  test("judges texts without writing anything", async () => {
    const engine = guard({ isGuard: true, head: "guard" });
    const openai = await start(engine);
    const { results } = await openai.moderations.create({ input: ["good day", "a knife"] });
    expect(results.map(({ flagged, categories }) => [flagged, named(categories)])).toEqual([
      [false, []],
      [true, ["violence"]],
    ]);
    expect(results[1].category_scores.violence).toBe(0.75);
    expect(results[1]).not.toHaveProperty("tokens");
    expect(engine.requests).toEqual([]);
  });

  test("judges a conversation's last message, and tells of its tokens", async () => {
    const messages = [
      { role: "user", content: "a knife" },
      { role: "assistant", content: "no" },
    ];
    const safe = await (await calls().post(path, { messages })).json();
    expect(safe.results).toHaveLength(1);
    expect(safe.results[0]).toMatchObject({
      flagged: false,
      tokens: [{ token: "\u0005", token_id: 5, safety: "Safe" }],
    });
    const unsafe = await (await calls().post(path, { messages: messages.slice(0, 1) })).json();
    expect(unsafe.results[0]).toMatchObject({ safety: "Unsafe", tokens: [{ risk: 0.75, category: "Violent" }] });
  });
});

test("a guard that writes its verdict judges conversations, too", async () => {
  const engine = guard();
  const messages = [
    { role: "user", content: "bomb" },
    { role: "assistant", content: "leak" },
  ];
  const { results } = await (await callsTo({ engine }).post("/v1/moderations", { messages })).json();
  expect(results).toMatchObject([{ safety: "Controversial", refusal: false }]);
  expect(engine.requests[0]).toMatchObject({ messages });
});

describe("what is refused", () => {
  const path = "/v1/moderations";
  const cases: [string, object, string][] = [
    ["no input", {}, "input"],
    ["input and messages", { input: "a", messages: [{ role: "user", content: "a" }] }, "input"],
    ["messages of a tool", { messages: [{ role: "tool", content: "a" }] }, "messages"],
    ["no messages", { messages: [] }, "messages"],
    ["an empty text", { input: "" }, "input"],
    ["no texts", { input: [] }, "input"],
    ["too many texts", { input: Array(2049).fill("a") }, "input"],
    ["a picture", { input: [{ type: "image_url", image_url: { url: "data:," } }] }, "input"],
    ["an unknown field", { input: "a", categories: [] }, "categories"],
  ];
  test.each(cases)("%s", async (_, fields, param) => {
    const response = await callsTo({ engine: guard() }).post(path, fields);
    const { error } = await response.json();
    expect([response.status, error.type]).toEqual([400, "invalid_request_error"]);
    expect(error.param).toMatch(new RegExp(`^${param}`));
  });

  test("a model that is no guard, and one that gives no verdict", async () => {
    const none = await callsTo({ engine: guard({ isGuard: false }) }).post(path, { input: "bomb" });
    expect([none.status, await none.json()]).toMatchObject([400, { error: { code: "request/wrong-model" } }]);
    const odd = await callsTo({ engine: guard() }).post(path, { input: "odd" });
    expect([odd.status, (await odd.json()).error.message]).toEqual([400, expect.stringContaining("no verdict")]);
  });
});
