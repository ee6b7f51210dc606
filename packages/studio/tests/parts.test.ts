import type { ChatCompletionChunk, Model } from "@qwents/protocol";
import { afterEach, describe, expect, test, vi } from "vitest";
import { streamChat } from "../src/api/chat.ts";
import { type ChatAnswer, emptyAnswer, withChunk } from "../src/api/chat-answer.ts";
import { callJson } from "../src/api/http.ts";
import { ServerError } from "../src/api/server-error.ts";
import { errorText } from "../src/app/error-text.ts";
import { parsePath, pathOf } from "../src/app/route.ts";
import { type Exchange, messagesOf } from "../src/features/cockpit/talk/exchange.ts";
import { presetSides } from "../src/features/compare/presets.ts";
import { emptySetup } from "../src/features/compare/setup.ts";
import { firstLanguage } from "../src/i18n/language.ts";

afterEach(() => vi.unstubAllGlobals());

function chunk(delta: ChatCompletionChunk["choices"][number]["delta"], finish_reason: "stop" | null = null) {
  return { choices: [{ index: 0, delta, finish_reason }] } as unknown as ChatCompletionChunk;
}

/** What a server answers, whatever is asked. */
function answering(body: string, init: ResponseInit = {}): void {
  vi.stubGlobal("fetch", async () => new Response(body, init));
}

async function streamed(): Promise<ChatAnswer> {
  let answer = emptyAnswer;
  for await (const next of streamChat({ model: "default", messages: [] })) answer = withChunk(answer, next);
  return answer;
}

describe("an answer", () => {
  test("grows by its chunks", () => {
    const chunks = [
      chunk({ reasoning_content: "Hm" }),
      chunk({ content: "Hel" }),
      chunk({ content: "lo" }),
      chunk({ tool_calls: [{ index: 0, id: "a", type: "function", function: { name: "f", arguments: '{"x"' } }] }),
      chunk({ tool_calls: [{ index: 1, id: "b", type: "function", function: { name: "g", arguments: "{}" } }] }),
      chunk({ tool_calls: [{ index: 0, function: { arguments: ":1}" } }] }),
      chunk({}, "stop"),
    ];
    expect(chunks.reduce(withChunk, emptyAnswer)).toEqual({
      content: "Hello",
      reasoning: "Hm",
      toolCalls: [
        { id: "a", type: "function", function: { name: "f", arguments: '{"x":1}' } },
        { id: "b", type: "function", function: { name: "g", arguments: "{}" } },
      ],
      finishReason: "stop",
    });
  });

  test("is read from a stream", async () => {
    answering(`data: ${JSON.stringify(chunk({ content: "hi" }))}\n\ndata: [DONE]\n\n`);
    expect((await streamed()).content).toBe("hi");
  });

  test.each([
    ["ends early", `data: ${JSON.stringify(chunk({ content: "hi" }))}\n\n`, 200, "broken_off"],
    ["fails in the middle", 'data: {"error":{"message":"gone","code":"engine_failed"}}\n\n', 200, "engine_failed"],
    ["is refused", '{"error":{"message":"no","code":"invalid_api_key"}}', 401, "invalid_api_key"],
    ["is refused by something else", "<html>", 502, null],
  ])("that %s is an error", async (_, body, status, code) => {
    answering(body, { status });
    await expect(streamed()).rejects.toMatchObject({ name: "ServerError", code });
  });

  test("that never comes is an error, one that was stopped is not", async () => {
    vi.stubGlobal("fetch", async () => {
      throw new TypeError("Failed to fetch");
    });
    await expect(callJson("/health")).rejects.toMatchObject({ status: 0, code: "unreachable" });
    const signal = AbortSignal.abort(new Error("stopped"));
    await expect(callJson("/health", { signal })).rejects.toThrow("stopped");
  });

  test("that is no JSON is an error", async () => {
    answering("hello");
    await expect(callJson("/health")).rejects.toMatchObject({ code: "bad_response" });
  });
});

test.each([
  [0, "unreachable", "errors.unreachable"],
  [0, "broken_off", "errors.brokenOff"],
  [401, "invalid_api_key", "errors.key"],
  [429, "queue_full", "errors.busy"],
  [400, "context_length_exceeded", "errors.tooLong"],
  [404, "model_not_found", "errors.noModel"],
  [400, "other", "errors.other"],
])("error %i %s is said as %s", (status, code, key) => {
  const t = ((name: string) => name) as unknown as Parameters<typeof errorText>[1];
  expect(errorText(new ServerError("why", { status, code }), t)).toBe(key);
  expect(errorText(new Error("why"), t)).toBe("errors.unknown");
});

test.each([
  ["/", "", ""],
  ["/studio/", "", ""],
  ["/studio/chat", "chat", ""],
  ["/studio/chat/a%2Fb/c", "chat", "a/b/c"],
  ["/studio/chat/%", "chat", "%"],
])("the address %s is page %j and %j", (path, page, rest) => {
  expect(parsePath(path)).toEqual({ page, rest });
  expect(parsePath(pathOf("chat", "x y/ü"))).toEqual({ page: "chat", rest: "x y/ü" });
});

test.each([
  [["de-CH", "en"], null, "de"],
  [["fr", "zh-Hant-TW"], null, "zh"],
  [["id-ID"], null, "ms"],
  [["fr"], null, "en"],
  [["fr"], "ms", "ms"],
  [["de"], "xx", "de"],
])("browsers that ask for %j, with %j kept, begin in %s", (wanted, kept, language) => {
  expect(firstLanguage(wanted, kept)).toBe(language);
});

test("thinking and not thinking are compared with what the model recommends for each", () => {
  const modes = { temperature: 0.6, top_p: 0.95, top_k: 20, min_p: 0, repetition_penalty: 1, presence_penalty: 0 };
  const thinking = { ...modes, frequency_penalty: 0 };
  const model = { id: "m", object: "model" as const, created: 0, owned_by: "" };
  const known = { ...model, sampling_modes: { thinking, answering: { ...thinking, temperature: 0.7 } } };
  const setup = emptySetup();
  const mine = { ...setup.sides[0], model: "m", numbers: { ...setup.sides[0].numbers, temperature: "1.9" } };
  const sidesWith = (one: Model) => presetSides("thinking", { ...setup, sides: [mine, mine] }, [one])!;
  const [on, off] = sidesWith(known);
  expect([on.thinking, on.numbers.temperature, on.numbers.topP, on.numbers.maxTokens]).toEqual([
    "on",
    "0.6",
    "0.95",
    "400",
  ]);
  expect([off.thinking, off.numbers.temperature]).toEqual(["off", "0.7"]);
  expect(sidesWith(model).map(({ numbers }) => numbers.temperature)).toEqual(["", ""]);
});

test("the model is told of the last exchanges that went well", () => {
  const exchange = (id: number, state: Exchange["state"]): Exchange => ({ id, said: `s${id}`, steps: [], state });
  const past = [1, 2, 3, 4, 5].map((id) => exchange(id, id === 3 ? "failed" : "done"));
  const call = { id: "c", type: "function" as const, function: { name: "f", arguments: "{}" } };
  const steps = [{ text: "", calls: [{ call, result: { ok: true } }] }];
  const messages = messagesOf([...past, { ...exchange(6, "running"), steps }]);
  expect(messages.map(({ content }) => content)).toEqual(["s2", "s4", "s5", "s6", "", '{"ok":true}']);
  expect(messages.at(-1)).toMatchObject({ role: "tool", tool_call_id: "c" });
});
