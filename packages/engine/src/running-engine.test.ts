import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cpuTimeMs } from "./core/cpu-time.fixture.ts";
import type { Engine } from "./engine.ts";
import type { GenerateRequest, TokenLogprob } from "./generate.ts";
import { answerOf, goldenCase, goldenEngine } from "./golden-engine.fixture.ts";
import { readModelText } from "./model-text.ts";
import { miniMetadata } from "./text/mini-vocabulary.fixture.ts";

const greedy = { sampling: { temperature: 0 }, ignoreEos: true } as const;
const idle = { runningSequences: 0, waitingSequences: 0, cacheBlocksUsed: 0 };
const prompt = [45, 95, 369, 76];

let engine: Engine;
beforeAll(async () => {
  engine = await goldenEngine();
});
afterAll(() => engine.close());

describe("greedy tokens are those of the official code", () => {
  test.each(["1", "2", "3"])("case %s", async (name) => {
    const { input_ids: tokenIds, generated_ids } = goldenCase(name);
    const answer = await answerOf(engine, { ...greedy, tokenIds, maxTokens: generated_ids.length });
    expect(answer.tokenIds).toEqual(generated_ids);
    expect(answer.end).toMatchObject({
      finishReason: "length",
      usage: { promptTokens: tokenIds.length, cachedTokens: 0, completionTokens: generated_ids.length },
    });
    for (const ms of Object.values(answer.end.timings)) expect(ms).toBeGreaterThanOrEqual(0);
  });
});

describe("many requests at once", () => {
  const requests = Array.from({ length: 10 }, (_, i): GenerateRequest => {
    const tokenIds = Array.from({ length: 1 + ((i * 13) % 40) }, (_, j) => (i * 31 + j * j) % 512);
    const sampling = i % 2 === 0 ? { temperature: 0 } : { temperature: 1, seed: i };
    return { tokenIds, sampling, maxTokens: 5 + i, ignoreEos: true };
  });

  test("each gets exactly the tokens it would get alone", async () => {
    const alone = [];
    for (const request of requests) alone.push((await answerOf(engine, request)).tokenIds);
    const together = await Promise.all(requests.map((request) => answerOf(engine, request)));
    expect(together.map(({ tokenIds }) => tokenIds)).toEqual(alone);
    expect(engine.status).toMatchObject(idle);
  });

  test("also when the cache is too small for them and some have to be computed again", async () => {
    const small = await goldenEngine({ numBlocks: 4, contextLength: 128 });
    const long = requests.slice(0, 4).map((request) => ({ ...request, maxTokens: 40 }));
    const expected = await Promise.all(long.map((request) => answerOf(engine, request)));
    const answers = await Promise.all(long.map((request) => answerOf(small, request)));
    expect(answers.map(({ tokenIds }) => tokenIds)).toEqual(expected.map(({ tokenIds }) => tokenIds));
    await small.close();
  });
});

test("a seed decides the tokens; without one they differ", async () => {
  const request = { tokenIds: prompt, maxTokens: 12, ignoreEos: true, sampling: { temperature: 2, topK: 0, topP: 1 } };
  const seeded = { ...request, sampling: { ...request.sampling, seed: 5 } };
  const answers = await Promise.all([seeded, seeded, request, request].map((each) => answerOf(engine, each)));
  const [a, b, c, d] = answers.map(({ tokenIds }) => tokenIds);
  expect(a).toEqual(b);
  expect(c).not.toEqual(d);
});

describe("ends", () => {
  test("at a stop id, which is counted and not delivered", async () => {
    const { input_ids: tokenIds, generated_ids } = goldenCase("1");
    const request = { tokenIds, sampling: { temperature: 0 }, stopTokenIds: [generated_ids[4]] };
    const { tokenIds: delivered, end } = await answerOf(engine, request);
    expect(delivered).toEqual(generated_ids.slice(0, 4));
    expect(end).toMatchObject({ finishReason: "stop", usage: { completionTokens: 5 } });
  });

  test("at the model's own end id, unless told to go on", async () => {
    const [endId, other] = [2, 7];
    const bias = (id: number) => ({ temperature: 0, logitBias: new Map([[id, 100]]) });
    const ended = await answerOf(engine, { tokenIds: prompt, sampling: bias(endId), maxTokens: 3 });
    expect(ended).toMatchObject({ tokenIds: [], end: { finishReason: "stop", usage: { completionTokens: 1 } } });
    const ignored = await answerOf(engine, { tokenIds: prompt, sampling: bias(endId), maxTokens: 3, ignoreEos: true });
    expect(ignored).toMatchObject({ tokenIds: [endId, endId, endId], end: { finishReason: "length" } });
    const added = await answerOf(engine, { tokenIds: prompt, sampling: bias(other), stopTokenIds: [other] });
    expect(added.end.finishReason).toBe("stop");
  });

  test("at once when no tokens are wanted", async () => {
    const { tokenIds, end } = await answerOf(engine, { tokenIds: prompt, maxTokens: 0 });
    expect(tokenIds).toEqual([]);
    expect(end).toMatchObject({ finishReason: "length", usage: { promptTokens: 4, completionTokens: 0 } });
  });

  test("where the context ends, however many tokens are wanted", async () => {
    const short = await goldenEngine({ contextLength: 10 });
    for (const maxTokens of [undefined, 1000]) {
      const { tokenIds, end } = await answerOf(short, { ...greedy, tokenIds: prompt, ...(maxTokens && { maxTokens }) });
      expect(tokenIds.length).toBe(6);
      expect(end.finishReason).toBe("length");
    }
    const tooLong = Array.from({ length: 10 }, () => 5);
    await expect(answerOf(short, { ...greedy, tokenIds: tooLong })).rejects.toMatchObject({
      code: "request/context-too-long",
      details: { promptTokens: 10, contextLength: 10 },
    });
    await short.close();
  });
});

describe("cancelling", () => {
  const endless: GenerateRequest = { ...greedy, tokenIds: prompt };

  test("by signal frees the sequence at once and ends with what there is", async () => {
    const controller = new AbortController();
    const types: string[] = [];
    for await (const event of engine.generate({ ...endless, signal: controller.signal })) {
      types.push(event.type === "end" ? event.finishReason : event.type);
      if (types.length !== 4) continue;
      controller.abort();
      expect(engine.status).toMatchObject(idle);
    }
    expect(types).toEqual(["start", "text", "text", "text", "cancelled"]);
  });

  test("by a signal that was aborted before computes nothing", async () => {
    const { tokenIds, end } = await answerOf(engine, { ...endless, signal: AbortSignal.abort() });
    expect([tokenIds, end.finishReason]).toEqual([[], "cancelled"]);
  });

  test("by leaving the loop, and by return while a next is waiting", async () => {
    for await (const event of engine.generate(endless)) if (event.type === "text") break;
    expect(engine.status).toMatchObject(idle);
    const iterator = engine.generate(endless)[Symbol.asyncIterator]();
    await iterator.next();
    const waiting = iterator.next();
    await iterator.return?.();
    expect(await waiting).toEqual({ done: true, value: undefined });
    expect(engine.status).toMatchObject(idle);
  });

  test("does not disturb the others", async () => {
    const { input_ids: tokenIds, generated_ids } = goldenCase("2");
    const controller = new AbortController();
    const cancelled = answerOf(engine, { ...endless, signal: controller.signal });
    const kept = answerOf(engine, { ...greedy, tokenIds, maxTokens: generated_ids.length });
    setTimeout(() => controller.abort(), 20);
    expect((await cancelled).end.finishReason).toBe("cancelled");
    expect((await kept).tokenIds).toEqual(generated_ids);
  });

  test("leaves no listener on a signal that lives on", async () => {
    const { signal } = new AbortController();
    let numListeners = 0;
    const add = signal.addEventListener.bind(signal);
    signal.addEventListener = (...[type, listener, options]: Parameters<typeof add>) => {
      numListeners++;
      const over = typeof options === "object" ? options.signal : undefined;
      over?.addEventListener("abort", () => numListeners--);
      add(type, listener, options);
    };
    await answerOf(engine, { ...endless, maxTokens: 2, signal });
    expect(numListeners).toBe(0);
  });
});

test("a slow reader gets everything, merged", async () => {
  const { input_ids: tokenIds, generated_ids } = goldenCase("1");
  const iterator = engine.generate({ ...greedy, tokenIds, maxTokens: generated_ids.length })[Symbol.asyncIterator]();
  await iterator.next();
  while (engine.status.runningSequences + engine.status.waitingSequences > 0) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const [text, end, done] = [await iterator.next(), await iterator.next(), await iterator.next()];
  expect(text.value).toMatchObject({ type: "text", tokenIds: generated_ids });
  expect([end.value.type, done.done]).toEqual(["end", true]);
});

test("logprobs are the model's own, whatever the sampling", async () => {
  const sampling = { temperature: 0.3, topK: 5, logitBias: new Map([[100, 50]]), seed: 1 };
  const logprobs: TokenLogprob[] = [];
  for await (const event of engine.generate({ tokenIds: prompt, maxTokens: 2, topLogprobs: 3, sampling })) {
    if (event.type === "text") logprobs.push(...(event.logprobs ?? []));
  }
  expect(logprobs.length).toBe(2);
  for (const { tokenId, logprob, top } of logprobs) {
    expect(tokenId).toBe(100);
    expect(top.length).toBe(3);
    expect(top[0].logprob).toBeGreaterThan(logprob);
    expect(top.reduce((sum, each) => sum + Math.exp(each.logprob), 0)).toBeLessThan(1);
  }
});

describe("a request that makes no sense is refused before any work, by name", () => {
  const tokenIds = prompt;
  test.each<[string, unknown]>([
    ["messages", {}],
    ["messages", { prompt: "a", tokenIds }],
    ["tokenIds", { tokenIds: [] }],
    ["tokenIds", { tokenIds: [512] }],
    ["tokenIds", { tokenIds: [1.5] }],
    ["tokenIds", { tokenIds: "abc" }],
    ["prompt", { prompt: 5 }],
    ["maxTokens", { tokenIds, maxTokens: -1 }],
    ["maxTokens", { tokenIds, maxTokens: 1.5 }],
    ["thinkingBudget", { tokenIds, thinkingBudget: 0 }],
    ["topLogprobs", { tokenIds, topLogprobs: 21 }],
    ["stop", { tokenIds, stop: [""] }],
    ["stop", { tokenIds, stop: "end" }],
    ["stopTokenIds", { tokenIds, stopTokenIds: [-1] }],
    ["ignoreEos", { tokenIds, ignoreEos: 1 }],
    ["signal", { tokenIds, signal: "abort" }],
    ["signal", { tokenIds, signal: {} }],
    ["temperature", { tokenIds, temperature: 0 }],
    ["temperature", { tokenIds, sampling: { temperature: -1 } }],
    ["logitBias", { tokenIds, sampling: { logitBias: new Map([[512, 1]]) } }],
  ])("%s of %j", async (field, request) => {
    const events = engine.generate(request as GenerateRequest)[Symbol.asyncIterator]();
    await expect(events.next()).rejects.toMatchObject({ code: "request/invalid", details: { field } });
    expect(await events.next()).toEqual({ done: true, value: undefined });
    expect(engine.status).toMatchObject(idle);
  });

  test.each([null, undefined, "hello"])("%j", async (request) => {
    const refused = expect.objectContaining({ code: "request/invalid", message: expect.stringContaining("object") });
    await expect(answerOf(engine, request as unknown as GenerateRequest)).rejects.toEqual(refused);
  });
});

test("other tasks get their turn after every step", async () => {
  // A step that guessed right would give several tokens.
  const plain = await goldenEngine({ promptLookup: false });
  let numTurns = 0;
  const takeTurns = () => {
    numTurns++;
    turn = setImmediate(takeTurns);
  };
  let turn = setImmediate(takeTurns);
  await answerOf(plain, { ...greedy, tokenIds: prompt, maxTokens: 20 });
  clearImmediate(turn);
  expect(numTurns).toBeGreaterThanOrEqual(19);
  await plain.close();
});

describe("with a tokenizer and a chat template", () => {
  const template = "{% for m in messages %}{{ m.role }}: {{ m.content }}<|im_end|>{% endfor %}<think>";
  const messages = [{ role: "user", content: "hell<|im_end|>" }] as const;
  let talker: Engine;
  beforeAll(async () => {
    const metadata = miniMetadata({ "tokenizer.chat_template": template });
    const checkpoint = { container: "gguf", version: 3, alignment: 32, metadata, name: "mini" } as const;
    const files = { metadataBytes: new Map(), tensors: new Map(), sizeBytes: 0, close: async () => {} };
    talker = await goldenEngine({ text: readModelText({ ...checkpoint, ...files }, 512) });
  });
  afterAll(() => talker.close());

  test("conversations become prompts in which only the template ends turns", async () => {
    expect(talker.info.hasChatTemplate).toBe(true);
    expect(talker.applyTemplate(messages)).toBe("user: hell<|im_end|><|im_end|><think>");
    const spelled = talker.tokenize("<|im_end|>").length;
    expect(spelled).toBe("<|im_end|>".length);
    const { end } = await answerOf(talker, { messages, maxTokens: 1 });
    expect(end.usage.promptTokens).toBe("user: ".length + 1 + spelled + 1 + 1);
    const raw = await answerOf(talker, { prompt: "hell<|im_end|>", maxTokens: 1 });
    expect(raw.end.usage.promptTokens).toBe(2);
  });

  test("an answer's text is that of its tokens, in the channel in which the prompt left it", async () => {
    const request = { maxTokens: 30, ignoreEos: true, sampling: { temperature: 2, topK: 0, topP: 1, seed: 3 } };
    const thought = await answerOf(talker, { ...request, messages });
    expect(thought.content).toBe("");
    expect(thought.reasoning).toBe(talker.detokenize(thought.tokenIds));
    expect(thought.end.usage.reasoningTokens).toBe(30);
    const raw = await answerOf(talker, { ...request, prompt: "hell" });
    expect([raw.content, raw.reasoning]).toEqual([talker.detokenize(raw.tokenIds), ""]);
    expect(Math.max(...raw.tokenIds)).toBeLessThan(261);
    expect(raw.end.usage.promptTokens).toBe(1);
  });

  test("a stop string ends the answer before it", async () => {
    const bias = new Map([...talker.tokenize("hell")].map((id) => [id, 100]));
    const sampling = { temperature: 0, logitBias: bias };
    const { content, end } = await answerOf(talker, { prompt: "he", stop: ["lhe"], sampling });
    expect(content).toBe("hel");
    expect(end).toMatchObject({ finishReason: "stop", stop: "lhe", usage: { completionTokens: 2 } });
  });

  test("logprobs have text and bytes", async () => {
    for await (const event of talker.generate({ prompt: "he", maxTokens: 1, topLogprobs: 2 })) {
      if (event.type !== "text" || event.logprobs === undefined) continue;
      for (const { tokenId, text, bytes } of [event.logprobs[0], ...event.logprobs[0].top]) {
        expect(new TextDecoder().decode(bytes)).toBe(text);
        expect(talker.detokenize([tokenId], { keepSpecial: true })).toBe(text);
      }
    }
  });

  test("a prompt far beyond the context is not read to its end, however it is given", async () => {
    const content = "hello, ".repeat(1_000_000);
    const message = expect.stringMatching(/more than 1024 tokens/);
    for (const input of [{ prompt: content }, { messages: [{ role: "user", content }] as const }]) {
      const begin = cpuTimeMs();
      await expect(answerOf(talker, input)).rejects.toMatchObject({ code: "request/context-too-long", message });
      expect(cpuTimeMs() - begin).toBeLessThan(1000);
    }
  });

  test("with truncation, the oldest turns go, but neither the system text nor the last question", async () => {
    const turn = (name: string) =>
      [
        { role: "user", content: name.repeat(60) },
        { role: "assistant", content: "hell" },
      ] as const;
    const last = { role: "user", content: "last" } as const;
    const system = { role: "system", content: "sys" } as const;
    const request = { truncation: "auto", maxTokens: 8 } as const;
    const usageOf = async (input: object) =>
      (await answerOf(talker, { ...request, ...input } as GenerateRequest)).end.usage;
    const shortened = await usageOf({
      messages: [system, ...turn("a"), ...turn("b"), ...turn("c"), ...turn("d"), last],
    });
    expect(shortened.truncation).toEqual({ droppedMessages: 4 });
    const same = await usageOf({ messages: [system, ...turn("c"), ...turn("d"), last] });
    expect(same).toMatchObject({ promptTokens: shortened.promptTokens, cachedTokens: shortened.promptTokens & ~31 });
    expect(same.truncation).toBeUndefined();
    const text = await usageOf({ prompt: "a".repeat(300) });
    expect(text).toMatchObject({ promptTokens: 248, truncation: { droppedTokens: 52 } });
    const ids = await usageOf({ tokenIds: new Array(300).fill(5), maxTokens: 1000 });
    expect(ids).toMatchObject({ promptTokens: 192, truncation: { droppedTokens: 108 } });
    const tooLong = { ...request, messages: [system, { role: "user", content: "x".repeat(300) }] };
    await expect(answerOf(talker, tooLong as GenerateRequest)).rejects.toMatchObject({
      code: "request/context-too-long",
    });
    const wrong = { ...request, truncation: "shift", prompt: "a" } as unknown as GenerateRequest;
    await expect(answerOf(talker, wrong)).rejects.toMatchObject({ code: "request/invalid" });
  });

  test("as few turns go as have to, however many there are", async () => {
    const lengths = Array.from({ length: 40 }, (_, i) => (i * 37) % 61);
    for (let numTurns = 2; numTurns <= lengths.length; numTurns += 3) {
      const messages = lengths
        .slice(-numTurns)
        .map((length) => ({ role: "user" as const, content: "x".repeat(length) }));
      const { usage } = (await answerOf(talker, { messages, truncation: "auto", maxTokens: 8 })).end;
      const counts = await Promise.all(messages.map((_, i) => talker.tokenize({ messages: messages.slice(i) })));
      expect(usage.promptTokens).toBe(counts.find(({ length }) => length <= 248)?.length);
    }
  });

  test("a conversation of more messages than the context has tokens is not written out", async () => {
    const messages = Array.from({ length: 16_000 }, () => ({ role: "user" as const, content: "x" }));
    let begin = cpuTimeMs();
    const message = expect.stringMatching(/16000 messages and tool calls, but the context holds 256/);
    await expect(answerOf(talker, { messages })).rejects.toMatchObject({ code: "request/context-too-long", message });
    expect(cpuTimeMs() - begin).toBeLessThan(200);
    begin = cpuTimeMs();
    const { usage } = (await answerOf(talker, { messages, truncation: "auto", maxTokens: 8 })).end;
    expect(usage.promptTokens).toBeGreaterThan(200);
    expect(cpuTimeMs() - begin).toBeLessThan(1000);
  });

  test.each<[string, string, unknown]>([
    ["request/invalid", "no list", { messages: "hello" }],
    ["request/invalid", "an unknown role", { messages: [{ role: "robot", content: "a" }] }],
    ["request/invalid", "an empty prompt", { prompt: "" }],
  ])("%s for %s", async (code, _, request) => {
    await expect(answerOf(talker, request as GenerateRequest)).rejects.toMatchObject({ code });
  });
});

test("close fails what runs, later requests say so, and a second close does nothing", async () => {
  const other = await goldenEngine();
  const running = answerOf(other, { ...greedy, tokenIds: prompt });
  const closing = new Promise((resolve) => setTimeout(resolve, 20)).then(() => other.close());
  await expect(running).rejects.toMatchObject({ code: "engine/closed" });
  await closing;
  await other.close();
  for (const maxTokens of [0, 1]) {
    await expect(answerOf(other, { tokenIds: prompt, maxTokens })).rejects.toMatchObject({ code: "engine/closed" });
  }
});
