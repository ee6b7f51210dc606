import { readdirSync } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type QuantizeProgress, quantizeModel } from "../../packages/engine/src/convert/quantize-model.ts";
import { type GgufCheckpoint, requireFormat } from "../../packages/engine/src/files/checkpoint.ts";
import { encodeGguf, type GgufValue } from "../../packages/engine/src/files/gguf-writer.ts";
import { openCheckpoint } from "../../packages/engine/src/files/open-checkpoint.ts";
import { loadTokenizer } from "../../packages/engine/src/load-tokenizer.ts";
import { f16 } from "../../packages/engine/src/quant/f16.ts";
import { folderWithText } from "./text-files.fixture.ts";

/** Three layers of 64, 512 tokens, float32: as on the hub, with a tokenizer of 258 tokens. */
let source: Awaited<ReturnType<typeof folderWithText>>;
const inParent = (name: string) => join(source.parent, name);
beforeAll(async () => {
  source = await folderWithText(fileURLToPath(new URL("../golden/qwen3", import.meta.url)));
  const files: Readonly<Record<string, object>> = {
    "tokenizer_config.json": { eos_token: "<|im_end|>", pad_token: "<|im_end|>", bos_token: null },
    "generation_config.json": { temperature: 0.6, top_k: 20, top_p: 0.95, bos_token_id: 255, eos_token_id: [257, 3] },
  };
  for (const [name, content] of Object.entries(files)) {
    await writeFile(join(source.folder, name), JSON.stringify(content));
  }
  await writeFile(join(source.folder, "chat_template.jinja"), "{{ messages[0].content }}");
});
afterAll(() => source.remove());

async function openGguf(path: string): Promise<GgufCheckpoint> {
  const checkpoint = await openCheckpoint(path);
  if (checkpoint.container !== "gguf") throw new Error(`${path} is no GGUF file`);
  return checkpoint;
}

/** Changes one of the folder's JSON files while `action` runs. */
async function withChanged(name: string, change: object, action: () => Promise<void>): Promise<void> {
  const path = join(source.folder, name);
  const before = await readFile(path, "utf8");
  await writeFile(path, JSON.stringify({ ...JSON.parse(before), ...change }));
  try {
    await action();
  } finally {
    await writeFile(path, before);
  }
}

describe("a folder as on the hub", () => {
  it("becomes a file with all that its own files say", async () => {
    const path = inParent("all.gguf");
    await quantizeModel(source.folder, path, { type: "q8_0", name: "Little", numThreads: 1 });
    const { metadata, close } = await openGguf(path);
    await close();
    const tokens = metadata.get("tokenizer.ggml.tokens") as string[];
    expect(tokens).toHaveLength(512);
    expect(tokens.slice(255, 260)).toEqual(["ÿ", "he", "<|im_end|>", "[PAD258]", "[PAD259]"]);
    expect([...(metadata.get("tokenizer.ggml.token_type") as Int32Array)].slice(255, 260)).toEqual([1, 1, 3, 5, 5]);
    expect(Object.fromEntries(metadata)).toMatchObject({
      "general.architecture": "qwen3",
      "general.name": "Little",
      "general.file_type": 7,
      "general.quantization_version": 2,
      "general.sampling.top_k": 20,
      "general.sampling.temp": Math.fround(0.6),
      "qwen3.block_count": 3,
      "qwen3.context_length": 40_960,
      "qwen3.embedding_length": 64,
      "qwen3.attention.head_count": 4,
      "qwen3.attention.head_count_kv": 2,
      "qwen3.attention.key_length": 32,
      "qwen3.attention.value_length": 32,
      "qwen3.attention.layer_norm_rms_epsilon": Math.fround(1e-6),
      "qwen3.rope.freq_base": 1e6,
      "tokenizer.ggml.model": "gpt2",
      "tokenizer.ggml.pre": "qwen2",
      "tokenizer.ggml.merges": ["h e"],
      "tokenizer.ggml.bos_token_id": 255,
      "tokenizer.ggml.eos_token_id": 257,
      "tokenizer.ggml.padding_token_id": 257,
      "tokenizer.ggml.add_bos_token": false,
      "tokenizer.chat_template": "{{ messages[0].content }}",
    });
    const [ours, theirs] = await Promise.all([loadTokenizer(path), loadTokenizer(source.folder)]);
    const text = "hello, the 12 héros<|im_end|>\n";
    expect(ours.encode(text, { parseSpecial: true })).toEqual(theirs.encode(text, { parseSpecial: true }));
  });

  it("made to embed says how", async () => {
    const [path, modules] = [inParent("embeds.gguf"), join(source.folder, "1_Pooling")];
    await mkdir(modules);
    const pooling = (mode: string) =>
      writeFile(join(modules, "config.json"), JSON.stringify({ [`pooling_mode_${mode}`]: true }));
    await pooling("mean_tokens");
    const post_processor = {
      type: "TemplateProcessing",
      single: [{ Sequence: {} }, { SpecialToken: { id: "<|im_end|>" } }],
    };
    await withChanged("tokenizer.json", { post_processor }, () =>
      quantizeModel(source.folder, path, { type: "f32" }).then(() => {}),
    );
    const { metadata, close } = await openGguf(path);
    await close();
    expect(metadata.get("qwen3.pooling_type")).toBe(1);
    expect(metadata.get("tokenizer.ggml.add_eos_token")).toBe(true);
    await pooling("max_tokens");
    const refused = quantizeModel(source.folder, inParent("refused.gguf"), { type: "f32" });
    await expect(refused.finally(() => rm(modules, { recursive: true }))).rejects.toThrow(/how this model embeds/);
  });

  it("is refused where a GGUF file would be another model, or would lack text", async () => {
    const path = inParent("refused.gguf");
    const refusal = (code: string, words: RegExp) => async () => {
      await expect(quantizeModel(source.folder, path, { type: "q8_0" })).rejects.toMatchObject({
        code,
        message: expect.stringMatching(words),
      });
    };
    const sliding = { use_sliding_window: true, sliding_window: 16, max_window_layers: 1 };
    await withChanged("config.json", sliding, refusal("model/bad-config", /slidingWindows.* would be read back/));
    await withChanged("config.json", { vocab_size: 200 }, refusal("model/bad-shape", /embed_tokens/));
    const tokenizer = join(source.folder, "tokenizer.json");
    await rename(tokenizer, `${tokenizer}.away`);
    await refusal("tokenizer/missing", /has no tokenizer.json/)();
    await rename(`${tokenizer}.away`, tokenizer);
    expect(readdirSync(source.parent).filter((name) => name.startsWith("refused"))).toEqual([]);
  });
});

describe("a GGUF file", () => {
  it("keeps what it has besides: metadata of any type, tensors that nobody knows", async () => {
    const whole = inParent("whole.gguf");
    await quantizeModel(source.folder, whole, { type: "f32" });
    const checkpoint = await openGguf(whole);
    const metadata = new Map<string, GgufValue>();
    for (const [key, { source: file, offset, length }] of checkpoint.metadataBytes) {
      metadata.set(key, { type: "encoded", bytes: await file.read(offset, length) });
    }
    metadata.set("general.alignment", { type: "u32", value: 64 });
    metadata.set("split.count", { type: "u16", value: 1 });
    metadata.set("odd.number", { type: "u64", value: 2n ** 63n });
    const tensors = await Promise.all(
      [...checkpoint.tensors.values()].map(async (record) => ({
        name: record.name,
        shape: record.shape,
        layout: requireFormat(record),
        data: await record.data.source.read(record.data.offset, record.data.length),
      })),
    );
    tensors.push({ name: "blk.3.nextn.eh_proj.weight", shape: [2, 32], layout: f16, data: new Uint8Array(128) });
    await checkpoint.close();
    await writeFile(inParent("odd.gguf"), encodeGguf({ metadata, tensors }));

    await quantizeModel(inParent("odd.gguf"), inParent("again.gguf"), { type: "q5_0", name: "not this" });
    const again = await openGguf(inParent("again.gguf"));
    await again.close();
    expect(Object.fromEntries(again.metadata)).toMatchObject({ "odd.number": 2n ** 63n, "general.name": "qwen3" });
    expect([again.metadata.has("split.count"), again.alignment]).toEqual([false, 32]);
    expect(again.tensors.get("blk.3.nextn.eh_proj.weight")?.formatId).toBe("Q5_0");
    expect([...again.tensors.keys()]).toEqual(tensors.map(({ name }) => name));
  });

  it("in the same format again is the same file", async () => {
    const [first, second] = [inParent("first.gguf"), inParent("second.gguf")];
    await quantizeModel(source.folder, first, { type: "q4_k_m", name: "same" });
    await quantizeModel(first, second, { type: "q4_k_m" });
    expect(Buffer.compare(await readFile(first), await readFile(second))).toBe(0);
  });

  it("says what a user should know", async () => {
    const { notes, formats } = await quantizeModel(inParent("first.gguf"), inParent("notes.gguf"), { type: "q6_k" });
    expect(notes).toEqual([
      "the weights were rounded before (Q5_0), which cannot be undone; BF16 or F16 is a better source",
      "18 tensors are Q8_0 instead of Q6_K, whose blocks of 256 do not fit their rows",
      "3 tensors are F16 instead of Q6_K, whose blocks of 256 do not fit their rows",
    ]);
    expect(formats[0][0]).toBe("Q8_0");
    expect(formats.reduce((sum, [, share]) => sum + share, 0)).toBeCloseTo(1);
  });
});

describe("quantizeModel", () => {
  it("tells how far it is", async () => {
    const seen: QuantizeProgress[] = [];
    await quantizeModel(source.folder, inParent("progress.gguf"), { type: "q4_0", onProgress: (p) => seen.push(p) });
    const done = seen.map(({ doneBytes }) => doneBytes);
    expect(done).toEqual(done.toSorted((a, b) => a - b));
    expect([done[0], done.at(-1)]).toEqual([0, seen[0].totalBytes]);
  });

  it("leaves nothing when it is aborted, or when a weight is no number", async () => {
    const path = inParent("aborted.gguf");
    const controller = new AbortController();
    const stopped = quantizeModel(source.folder, path, {
      type: "q2_k",
      onProgress: ({ doneBytes }) => doneBytes > 0 && controller.abort(),
      signal: controller.signal,
    });
    await expect(stopped).rejects.toMatchObject({ name: "AbortError" });
    await expect(
      quantizeModel(source.folder, path, { type: "q8_0", signal: AbortSignal.abort() }),
    ).rejects.toMatchObject({ name: "AbortError" });
    const weights = join(source.folder, "model.safetensors");
    const before = await readFile(weights);
    await writeFile(weights, Buffer.concat([before.subarray(0, -4), Buffer.from(Float32Array.of(Number.NaN).buffer)]));
    await expect(quantizeModel(source.folder, path, { type: "q8_0" })).rejects.toMatchObject({
      code: "model/bad-weights",
      message: expect.stringMatching(/^tensor ".*": a weight is NaN/),
    });
    await writeFile(weights, before);
    expect(readdirSync(source.parent).filter((name) => name.startsWith("aborted"))).toEqual([]);
  });

  it("refuses to write over its source, a folder, and another file without leave", async () => {
    const path = inParent("first.gguf");
    const refused = (to: string, words: string, overwrite: boolean) =>
      expect(quantizeModel(path, to, { type: "q8_0", overwrite })).rejects.toMatchObject({
        code: "files/unwritable",
        message: expect.stringContaining(words),
      });
    await refused(path, "is what the model is read from", true);
    await refused(source.parent, "is a folder", true);
    await refused(inParent("second.gguf"), "is there already", false);
    await quantizeModel(path, inParent("second.gguf"), { type: "q8_0", overwrite: true });
  });

  it.each([
    [{ type: "q9_9" }, /one of f32, f16/],
    [{ type: "toString" }, /one of f32, f16/],
    [{ type: "q8_0", numThreads: 0 }, /from 1 to 64, got 0/],
  ])("options are checked: %j", async (options, words) => {
    await expect(quantizeModel(source.folder, inParent("none.gguf"), options as never)).rejects.toMatchObject({
      code: "request/invalid",
      message: expect.stringMatching(words),
    });
  });
});
