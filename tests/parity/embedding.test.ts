import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type EmbedRequest, loadEngine } from "@qwents/engine";
import { afterAll, describe, expect, test } from "vitest";
import { readGoldenTensors } from "./golden-case.ts";

// The official code's states behind the final norm, pooled and normalised here, are what the engine embeds.

const temporary = mkdtempSync(join(tmpdir(), "embedding-"));
afterAll(() => rmSync(temporary, { recursive: true }));

const cases = [
  { family: "qwen3", name: "1" },
  { family: "qwen3", name: "2" },
  { family: "qwen3/bf16", name: "1" },
  { family: "qwen2", name: "1" },
  { family: "qwen3_moe", name: "1" },
  { family: "qwen3_next", name: "1" },
  { family: "qwen3_5", name: "text-1" },
];
const tolerance = 5e-5;

const folderOf = (family: string) => fileURLToPath(new URL(`../golden/${family}`, import.meta.url));

function goldenOf(family: string, name: string) {
  const tensors = readGoldenTensors(join(folderOf(family), `case-${name}.safetensors`));
  const norm = tensors.get("final_norm")!;
  const width = norm.shape.at(-1)!;
  const rows = Array.from({ length: norm.values.length / width }, (_, i) =>
    Array.from(norm.values.subarray(i * width, (i + 1) * width)),
  );
  return { tokenIds: [...tensors.get("input.input_ids")!.values], rows };
}

function normalized(row: readonly number[]): number[] {
  const length = Math.hypot(...row);
  return row.map((value) => value / length);
}

/** The golden folder with a pooling of Sentence Transformers beside it. */
async function folderWithPooling(mode: string, backend: string): Promise<string> {
  const [golden, folder] = [folderOf("qwen3"), join(temporary, `${mode}-${backend}`)];
  await mkdir(join(folder, "1_Pooling"), { recursive: true });
  for (const file of readdirSync(golden)) symlinkSync(join(golden, file), join(folder, file));
  await writeFile(join(folder, "1_Pooling", "config.json"), JSON.stringify({ [`pooling_mode_${mode}`]: true }));
  return folder;
}

/** The golden weights under other names, and with a further matrix of float32. */
async function folderWithWeights(
  name: string,
  rename: (tensor: string) => string,
  more: Record<string, number[][]> = {},
) {
  const folder = join(temporary, name);
  await mkdir(folder);
  symlinkSync(join(folderOf("qwen3"), "config.json"), join(folder, "config.json"));
  const bytes = readFileSync(join(folderOf("qwen3"), "model.safetensors"));
  const begin = 8 + Number(bytes.readBigUInt64LE(0));
  const header = Object.entries<object>(JSON.parse(bytes.toString("utf8", 8, begin)));
  const renamed = Object.fromEntries(header.map(([tensor, entry]) => [rename(tensor), entry]));
  let [data, end] = [[bytes.subarray(begin)], bytes.length - begin];
  for (const [tensor, rows] of Object.entries(more)) {
    const values = Buffer.from(Float32Array.from(rows.flat()).buffer);
    const offsets = [end, end + values.length];
    renamed[tensor] = { dtype: "F32", shape: [rows.length, rows[0].length], data_offsets: offsets };
    data = [...data, values];
    end += values.length;
  }
  const text = Buffer.from(JSON.stringify(renamed));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  await writeFile(join(folder, "model.safetensors"), Buffer.concat([length, text, ...data]));
  return folder;
}

async function embed(folder: string, backend: "reference" | "wasm", request: EmbedRequest): Promise<number[][]> {
  const engine = await loadEngine(folder, { backend, contextLength: 256, maxSequences: 2, cacheType: "F32" });
  try {
    return (await engine.embed(request)).embeddings.map((embedding) => [...embedding]);
  } finally {
    await engine.close();
  }
}

function expectClose(found: readonly number[], expected: readonly number[]): void {
  expect(found).toHaveLength(expected.length);
  expect(Math.max(...found.map((value, i) => Math.abs(value - expected[i])))).toBeLessThan(tolerance);
}

describe.each(["reference", "wasm"] as const)("%s", (backend) => {
  test.each(cases)("$family case $name: the last token's state", async ({ family, name }) => {
    const { tokenIds, rows } = goldenOf(family, name);
    const prefix = tokenIds.slice(0, 2);
    const embeddings = await embed(folderOf(family), backend, { input: [tokenIds, prefix] });
    expectClose(embeddings[0], normalized(rows.at(-1)!));
    expectClose(embeddings[1], normalized(rows[1]));
  });

  test.each([
    ["mean_tokens", (rows: number[][]) => rows[0].map((_, i) => rows.reduce((sum, row) => sum + row[i], 0))],
    ["cls_token", (rows: number[][]) => rows[0]],
    ["lasttoken", (rows: number[][]) => rows.at(-1)!],
  ])("pooling of a folder: %s", async (mode, pool) => {
    const { tokenIds, rows } = goldenOf("qwen3", "3");
    const [embedding] = await embed(await folderWithPooling(mode, backend), backend, { input: tokenIds });
    expectClose(embedding, normalized(pool(rows)));
  });

  test("fewer dimensions are the first ones, normalised again", async () => {
    const { tokenIds, rows } = goldenOf("qwen3", "1");
    const [embedding] = await embed(folderOf("qwen3"), backend, { input: tokenIds, dimensions: 40 });
    expectClose(embedding, normalized(rows.at(-1)!.slice(0, 40)));
  });
});

test("weights without a head, as embedding models are published: they embed, and no more", async () => {
  const { tokenIds, rows } = goldenOf("qwen3", "1");
  const folder = await folderWithWeights("bare", (tensor) => tensor.replace(/^model\./, ""));
  const [embedding] = await embed(folder, "wasm", { input: tokenIds });
  expectClose(embedding, normalized(rows.at(-1)!));
  const engine = await loadEngine(folder, { contextLength: 256, maxSequences: 1 });
  expect(engine.info).toMatchObject({ head: "none", hiddenSize: rows[0].length });
  const answer = engine.generate({ tokenIds })[Symbol.asyncIterator]().next();
  await expect(answer).rejects.toMatchObject({ code: "request/wrong-model" });
  await engine.close();
});

test("weights of a sequence classifier have as many labels as rows", async () => {
  const width = goldenOf("qwen3", "1").rows[0].length;
  const score = [new Array(width).fill(0.01)];
  const folder = await folderWithWeights("classifier", (tensor) => tensor, { "score.weight": score });
  const engine = await loadEngine(folder, { contextLength: 256, maxSequences: 1 });
  expect(engine.info).toMatchObject({ head: "classifier", labels: ["LABEL_0"], unusedTensors: [] });
  await engine.close();
});
