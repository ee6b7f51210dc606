import { fileURLToPath } from "node:url";
import { type Engine, loadEngine } from "@qwents/engine";
import { decisionSchema } from "@qwents/protocol";
import { type RunningServer, serve } from "@qwents/server/node";
import OpenAI, { BadRequestError } from "openai";
import { afterAll, beforeAll, expect, test } from "vitest";

// OpenAI's own client, and the built-in model.

const path = fileURLToPath(new URL("../../models/cockpit/cockpit-q8_0.gguf", import.meta.url));
const headers = { "content-type": "application/json" };
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

test("choices are as likely as their tokens one after the other", async () => {
  const prompt = "Turn the light in the kitchen";
  const choices = [" on.", " off, please.", " into a banana."];
  const post = async (body: object) => {
    const response = await fetch(`${server.url}/v1/decisions`, { method: "POST", body: JSON.stringify(body), headers });
    return decisionSchema.parse(await response.json());
  };
  const decision = await post({ prompt, choices });
  const sums: number[] = [];
  for (const [i, text] of choices.entries()) {
    const scored = await openai.completions.create({
      model: "default",
      prompt: prompt + text,
      echo: true,
      logprobs: 0,
      max_tokens: 0,
    });
    const own = engine.tokenize(prompt + text).length - engine.tokenize(prompt).length;
    const logprobs = scored.choices[0].logprobs?.token_logprobs?.slice(-own) ?? [];
    sums.push(logprobs.reduce((sum, logprob) => sum + logprob, 0));
    expect(decision.choices?.[i]).toMatchObject({ text, num_tokens: own });
    expect(decision.choices?.[i].logprob).toBeCloseTo(sums[i], 3);
  }
  const total = sums.reduce((sum, logprob) => sum + Math.exp(logprob), 0);
  for (const [i, { probability }] of decision.choices!.entries()) {
    expect(probability).toBeCloseTo(Math.exp(sums[i]) / total, 4);
  }
  const chat = await post({ messages: [{ role: "user", content: "Hi" }], choices: ["yes", "no"], normalize: "token" });
  expect(chat.choices?.[0].token_logprobs.at(-1)?.token).toBe("<|im_end|>");
});

test("OpenAI's client has its questions answered, the input computed once", async () => {
  const input = "The parcel came two weeks late, and the screen is broken. I want my money back. ".repeat(4);
  const { answers, usage } = await openai.decisions.create({
    model: "default",
    input: [{ role: "user", content: [{ type: "input_text", text: input }] }],
    questions: [
      { type: "predicate", name: "damaged", instructions: "The customer reports damage." },
      {
        type: "choice",
        instructions: "What is it about?",
        choices: [{ value: "a complaint", description: "something went wrong" }, { value: "praise" }, { value: false }],
      },
      { type: "score", name: "anger", instructions: "How angry?", levels: [{ label: "calm" }, { label: "furious" }] },
    ],
  });
  expect(answers).toMatchObject([
    { type: "predicate", name: "damaged", probability: expect.any(Number) },
    { type: "choice", name: null, probabilities: [{ value: "a complaint" }, { value: "praise" }, { value: false }] },
    {
      type: "score",
      name: "anger",
      probabilities: [
        { label: "calm", value: 0 },
        { label: "furious", value: 1 },
      ],
    },
  ]);
  for (const answer of answers) {
    if (!("probabilities" in answer)) continue;
    const sum = (answer.probabilities as { probability: number }[]).reduce((total, one) => total + one.probability, 0);
    expect(sum).toBeCloseTo(1, 6);
    expect(answer.confidence).toBeGreaterThanOrEqual(0);
  }
  expect(usage.input_tokens_details.cached_tokens).toBeGreaterThan(usage.input_tokens / 2);
});

test("an answer that has begun goes on, in OpenAI's protocol and in Anthropic's", async () => {
  const messages = [
    { role: "user" as const, content: "Hello! Who are you?" },
    { role: "assistant" as const, content: "Hello! I am the" },
  ];
  const continued = { continue_final_message: true, add_generation_prompt: false } as object;
  const common = { model: "default", messages, temperature: 0, max_tokens: 8 };
  const answer = await openai.chat.completions.create({ ...common, ...continued });
  const prompt = engine.applyTemplate(messages, undefined, { continueFinalMessage: true });
  expect(prompt.endsWith("Hello! I am the")).toBe(true);
  const plain = await openai.completions.create({ model: "default", prompt, temperature: 0, max_tokens: 8 });
  expect(answer.choices[0].message.content).toBe(plain.choices[0].text);
  expect(answer.usage?.prompt_tokens).toBe(plain.usage?.prompt_tokens);
  const response = await fetch(`${server.url}/v1/messages`, { method: "POST", body: JSON.stringify(common), headers });
  expect(await response.json()).toMatchObject({ content: [{ type: "text", text: plain.choices[0].text }] });
});

test("a gap is filled between prefix and suffix, and only without log-probabilities of an echo", async () => {
  const gap = { model: "default", prompt: "one, ", suffix: ", three", max_tokens: 4 };
  const { choices, usage } = await openai.completions.create({ ...gap, best_of: 2, seed: 1 });
  expect(choices).toHaveLength(1);
  const numTokens = engine.tokenize(gap.prompt).length + engine.tokenize(gap.suffix).length + 3;
  expect(usage?.prompt_tokens).toBe(numTokens);
  await expect(openai.completions.create({ ...gap, echo: true, logprobs: 1 })).rejects.toThrow(BadRequestError);
});
