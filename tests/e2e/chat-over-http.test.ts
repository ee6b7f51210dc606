import { fileURLToPath } from "node:url";
import { type Engine, loadEngine } from "@qwents/engine";
import { type RunningServer, serve } from "@qwents/server/node";
import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

// The whole way: the built-in model's file, the engine with its worker threads, HTTP, OpenAI's own client.

const modelPath = fileURLToPath(new URL("../../models/cockpit/cockpit-q8_0.gguf", import.meta.url));
const messages = [{ role: "user" as const, content: "Hello! Who are you?" }];

let engine: Engine;
let server: RunningServer;
let openai: OpenAI;

beforeAll(async () => {
  engine = await loadEngine(modelPath, { numThreads: 2 });
  server = await serve({ engine, port: 0 });
  openai = new OpenAI({ baseURL: `${server.url}/v1`, apiKey: "none", maxRetries: 0 });
});

afterAll(async () => {
  await server?.close(0);
  await engine?.close();
});

async function answer(fields: Partial<OpenAI.ChatCompletionCreateParamsNonStreaming> = {}) {
  return openai.chat.completions.create({ model: "default", messages, temperature: 0, max_tokens: 24, ...fields });
}

async function textOf(fields: Partial<OpenAI.ChatCompletionCreateParamsNonStreaming> = {}): Promise<string> {
  return (await answer(fields)).choices[0].message.content ?? "";
}

describe("chat", () => {
  test("answers, and counts what it did", async () => {
    const { choices, usage, model } = await answer();
    expect(model).toBe(engine.info.id);
    expect(choices[0].message.content).not.toBe("");
    const prompt = engine.applyTemplate(messages);
    expect(usage?.prompt_tokens).toBe(engine.tokenize(prompt, { parseSpecial: true }).length);
    expect(usage?.completion_tokens).toBeGreaterThan(0);
  });

  test("is shown the tools on offer, and no others", async () => {
    const offered = { name: "get_time", description: "The time now.", parameters: { type: "object", properties: {} } };
    const tools = [{ type: "function" as const, function: offered }];
    const countOf = async (fields: object) => (await answer({ max_tokens: 1, ...fields })).usage?.prompt_tokens;
    const prompt = engine.applyTemplate(messages, [offered]);
    expect(prompt).toContain("get_time");
    expect(await countOf({ tools })).toBe(engine.tokenize(prompt, { parseSpecial: true }).length);
    expect(await countOf({ tools, tool_choice: "none" })).toBe(await countOf({}));
  });

  test("asked the same again, it reads only the end of the prompt anew, and tells so", async () => {
    const parameters = { type: "object", properties: { zone: { type: "string", description: "The time zone." } } };
    const tools = [
      { type: "function" as const, function: { name: "zone_time", description: "The time now.", parameters } },
    ];
    const answers = [await answer({ tools }), await answer({ tools })];
    expect(answers[1].choices[0].message).toEqual(answers[0].choices[0].message);
    const [first, second] = answers.map(({ usage }) => usage?.prompt_tokens_details?.cached_tokens ?? -1);
    // Other requests began alike, too, but not as far.
    expect(second).toBeGreaterThan(first);
    expect(second).toBeGreaterThanOrEqual((answers[1].usage?.prompt_tokens ?? 0) - 32);
  });

  test("streamed, it says the same", async () => {
    const stream = openai.chat.completions.stream({ model: "default", messages, temperature: 0, max_tokens: 24 });
    const { choices } = await stream.finalChatCompletion();
    expect(choices[0].message.content).toBe(await textOf());
  });

  test("four at once say what each says alone", async () => {
    const questions = ["Hello!", "Who are you?", "What is two plus two?", "Bye"];
    const ask = (content: string) => textOf({ messages: [{ role: "user", content }] });
    const together = await Promise.all(questions.map(ask));
    for (const [i, question] of questions.entries()) expect(together[i]).toBe(await ask(question));
  });

  test("the same seed says the same", async () => {
    const fields = { temperature: 1.5, seed: 7 };
    expect(await textOf(fields)).toBe(await textOf(fields));
  });

  test("log-probabilities belong to the text", async () => {
    const { choices } = await answer({ logprobs: true, top_logprobs: 2 });
    const tokens = choices[0].logprobs?.content ?? [];
    const bytes = tokens.flatMap((token) => token.bytes ?? []);
    expect(new TextDecoder().decode(Uint8Array.from(bytes))).toBe(choices[0].message.content);
    for (const { logprob, top_logprobs } of tokens) {
      expect(top_logprobs).toHaveLength(2);
      expect(logprob).toBeCloseTo(top_logprobs[0].logprob, 5);
    }
  });

  test("ends before a stop string", async () => {
    const text = await textOf();
    const stop = text.slice(4, 9);
    const { message, finish_reason } = (await answer({ stop })).choices[0];
    expect(message.content).toBe(text.slice(0, text.indexOf(stop)));
    expect(finish_reason).toBe("stop");
  });

  test("who leaves frees its place, and health answers meanwhile", async () => {
    const endless = { ignore_eos: true, max_tokens: engine.info.contextLength - 100 } as object;
    const stream = await openai.chat.completions.create({ model: "default", messages, stream: true, ...endless });
    let numChunks = 0;
    for await (const { choices } of stream) {
      if (choices[0].delta.content === "" || ++numChunks < 3) continue;
      const asked = performance.now();
      expect(await (await fetch(`${server.url}/health`)).json()).toMatchObject({ status: "ok", running: 1 });
      expect(performance.now() - asked).toBeLessThan(1000);
      break;
    }
    await expect.poll(() => engine.status.runningSequences).toBe(0);
  });

  test("a prompt longer than the context is refused before it is computed", async () => {
    const content = "hello ".repeat(engine.info.contextLength);
    await expect(answer({ messages: [{ role: "user", content }] })).rejects.toMatchObject({
      status: 400,
      code: "context_length_exceeded",
    });
  });
});

test("a completion goes on from text as from its token ids", async () => {
  const text = "Hello";
  const complete = async (prompt: string | number[]) =>
    (await openai.completions.create({ model: "default", prompt, temperature: 0, max_tokens: 8 })).choices[0].text;
  expect(await complete(engine.tokenize(text))).toBe(await complete(text));
});
