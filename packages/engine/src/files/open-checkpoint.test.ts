import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { formatById } from "../quant/index.ts";
import type { QuantFormat } from "../quant/quant-format.ts";
import type { HubCheckpoint } from "./checkpoint.ts";
import { encodeGguf, type GgufValue } from "./gguf-writer.ts";
import { openCheckpoint } from "./open-checkpoint.ts";

const golden = fileURLToPath(new URL("../../../../tests/golden/qwen3", import.meta.url));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "qwents-open-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** Writes files into a fresh folder; objects as JSON. */
async function folderOf(name: string, files: Record<string, string | Uint8Array | object>): Promise<string> {
  const path = join(folder, name);
  await mkdir(path, { recursive: true });
  for (const [file, content] of Object.entries(files)) {
    const raw = typeof content === "string" || content instanceof Uint8Array;
    await writeFile(join(path, file), raw ? content : JSON.stringify(content));
  }
  return path;
}

const oneTensor = [
  { name: "t", shape: [32], layout: formatById("Q8_0") as QuantFormat, data: new Uint8Array(34).fill(7) },
];

function safetensorsOf(...names: string[]): Uint8Array {
  const entries = names.map((name, i) => [name, { dtype: "U8", shape: [1], data_offsets: [i, i + 1] }]);
  const json = JSON.stringify(Object.fromEntries(entries));
  const bytes = new Uint8Array(8 + json.length + names.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(json.length), true);
  bytes.set(new TextEncoder().encode(json), 8);
  return bytes;
}

async function openHub(path: string): Promise<HubCheckpoint> {
  const checkpoint = await openCheckpoint(path);
  await checkpoint.close();
  return checkpoint.container === "safetensors" ? checkpoint : expect.fail();
}

describe("GGUF", () => {
  it("opens a file, whatever it is called", async () => {
    const bytes = encodeGguf({ metadata: new Map(), tensors: oneTensor });
    const path = await folderOf("gguf", { "model.bin": bytes });
    const checkpoint = await openCheckpoint(join(path, "model.bin"));
    const { source, offset, length } = checkpoint.tensors.get("t")?.data ?? expect.fail();
    expect([...(await source.read(offset, length))]).toEqual([...oneTensor[0].data]);
    await checkpoint.close();
  });

  it("opens the other parts of a split model, and says which is missing", async () => {
    const part = (no: number) => {
      const counts = { "split.no": no, "split.count": 2, "split.tensors.count": 2 };
      const metadata = new Map(
        Object.entries(counts).map(([key, value]) => [key, { type: "u16", value } as GgufValue]),
      );
      return encodeGguf({ metadata, tensors: [{ ...oneTensor[0], name: `t${no}` }] });
    };
    const path = await folderOf("split", { "m-00001-of-00002.gguf": part(0), "m-00002-of-00002.gguf": part(1) });
    const checkpoint = await openCheckpoint(join(path, "m-00002-of-00002.gguf"));
    expect([...checkpoint.tensors.keys()]).toEqual(["t0", "t1"]);
    await checkpoint.close();
    await rm(join(path, "m-00001-of-00002.gguf"));
    await expect(openCheckpoint(join(path, "m-00002-of-00002.gguf"))).rejects.toMatchObject({
      code: "files/not-found",
      message: expect.stringContaining("m-00001-of-00002.gguf"),
    });
  });
});

describe("hub folders", () => {
  it("opens a single file", async () => {
    const checkpoint = await openHub(golden);
    expect(checkpoint.name).toBe(basename(golden));
    expect(checkpoint.config).toMatchObject({ model_type: "qwen3", vocab_size: 512 });
    expect(checkpoint.tensors.get("model.embed_tokens.weight")).toMatchObject({ shape: [512, 64], formatId: "F32" });
    expect(checkpoint.chatTemplate).toBeUndefined();
  });

  it("opens several files by their index", async () => {
    const checkpoint = await openHub(join(golden, "bf16"));
    const sources = new Set([...checkpoint.tensors.values()].map((record) => record.data.source.name));
    expect([...sources].sort()).toEqual(["model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors"]);
    expect(checkpoint.tensors.size).toBe((await openHub(golden)).tensors.size);
    expect(checkpoint.sizeBytes).toBe(203_296 + 143_648);
  });

  it.each(["config.json", "model.safetensors", "config-yarn.json"])("opens from the file %s in it", async (file) => {
    expect((await openHub(join(golden, file))).tensors.size).toBe((await openHub(golden)).tensors.size);
  });

  it.each(["model.safetensors.index.json", "model-00002-of-00002.safetensors"])(
    "opens all parts from the file %s",
    async (file) => {
      const whole = await openHub(join(golden, "bf16"));
      expect((await openHub(join(golden, "bf16", file))).tensors.size).toBe(whole.tensors.size);
    },
  );

  it("takes a safetensors file of another name for what it is", async () => {
    const path = await folderOf("other", { "config.json": {}, "fp8.safetensors": safetensorsOf("x") });
    expect([...(await openHub(join(path, "fp8.safetensors"))).tensors.keys()]).toEqual(["x"]);
  });

  it("calls a snapshot in the hub's cache by its repository, not by its commit", async () => {
    const snapshot = join("models--Qwen--Qwen3-4B-Thinking-2507", "snapshots", "0".repeat(40));
    const path = await folderOf(snapshot, { "config.json": {}, "model.safetensors": safetensorsOf("x") });
    expect((await openHub(path)).name).toBe("Qwen3-4B-Thinking-2507");
    expect((await openHub(join(path, "model.safetensors"))).name).toBe("Qwen3-4B-Thinking-2507");
  });

  it("reads what lies beside the weights", async () => {
    const files = {
      "config.json": { a: 1 },
      "model.safetensors": safetensorsOf("x"),
      "tokenizer.json": { b: 2 },
      "tokenizer_config.json": { chat_template: "old {{ x }}" },
      "generation_config.json": { c: 3 },
    };
    const path = await folderOf("beside", files);
    expect(await openHub(path)).toMatchObject({
      config: { a: 1 },
      tokenizerJson: { b: 2 },
      generationConfig: { c: 3 },
      chatTemplate: "old {{ x }}",
    });
    await writeFile(join(path, "chat_template.json"), JSON.stringify({ chat_template: "newer {{ x }}" }));
    expect(await openHub(path)).toMatchObject({ chatTemplate: "newer {{ x }}" });
    await writeFile(join(path, "chat_template.jinja"), "new {{ x }}");
    expect(await openHub(path)).toMatchObject({ chatTemplate: "new {{ x }}" });
  });

  it("takes the tokenizer from two files where it is not in one", async () => {
    const path = await folderOf("two", {
      "config.json": {},
      "model.safetensors": safetensorsOf("x"),
      "vocab.json": { a: 0, b: 1, ab: 2, "#": 3 },
      "tokenizer_config.json": { tokenizer_class: "Qwen2Tokenizer" },
    });
    expect((await openHub(path)).tokenizerJson).toBeUndefined();
    await writeFile(join(path, "merges.txt"), "#version: 0.2\na b\n# #\n");
    const model = { type: "BPE", vocab: { a: 0, b: 1, ab: 2, "#": 3 }, merges: ["a b", "# #"] };
    expect((await openHub(path)).tokenizerJson).toEqual({ model });
  });

  it("takes the template called default from a list", async () => {
    const templates = [
      { name: "rag", template: "r" },
      { name: "default", template: "d" },
    ];
    const path = await folderOf("templates", {
      "config.json": {},
      "model.safetensors": safetensorsOf("x"),
      "tokenizer_config.json": { chat_template: templates },
    });
    expect((await openHub(path)).chatTemplate).toBe("d");
  });

  it.each<[string, object, string, RegExp]>([
    ["leads out of the folder", { weight_map: { x: "../secret.safetensors" } }, "safetensors/bad-index", /same folder/],
    ["is absolute", { weight_map: { x: "/etc/x.safetensors" } }, "safetensors/bad-index", /same folder/],
    ["has a drive", { weight_map: { x: "c:x.safetensors" } }, "safetensors/bad-index", /same folder/],
    ["names another kind of file", { weight_map: { x: "config.json" } }, "safetensors/bad-index", /same folder/],
    ["names no file", { weight_map: { x: 1 } }, "safetensors/bad-index", /same folder/],
    ["has no map", { metadata: {} }, "safetensors/bad-index", /weight_map/],
    ["names a missing file", { weight_map: { x: "b.safetensors" } }, "files/not-found", /b\.safetensors/],
    ["names a missing tensor", { weight_map: { y: "a.safetensors" } }, "safetensors/bad-index", /"y"/],
  ])("refuses an index that %s", async (name, index, code, message) => {
    const path = await folderOf(name, {
      "config.json": {},
      "a.safetensors": safetensorsOf("x"),
      "model.safetensors.index.json": index,
    });
    await expect(openCheckpoint(path)).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
  });

  it("says what a folder lacks", async () => {
    const cases: [Record<string, string | object>, RegExp][] = [
      [{ "a.gguf": "", "b.gguf": "" }, /no config\.json; give the path of a GGUF file in it: a\.gguf, b\.gguf$/],
      [{ "config.json": {}, "pytorch_model.bin": "" }, /no model\.safetensors; convert its PyTorch files/],
      [
        { "config.json": {}, "model-00001-of-00002.safetensors": "" },
        /no model\.safetensors; it has parts \(model-0+1-of-0+2\.safetensors\), but no model\.safetensors\.index\.json/,
      ],
      [{ "readme.txt": "" }, /no config\.json; give a \.gguf file, or a folder/],
    ];
    for (const [i, [files, message]] of cases.entries()) {
      const path = await folderOf(`lacking ${i}`, files);
      await expect(openCheckpoint(path)).rejects.toMatchObject({
        code: "files/not-found",
        message: expect.stringMatching(message),
      });
    }
  });

  it("recognises weights that are only a Git LFS pointer", async () => {
    const pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n";
    const path = await folderOf("pointer", { "config.json": {}, "model.safetensors": pointer });
    await expect(openCheckpoint(path)).rejects.toMatchObject({
      code: "files/unknown-format",
      message: expect.stringContaining("git lfs pull"),
    });
  });

  it("refuses broken JSON", async () => {
    const path = await folderOf("broken", { "config.json": '{"a":', "model.safetensors": safetensorsOf("x") });
    await expect(openCheckpoint(path)).rejects.toMatchObject({ code: "hub/bad-json" });
  });
});

describe("other files", () => {
  it.each<[string, string | Uint8Array, string, RegExp]>([
    [
      "lfs",
      "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n",
      "files/unknown-format",
      /git lfs pull/,
    ],
    ["html", "\n<!DOCTYPE html><html>", "files/unknown-format", /web page/],
    ["zip", Uint8Array.of(0x50, 0x4b, 3, 4, 0), "files/unknown-format", /convert/],
    ["pickle", Uint8Array.of(0x80, 2, 0x8a, 0x0a), "files/unknown-format", /pickle/],
    ["ggml", "tjgg\x03\0\0\0", "files/unknown-format", /before GGUF/],
    ["gzip", Uint8Array.of(0x1f, 0x8b, 8), "files/unknown-format", /unpack/],
    ["text", "hello", "files/unknown-format", /expected GGUF or safetensors/],
    ["empty", "", "files/truncated", /empty/],
    ["short gguf", "GGUF", "files/truncated", /cut off/],
  ])("says what a file of %s is", async (name, content, code, message) => {
    const path = await folderOf("files", { [`${name}.gguf`]: content });
    await expect(openCheckpoint(join(path, `${name}.gguf`))).rejects.toMatchObject({
      name: "QwenError",
      code,
      message: expect.stringMatching(message),
    });
  });

  it("names a path that does not exist", async () => {
    const path = join(folder, "nowhere.gguf");
    await expect(openCheckpoint(path)).rejects.toMatchObject({
      code: "files/not-found",
      message: expect.stringContaining(path),
    });
  });
});
