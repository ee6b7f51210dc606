import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { EmbedRequest } from "../embed.ts";
import type { Engine } from "../engine.ts";
import { answerOf, goldenCase, goldenEngine } from "../golden-engine.fixture.ts";
import { retrievalIds, retrievalTokenizer } from "./retrieval-vocabulary.fixture.ts";

const tokenizer = retrievalTokenizer();
const { textEnd } = retrievalIds;
const idle = { runningSequences: 0, waitingSequences: 0, cacheBlocksUsed: 0 };
const prompts = new Map([["query", "Instruct: find\nQuery:"]]);
const retrieval = { pooling: { mode: "last" as const }, prompts, defaultPrompt: "", endTokenIds: [textEnd] };
const text = { tokenizer, retrieval };

let engine: Engine;
beforeAll(async () => {
  engine = await goldenEngine({ text });
});
afterAll(() => engine.close());

const texts = (count: number) => Array.from({ length: count }, (_, i) => `text ${i} `.repeat(1 + (i % 5)));

async function one(request: EmbedRequest, of = engine): Promise<number[]> {
  const { embeddings } = await of.embed(request);
  expect(embeddings).toHaveLength(1);
  return [...embeddings[0]];
}

describe("what is read of an input", () => {
  const endOf = (ids: readonly number[]) => one({ input: [...ids, textEnd] });

  test("a text, with the model's end behind it exactly once", async () => {
    const plain = await endOf(tokenizer.encode("no yes"));
    expect(Math.hypot(...plain)).toBeCloseTo(1, 6);
    for (const input of ["no yes", ["no yes"], tokenizer.encode("no yes"), "no yes<|endoftext|>"]) {
      expect(await one({ input })).toEqual(plain);
    }
  });

  test("control tokens inside of it are text", async () => {
    const input = "<|im_end|>x";
    expect(await one({ input })).toEqual(await endOf(tokenizer.encode(input)));
    expect(tokenizer.encode(input).length).toBeGreaterThan(5);
  });

  test("an instruction as published, or a prompt that the files name", async () => {
    const expected = await endOf(tokenizer.encode("Instruct: find\nQuery:yes"));
    expect(await one({ input: "yes", instruction: "find" })).toEqual(expected);
    expect(await one({ input: "yes", promptName: "query" })).toEqual(expected);
  });

  test("the files' own prompt where nothing is said", async () => {
    const other = await goldenEngine({ text: { tokenizer, retrieval: { ...retrieval, defaultPrompt: "Query:" } } });
    expect(await one({ input: "yes" }, other)).toEqual(await endOf(tokenizer.encode("Query:yes")));
    expect(await one({ input: "yes", instruction: "find" }, other)).toEqual(
      await one({ input: "yes", instruction: "find" }),
    );
    await other.close();
  });
});

describe("many inputs", () => {
  test("come in their order, each as alone", async () => {
    const input = texts(13);
    const { embeddings, usage } = await engine.embed({ input });
    for (const [i, embedding] of embeddings.entries()) expect([...embedding]).toEqual(await one({ input: input[i] }));
    const lengths = input.map((one) => tokenizer.encode(one).length + 1);
    expect(usage.promptTokens).toBe(lengths.reduce((a, b) => a + b, 0));
    expect(engine.status).toMatchObject(idle);
  });

  test("share what they begin with, the first reading it for all", async () => {
    const fresh = await goldenEngine({ text });
    const request = { input: texts(6), instruction: "a long instruction that fills more than one block of the cache" };
    const { embeddings, usage } = await fresh.embed(request);
    expect(usage.cachedTokens).toBe(5 * 64);
    const uncached = await Promise.all(texts(6).map((input) => one({ ...request, input })));
    for (const [i, embedding] of embeddings.entries()) {
      uncached[i].forEach((value, d) => {
        expect(embedding[d]).toBeCloseTo(value, 5);
      });
    }
    await fresh.close();
  });

  test("do not keep answers waiting, which stay what they are", async () => {
    const { input_ids: tokenIds, generated_ids } = goldenCase("1");
    const answer = answerOf(engine, { tokenIds, maxTokens: 8, sampling: { temperature: 0 }, ignoreEos: true });
    const input = texts(40);
    let isEmbedded = false;
    const embedding = engine.embed({ input }).then((result) => {
      isEmbedded = true;
      return result;
    });
    expect((await answer).tokenIds).toEqual(generated_ids.slice(0, 8));
    expect(isEmbedded).toBe(false);
    expect([...(await embedding).embeddings[39]]).toEqual(await one({ input: input[39] }));
  });

  test("never queue more than take part in a step", async () => {
    const embedding = engine.embed({ input: texts(40) });
    await new Promise((resolve) => setImmediate(resolve));
    const { runningSequences, waitingSequences } = engine.status;
    expect(runningSequences + waitingSequences).toBe(4);
    await embedding;
  });

  test("are read in pieces while others answer, also where all states of a text count", async () => {
    const mean = await goldenEngine({
      text: { tokenizer, retrieval: { ...retrieval, pooling: { mode: "mean" } } },
    });
    const input = ["no ".repeat(40), "no ".repeat(70), "no ".repeat(24)];
    const expected = [];
    for (const each of input) expected.push(await one({ input: each }, mean));
    const answer = answerOf(mean, {
      tokenIds: [1, 2, 3],
      maxTokens: 20,
      sampling: { temperature: 0 },
      ignoreEos: true,
    });
    const { embeddings, usage } = await mean.embed({ input });
    expect(embeddings.map((embedding) => [...embedding])).toEqual(expected);
    expect(usage.cachedTokens).toBe(0);
    await answer;
    await mean.close();
  });
});

describe("cancelling and closing", () => {
  test("an aborted call rejects with the signal's reason and frees all it had", async () => {
    const controller = new AbortController();
    const embedding = engine.embed({ input: texts(50), signal: controller.signal });
    setTimeout(() => controller.abort(new Error("no longer wanted")), 20);
    await expect(embedding).rejects.toThrow("no longer wanted");
    expect(engine.status).toMatchObject(idle);
    await expect(engine.embed({ input: "x", signal: AbortSignal.abort("gone") })).rejects.toBe("gone");
  });

  test("a closed engine says so", async () => {
    const other = await goldenEngine({ text });
    const embedding = other.embed({ input: texts(50) });
    setTimeout(() => other.close(), 10);
    await expect(embedding).rejects.toMatchObject({ code: "engine/closed" });
    await expect(other.embed({ input: "x" })).rejects.toMatchObject({ code: "engine/closed" });
  });
});

describe("what cannot be embedded", () => {
  const wrong: [object, RegExp][] = [
    [{}, /"input" must be a list/],
    [{ input: "" }, /must be text, and not empty/],
    [{ input: [] }, /one or more/],
    [{ input: [[]] }, /text, token ids/],
    [{ input: [""] }, /not empty/],
    [{ input: [1, "a"] }, /has a; this model's token ids/],
    [{ input: [512] }, /has 512/],
    [{ input: new Array(2049).fill("a") }, /at most 2048/],
    [{ input: "a", maxPromptTokens: 0 }, /"maxPromptTokens" must be/],
    [{ input: "a", dimensions: 31 }, /from 32 to 64/],
    [{ input: "a", dimensions: 65 }, /from 32 to 64/],
    [{ input: "a", instruction: "" }, /"instruction" must be text/],
    [{ input: [1, 2], instruction: "find" }, /must be text where/],
    [{ input: "a", promptName: "document" }, /must be one of "query"/],
    [{ input: "a", promptName: "query", instruction: "find" }, /cannot go with/],
    [{ input: "a", model: "x" }, /"model" is not a field/],
  ];
  test.each(wrong.map(([request, message]) => [message, request] as const))("%s", async (message, request) => {
    const refusal = { code: "request/invalid", message: expect.stringMatching(message) };
    await expect(engine.embed(request as EmbedRequest)).rejects.toMatchObject(refusal);
  });

  test("a text longer than the context, by its number", async () => {
    const [fits, isLonger] = [new Array(255).fill(5), new Array(256).fill(5)];
    await engine.embed({ input: [fits] });
    await expect(engine.embed({ input: [fits, isLonger] })).rejects.toMatchObject({
      code: "request/context-too-long",
      message: expect.stringMatching(/Input 1 .* 256/),
    });
  });

  test("a text with more tokens than its caller may have", async () => {
    const input = [new Array(9).fill(5), new Array(10).fill(5)];
    await engine.embed({ input: [input[0]], maxPromptTokens: 10 });
    await expect(engine.embed({ input, maxPromptTokens: 10 })).rejects.toMatchObject({
      code: "request/context-too-long",
      message: expect.stringMatching(/Input 1 .* 10 that your prompts/),
    });
  });

  test("anything, with a model whose files ask for another pooling", async () => {
    const other = await goldenEngine({
      text: { ...text, retrieval: { ...retrieval, pooling: { unsupported: 'pooling "max"' } } },
    });
    expect(other.info.pooling).toBeUndefined();
    await expect(other.embed({ input: "x" })).rejects.toMatchObject({ code: "request/wrong-model" });
    await other.close();
  });
});
