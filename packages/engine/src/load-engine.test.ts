import { expect, test } from "vitest";
import type { LoadOptions, LoadProgress } from "./engine.ts";
import { answerOf, goldenCase, goldenFolder } from "./golden-engine.fixture.ts";
import { loadEngine } from "./load-engine.ts";

const small = { backend: "reference", contextLength: 64 } as const;

test.each(["reference", "wasm"] as const)(
  "a folder loads on the %s backend and continues as the official code",
  async (backend) => {
    const engine = await loadEngine(goldenFolder, { backend, numThreads: 2, contextLength: 100, maxSequences: 3 });
    expect(engine.info).toMatchObject({
      id: "qwen3",
      architecture: "qwen3",
      container: "safetensors",
      numParameters: 171_648,
      sizeBytes: 4 * 171_648,
      formats: [["F32", 1]],
      vocabSize: 512,
      unusedTensors: [],
      notes: [],
      maxPositionEmbeddings: 40_960,
      contextLength: 100,
      hasChatTemplate: false,
    });
    expect(engine.info.backend).toContain(backend);
    expect(engine.status).toMatchObject({ runningSequences: 0, cacheBlocksUsed: 0, cacheBlocksTotal: 3 * 4 });
    expect(engine.status.memoryBytes).toBeGreaterThan(4 * 171_648);
    const { input_ids: tokenIds, generated_ids } = goldenCase("2");
    const request = { tokenIds, maxTokens: generated_ids.length, sampling: { temperature: 0 }, ignoreEos: true };
    expect((await answerOf(engine, request)).tokenIds).toEqual(generated_ids);
    await engine.close();
  },
);

test.each(["reference", "wasm"] as const)(
  "a conversation that goes on is computed from where it went on, on the %s backend, with the same result",
  async (backend) => {
    const options = { backend, numThreads: 2, contextLength: 200, maxSequences: 2 };
    const engines = await Promise.all(
      [true, false].map((p) => loadEngine(goldenFolder, { ...options, prefixCache: p })),
    );
    const prompt = Array.from({ length: 70 }, (_, i) => (i * i + 3) % 512);
    const sampling = { temperature: 0 };
    let tokenIds = prompt;
    for (const cachedTokens of [0, 64, 96]) {
      const request = { tokenIds, maxTokens: 20, sampling, ignoreEos: true, topLogprobs: 3 };
      const [warm, cold] = await Promise.all(engines.map((engine) => answerOf(engine, request)));
      expect(warm.tokenIds).toEqual(cold.tokenIds);
      // Products with float weights add in another order for one row than for many.
      for (const [i, { logprob }] of warm.logprobs.entries()) {
        expect(logprob).toBeCloseTo(cold.logprobs[i].logprob, 4);
      }
      expect([warm, cold].map(({ end }) => end.usage.cachedTokens)).toEqual([cachedTokens, 0]);
      tokenIds = [...tokenIds, ...warm.tokenIds, 7, 8, 9];
    }
    expect(engines[0].status).toMatchObject({ cacheBlocksUsed: 0, cacheBlocksKept: 4 });
    await Promise.all(engines.map((engine) => engine.close()));
  },
);

test("several bf16 shards load, too, under another name if wanted", async () => {
  const engine = await loadEngine(`${goldenFolder}/bf16`, { ...small, id: "golden" });
  expect(engine.info.id).toBe("golden");
  expect(engine.info.formats).toEqual([["BF16", 1]]);
  await engine.close();
});

test("progress goes through its phases, and its bytes never go back", async () => {
  const seen: LoadProgress[] = [];
  const engine = await loadEngine(goldenFolder, { ...small, onProgress: (progress) => seen.push(progress) });
  expect([...new Set(seen.map(({ phase }) => phase))]).toEqual(["header", "tokenizer", "weights", "ready"]);
  const bytes = seen.map(({ loadedBytes }) => loadedBytes);
  expect(bytes).toEqual(bytes.toSorted((a, b) => a - b));
  expect(seen.at(-1)).toEqual({ phase: "ready", loadedBytes: 4 * 171_648, totalBytes: 4 * 171_648 });
  await engine.close();
});

test("without a tokenizer, text is refused and says what is missing", async () => {
  const engine = await loadEngine(goldenFolder, small);
  const missing = expect.objectContaining({ code: "tokenizer/missing" });
  expect(() => engine.tokenize("a")).toThrow(missing);
  expect(() => engine.detokenize([1])).toThrow(missing);
  await expect(answerOf(engine, { prompt: "a" })).rejects.toEqual(missing);
  await expect(answerOf(engine, { tokenIds: [1], stop: ["a"] })).rejects.toEqual(missing);
  const messages = [{ role: "user", content: "a" }] as const;
  expect(() => engine.applyTemplate(messages)).toThrow(expect.objectContaining({ code: "template/missing" }));
  await expect(answerOf(engine, { messages })).rejects.toMatchObject({ code: "template/missing" });
  await engine.close();
});

test("a signal stops the load with its own reason, before and in the middle", async () => {
  const reason = new Error("changed my mind");
  await expect(loadEngine(goldenFolder, { ...small, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  const controller = new AbortController();
  const onProgress = ({ loadedBytes }: LoadProgress) => {
    if (loadedBytes > 0) controller.abort(reason);
  };
  await expect(loadEngine(goldenFolder, { ...small, onProgress, signal: controller.signal })).rejects.toBe(reason);
});

test.each<[string, LoadOptions]>([
  ["id", { id: "" }],
  ["contextLength", { contextLength: 40_961 }],
  ["contextLength", { contextLength: 0 }],
  ["maxSequences", { maxSequences: 0 }],
  ["maxSequences", { maxSequences: 1.5 }],
  ["cacheType", { cacheType: "Q8" as "Q8_0" }],
  ["prefixCache", { prefixCache: 1 as unknown as boolean }],
  ["cacheBytes", { cacheBytes: -1 }],
  ["checkpointBytes", { checkpointBytes: -1 }],
  ["checkpointBytes", { checkpointBytes: "1" as unknown as number }],
  ["promptLookup", { promptLookup: null as unknown as boolean }],
  ["backend", { backend: "gpu" as "wasm" }],
  ["options", null as unknown as LoadOptions],
  ["threads", { threads: 2 } as LoadOptions],
  ["signal", { signal: {} as AbortSignal }],
  ["onProgress", { onProgress: 5 as unknown as () => void }],
])("a wrong %s is refused: %j", async (field, options) => {
  await expect(loadEngine(goldenFolder, options)).rejects.toMatchObject({
    code: "request/invalid",
    details: { field },
  });
});

test.each([undefined, "", new URL("file:///model.gguf")])("a path that is none is refused: %s", async (path) => {
  await expect(loadEngine(path as string)).rejects.toMatchObject({ code: "request/invalid" });
});

test("a path without a model is an error of the files", async () => {
  await expect(loadEngine(`${goldenFolder}/nothing`)).rejects.toMatchObject({ code: "files/not-found" });
});
