import { fileURLToPath } from "node:url";
import { type Engine, loadEngine } from "@qwents/engine";
import { type RunningServer, serve } from "@qwents/server/node";
import OpenAI, { BadRequestError } from "openai";
import { afterAll, beforeAll, expect, test } from "vitest";

// OpenAI's own client, and the built-in model.

const path = fileURLToPath(new URL("../../models/cockpit/cockpit-q8_0.gguf", import.meta.url));
let engine: Engine;
let server: RunningServer;
let openai: OpenAI;

beforeAll(async () => {
  engine = await loadEngine(path, { numThreads: 2, contextLength: 512 });
  server = await serve({ engine, port: 0 });
  openai = new OpenAI({ baseURL: `${server.url}/v1`, apiKey: "none", maxRetries: 0 });
});
afterAll(async () => {
  await server?.close(0);
  await engine?.close();
});

test("a text's score is that of its tokens one after the other", async () => {
  const prompt = "Set the heating in the kitchen to 21 degrees.";
  const common = { model: "default", temperature: 0 };
  const scored = await openai.completions.create({ ...common, prompt, echo: true, logprobs: 2, max_tokens: 0 });
  const [{ text, logprobs, finish_reason }] = scored.choices;
  expect([text, finish_reason]).toEqual([prompt, "length"]);
  expect(logprobs?.tokens?.join("")).toBe(prompt);
  expect(logprobs?.token_logprobs?.[0]).toBeNull();
  const ids = engine.tokenize(prompt);
  expect(logprobs?.tokens).toHaveLength(ids.length);
  for (const i of [1, 4, ids.length - 1]) {
    const forced = await openai.completions.create({
      ...common,
      prompt: ids.slice(0, i),
      logprobs: 2,
      max_tokens: 1,
      logit_bias: { [ids[i]]: 100 },
    });
    const { tokens, token_logprobs, top_logprobs } = forced.choices[0].logprobs!;
    expect(tokens?.[0]).toBe(logprobs?.tokens?.[i]);
    expect(token_logprobs?.[0]).toBeCloseTo(logprobs?.token_logprobs?.[i] as number, 3);
    expect(Object.keys(top_logprobs?.[0] ?? {})).toEqual(Object.keys(logprobs?.top_logprobs?.[i] ?? {}));
  }
  expect(scored.usage).toMatchObject({ prompt_tokens: ids.length, completion_tokens: 0 });
});

test("streamed, the echo has the same scores", async () => {
  const fields = { model: "default", prompt: "Turn off", echo: true, logprobs: 0, max_tokens: 3, temperature: 0 };
  const whole = await openai.completions.create(fields);
  const pieces = [];
  for await (const { choices } of await openai.completions.create({ ...fields, stream: true })) pieces.push(choices[0]);
  expect(pieces.map(({ text }) => text).join("")).toBe(whole.choices[0].text);
  const logprobs = pieces.flatMap((piece) => piece.logprobs?.token_logprobs ?? []);
  expect(logprobs).toHaveLength(whole.choices[0].logprobs?.token_logprobs?.length as number);
  expect(pieces.flatMap((piece) => piece.logprobs?.text_offset ?? [])).toEqual(whole.choices[0].logprobs?.text_offset);
});

test("a gap is filled between prefix and suffix, and only without log-probabilities of an echo", async () => {
  const gap = { model: "default", prompt: "one, ", suffix: ", three", max_tokens: 4 };
  const { choices, usage } = await openai.completions.create({ ...gap, best_of: 2, seed: 1 });
  expect(choices).toHaveLength(1);
  const numTokens = engine.tokenize(gap.prompt).length + engine.tokenize(gap.suffix).length + 3;
  expect(usage?.prompt_tokens).toBe(numTokens);
  await expect(openai.completions.create({ ...gap, echo: true, logprobs: 1 })).rejects.toThrow(BadRequestError);
});
