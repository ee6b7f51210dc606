import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Engine } from "../engine.ts";
import { encodeGguf, type GgufTensor, type GgufValue } from "../files/gguf-writer.ts";
import { answerOf } from "../golden-engine.fixture.ts";
import { goldenMetadata, goldenTensors } from "../golden-gguf.fixture.ts";
import { loadEngine } from "../load-engine.ts";
import { f32 } from "../quant/f32.ts";
import type { RerankRequest } from "../rerank.ts";
import { RerankPrompt } from "./rerank-prompt.ts";
import { retrievalGguf, retrievalIds, retrievalTokenizer } from "./retrieval-vocabulary.fixture.ts";

const tokenizer = retrievalTokenizer();
const { yes, no, turnEnd } = retrievalIds;
const documents = ["yes", "a longer document ".repeat(3), "<|im_end|>", "yes no yes"];
const request = { query: "no?", documents };

const folder = mkdtempSync(join(tmpdir(), "rerank-"));
const engines: Engine[] = [];
let tensors: GgufTensor<Uint8Array>[];
let engine: Engine;
beforeAll(async () => {
  tensors = await goldenTensors();
  engine = await load("whole", {});
});
afterAll(async () => {
  for (const each of engines) await each.close();
  rmSync(folder, { recursive: true });
});

/** The golden model as a GGUF file, with further metadata and tensors. */
async function load(name: string, more: Readonly<Record<string, GgufValue>>, extra: GgufTensor<Uint8Array>[] = []) {
  const metadata = new Map([...goldenMetadata(), ...retrievalGguf(), ...Object.entries(more)]);
  const path = join(folder, `${name}.gguf`);
  writeFileSync(path, encodeGguf({ metadata, tensors: [...tensors, ...extra] }));
  const loaded = await loadEngine(path, { contextLength: 1024, maxSequences: 4, numThreads: 1, cacheType: "F32" });
  engines.push(loaded);
  return loaded;
}

/** Rows of the embedding matrix, which is the output matrix, too. */
function rowsOf(name: string, ...combine: (readonly [number, number][])[]): GgufTensor<Uint8Array> {
  const { data, shape } = tensors.find(({ name }) => name === "token_embd.weight")!;
  const matrix = new Float32Array(data.slice().buffer);
  const width = shape[1];
  const rows = combine.map((terms) =>
    Array.from({ length: width }, (_, d) =>
      terms.reduce((sum, [id, factor]) => sum + factor * matrix[id * width + d], 0),
    ),
  );
  const values = Float32Array.from(rows.flat());
  return { name, shape: [rows.length, width], layout: f32, data: new Uint8Array(values.buffer) };
}

/** Qwen3-Reranker's prompt, from its model card, control tokens and all. */
function publishedPrompt(query: string, document: string, instruction?: string): number[] {
  const task = instruction ?? "Given a web search query, retrieve relevant passages that answer the query";
  const rule =
    'Judge whether the Document meets the requirements based on the Query and the Instruct provided. Note that the answer can only be "yes" or "no".';
  const prefix = `<|im_start|>system\n${rule}<|im_end|>\n<|im_start|>user\n`;
  const suffix = "<|im_end|>\n<|im_start|>assistant\n<think>\n\n</think>\n\n";
  return [
    ...tokenizer.encode(prefix, { parseSpecial: true }),
    ...tokenizer.encode(`<Instruct>: ${task}\n<Query>: ${query}\n<Document>: ${document}`),
    ...tokenizer.encode(suffix, { parseSpecial: true }),
  ];
}

/** By the log-probabilities of a generation, made to choose the one word, then the other. */
async function probabilityOfYes(tokenIds: number[]): Promise<number> {
  const logprob = async (id: number) => {
    const sampling = { temperature: 0, logitBias: new Map([[id, 100]]) };
    return (await answerOf(engine, { tokenIds, sampling, maxTokens: 1, topLogprobs: 0 })).logprobs[0].logprob;
  };
  const [a, b] = [await logprob(yes), await logprob(no)];
  return 1 / (1 + Math.exp(b - a));
}

/** By document. */
async function scoresOf(of: Engine, more: Partial<RerankRequest> = {}): Promise<number[]> {
  const { results } = await of.rerank({ ...request, ...more });
  return results.toSorted((a, b) => a.index - b.index).map(({ score }) => score);
}

describe("a model that generates", () => {
  test("scores with its probability of yes over no behind the published prompt", async () => {
    const { results, usage } = await engine.rerank(request);
    expect(results).toHaveLength(documents.length);
    for (const { index, score } of results) {
      expect(score).toBeCloseTo(await probabilityOfYes(publishedPrompt("no?", documents[index])), 5);
    }
    expect(results.map(({ score }) => score)).toEqual(results.map(({ score }) => score).toSorted((a, b) => b - a));
    const lengths = documents.map((document) => publishedPrompt("no?", document).length);
    expect(usage.promptTokens).toBe(lengths.reduce((a, b) => a + b, 0));
    expect(usage.cachedTokens).toBe(3 * 256);
  });

  test("takes an instruction in the place of the usual one, and gives as many as wanted", async () => {
    const { results } = await engine.rerank({ ...request, instruction: "Find $& what says yes", topN: 2 });
    expect(results).toHaveLength(2);
    const prompt = publishedPrompt("no?", documents[results[0].index], "Find $& what says yes");
    expect(results[0].score).toBeCloseTo(await probabilityOfYes(prompt), 5);
  });

  test("judges a long document by its beginning, and never without the end of the prompt", async () => {
    const [whole, empty] = ["no ".repeat(2000), ""].map((document) => publishedPrompt("no?", document));
    const suffixLength = empty.length - empty.lastIndexOf(turnEnd);
    const kept = tokenizer.decode(whole.slice(empty.length - suffixLength, 1024 - suffixLength));
    const [long, cut, spaces] = await scoresOf(engine, { documents: ["no ".repeat(2000), kept, " ".repeat(90_000)] });
    expect(long).toBeCloseTo(cut, 6);
    expect(spaces).toBeGreaterThan(0);
    // With room for the token that the comparison generates.
    const shorter = kept.slice(0, -3);
    const [score] = await scoresOf(engine, { documents: [shorter] });
    expect(score).toBeCloseTo(await probabilityOfYes(publishedPrompt("no?", shorter)), 5);
  });
});

describe("a converted reranker", () => {
  const labels: GgufValue = { type: "array", of: "string", values: ["yes", "no"] };
  const rank = { "qwen3.pooling_type": { type: "u32", value: 4 } } as const;

  test("scores with its classifier as the model that it was cut from; it neither generates nor embeds", async () => {
    const classifier = await load("classifier", { ...rank, "qwen3.classifier.output_labels": labels }, [
      rowsOf("cls.output.weight", [[yes, 1]], [[no, 1]]),
    ]);
    expect(classifier.info).toMatchObject({ head: "classifier", labels: ["yes", "no"] });
    const scores = await scoresOf(engine);
    (await scoresOf(classifier)).forEach((score, i) => {
      expect(score).toBeCloseTo(scores[i], 5);
    });
    const wrongModel = { code: "request/wrong-model", message: expect.stringMatching(/^classifier cannot/) };
    await expect(answerOf(classifier, { prompt: "no" })).rejects.toMatchObject(wrongModel);
    await expect(classifier.embed({ input: "no" })).rejects.toMatchObject(wrongModel);
  });

  test("of one label gives how likely that is", async () => {
    const difference = await load("one", {}, [
      rowsOf("cls.output.weight", [
        [yes, 1],
        [no, -1],
      ]),
    ]);
    const scores = await scoresOf(engine);
    (await scoresOf(difference)).forEach((score, i) => {
      expect(score).toBeCloseTo(scores[i], 5);
    });
  });

  test("without a classifier, as the first ones were, has the words' logits", async () => {
    expect(await scoresOf(await load("old", rank))).toEqual(await scoresOf(engine));
  });

  test("has its own prompt", async () => {
    const template = "<|im_start|>{query}: <Instruct>: x\nor {document}<|im_end|>";
    const own = await load("own", { ...rank, "tokenizer.chat_template.rerank": { type: "string", value: template } });
    const noPlace = { code: "request/wrong-model", details: { field: "instruction" } };
    await expect(own.rerank({ ...request, instruction: "find" })).rejects.toMatchObject(noPlace);
    const prompt = tokenizer.encode("<|im_start|>no?: <Instruct>: x\nor yes<|im_end|>", { parseSpecial: true });
    expect((await scoresOf(own, { documents: ["yes"] }))[0]).toBeCloseTo(await probabilityOfYes(prompt), 5);
  });

  test.each(["{query}", "{document} {query}", "{query} {document} {document}", "{query} {query} {document}"])(
    "with the template %s is damaged",
    (template) => {
      const build = () => new RerankPrompt({ tokenizer, template, query: "no", maxTokens: 100 });
      expect(build).toThrow(expect.objectContaining({ code: "template/bad-template" }));
    },
  );
});

describe("what cannot be reranked", () => {
  const wrong: [RegExp, object][] = [
    [/"query" must be text/, { documents }],
    [/"query" must be text/, { query: "", documents }],
    [/"documents" must be a list/, { query: "a" }],
    [/one or more/, { query: "a", documents: [] }],
    [/"documents" must be text/, { query: "a", documents: ["b", 3] }],
    [/at most 2048/, { query: "a", documents: new Array(2049).fill("b") }],
    [/"topN" must be/, { ...request, topN: 0 }],
    [/"instruction" must be text/, { ...request, instruction: "" }],
    [/"n" is not a field/, { ...request, n: 1 }],
  ];
  test.each(wrong)("%s", async (message, faulty) => {
    const refusal = { code: "request/invalid", message: expect.stringMatching(message) };
    await expect(engine.rerank(faulty as RerankRequest)).rejects.toMatchObject(refusal);
  });

  test("documents with more tokens than their caller may have", async () => {
    const limited = { ...request, maxPromptTokens: 20 };
    await expect(engine.rerank(limited)).rejects.toMatchObject({
      code: "request/context-too-long",
      message: expect.stringMatching(/Document 0 with the query .* 20 that your prompts/),
    });
    expect((await engine.rerank({ ...limited, maxPromptTokens: 1024 })).results).toHaveLength(documents.length);
  });

  test("a query that leaves no room for documents", async () => {
    await expect(engine.rerank({ query: "a".repeat(900), documents })).rejects.toMatchObject({
      code: "request/context-too-long",
    });
  });

  test("anything, with a model that embeds, or whose labels say something else", async () => {
    const pooling = { "qwen3.pooling_type": { type: "u32", value: 3 } } as const;
    const embedder = await load("embedder", pooling);
    expect(embedder.info).toMatchObject({ head: "none", pooling: "last" });
    expect((await embedder.embed({ input: "no" })).embeddings).toEqual(
      (await engine.embed({ input: "no" })).embeddings,
    );
    await expect(answerOf(embedder, { prompt: "no" })).rejects.toMatchObject({ code: "request/wrong-model" });
    await expect(embedder.rerank(request)).rejects.toMatchObject({ code: "request/wrong-model" });
    const labels: GgufValue = { type: "array", of: "string", values: ["good", "bad"] };
    const other = await load("other", { "qwen3.classifier.output_labels": labels }, [
      rowsOf("cls.output.weight", [[yes, 1]], [[no, 1]]),
    ]);
    await expect(other.rerank(request)).rejects.toThrow(/"good", "bad"/);
  });

  test("an aborted call's documents", async () => {
    const signal = AbortSignal.timeout(5);
    await expect(engine.rerank({ ...request, documents: texts(500), signal })).rejects.toMatchObject({
      name: "TimeoutError",
    });
    expect(engine.status).toMatchObject({ runningSequences: 0, waitingSequences: 0, cacheBlocksUsed: 0 });
  });
});

const texts = (count: number) => Array.from({ length: count }, (_, i) => `document ${i}`);
