import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { encodeGguf, type GgufTensor } from "./files/gguf-writer.ts";
import { answerOf } from "./golden-engine.fixture.ts";
import { inspectCheckpoint } from "./inspect-checkpoint.ts";
import { randomWeights } from "./kernels/conformance/hostile-weights.ts";
import { normalValues } from "./kernels/conformance/random-values.ts";
import { loadEngine } from "./load-engine.ts";
import { f16 } from "./quant/f16.ts";
import { f32 } from "./quant/f32.ts";
import { formatById } from "./quant/index.ts";
import { nvfp4 } from "./quant/nvfp4.ts";
import { miniMetadata } from "./text/mini-vocabulary.fixture.ts";
import { tinyMetadata } from "./tiny-gguf.fixture.ts";

const folder = mkdtempSync(join(tmpdir(), "mixed-gguf-"));
afterAll(() => rmSync(folder, { recursive: true }));

const D = 256;
const shape = { hiddenSize: D, intermediateSize: D, numAttentionHeads: 2, numKeyValueHeads: 1, headDim: 128 };
const metadata = tinyMetadata({ ...shape, numHiddenLayers: 2 });
const vocabSize = (miniMetadata().get("tokenizer.ggml.tokens") as readonly string[]).length;

type LayerFormats = Readonly<Record<"q" | "k" | "v" | "output" | "gate" | "up" | "down", string>>;

function matrix(name: string, rows: number, formatId: string): GgufTensor<Uint8Array> {
  const layout = formatById(formatId)!;
  const data = randomWeights(layout, rows * D, 0.06, rows + name.length + 100 * Number(/\d/.exec(name) ?? 0));
  return { name: `${name}.weight`, shape: [rows, D], layout, data };
}

function vector(name: string, length: number): GgufTensor<Uint8Array> {
  const values = normalValues(length, length, 0.1).map((value) => 1 + value);
  return { name: `${name}.weight`, shape: [length], layout: f32, data: new Uint8Array(values.buffer) };
}

function layer(i: number, formats: LayerFormats): GgufTensor<Uint8Array>[] {
  const named = (name: string) => `blk.${i}.${name}`;
  return [
    ...["attn_norm", "ffn_norm"].map((name) => vector(named(name), D)),
    ...["attn_q_norm", "attn_k_norm"].map((name) => vector(named(name), 128)),
    matrix(named("attn_q"), D, formats.q),
    matrix(named("attn_k"), 128, formats.k),
    matrix(named("attn_v"), 128, formats.v),
    matrix(named("attn_output"), D, formats.output),
    matrix(named("ffn_gate"), D, formats.gate),
    matrix(named("ffn_up"), D, formats.up),
    matrix(named("ffn_down"), D, formats.down),
  ];
}

const model = (layers: readonly LayerFormats[]): GgufTensor<Uint8Array>[] => [
  matrix("token_embd", vocabSize, "Q6_K"),
  ...layers.flatMap((formats, i) => layer(i, formats)),
  vector("output_norm", D),
];

function write(name: string, tensors: readonly GgufTensor<Uint8Array>[]): string {
  const path = join(folder, `${name}.gguf`);
  writeFileSync(path, encodeGguf({ metadata, tensors }));
  return path;
}

/** What the model says of the token after a prompt: the five likeliest, with their log-probabilities. */
async function outcomeOf(path: string, backend: "wasm" | "reference") {
  const engine = await loadEngine(path, { backend, contextLength: 64, ...(backend === "wasm" && { numThreads: 2 }) });
  const tokenIds = Array.from({ length: 20 }, (_, i) => (i * 37) % vocabSize);
  const answer = await answerOf(engine, { tokenIds, maxTokens: 1, ignoreEos: true, topLogprobs: 5 });
  await engine.close();
  return { notes: engine.info.notes, formats: engine.info.formats, top: answer.logprobs[0]!.top };
}

const dynamic: readonly LayerFormats[] = [
  { q: "Q5_K", k: "Q5_K", v: "Q5_K", output: "Q4_K", gate: "IQ4_XS", up: "Q3_K", down: "IQ4_XS" },
  { q: "Q4_K", k: "IQ4_NL", v: "Q8_0", output: "Q6_K", gate: "IQ3_S", up: "IQ4_XS", down: "Q5_K" },
];

test("a file that mixes formats within its layers, as dynamic quantisations do", async () => {
  const path = write("dynamic", model(dynamic));
  const note =
    "kept as Q8_0 in memory, since they have no kernels yet: Q3_K (1 tensor), IQ3_S (1 tensor); 136.0 KiB, " +
    "55.0 KiB in the file";
  const { supported, notes, formats } = await inspectCheckpoint(path);
  expect({ supported, notes }).toEqual({ supported: true, notes: [note] });
  const all = ["F32", "IQ3_S", "IQ4_NL", "IQ4_XS", "Q3_K", "Q4_K", "Q5_K", "Q6_K", "Q8_0"];
  expect(formats.map(({ format }) => format).sort()).toEqual(all);

  const reference = await outcomeOf(path, "reference");
  expect(reference.notes).toEqual([]);
  const wasm = await outcomeOf(path, "wasm");
  expect(wasm.notes).toEqual([note]);
  expect(wasm.formats.map(([format]) => format).sort()).toEqual(all);
  expect(wasm.top.map(({ tokenId }) => tokenId)).toEqual(reference.top.map(({ tokenId }) => tokenId));
  for (const [i, { logprob }] of wasm.top.entries()) expect(logprob).toBeCloseTo(reference.top[i]!.logprob, 1);
});

test("formats of one, two and three bits in one file", async () => {
  const path = write(
    "few-bits",
    model([
      { q: "IQ3_XXS", k: "IQ2_XS", v: "IQ3_S", output: "IQ2_S", gate: "IQ1_S", up: "IQ1_M", down: "IQ2_XXS" },
      { q: "IQ2_XXS", k: "IQ2_S", v: "Q2_K", output: "IQ1_M", gate: "IQ2_XS", up: "IQ3_XXS", down: "IQ1_S" },
    ]),
  );
  const [reference, wasm] = [await outcomeOf(path, "reference"), await outcomeOf(path, "wasm")];
  expect(wasm.top[0]!.tokenId).toBe(reference.top[0]!.tokenId);
  for (const [i, { logprob }] of wasm.top.entries()) expect(logprob).toBeCloseTo(reference.top[i]!.logprob, 1);
});

const fourBits = { q: "NVFP4", k: "NVFP4", v: "NVFP4", output: "NVFP4", gate: "NVFP4", up: "NVFP4", down: "NVFP4" };

/** The tensors with scales of blocks from 2^-7 on, or those divided by 16 with that in a tensor beside each. */
function scaledTensors(scale?: GgufTensor<Uint8Array>): GgufTensor<Uint8Array>[] {
  return model([fourBits, fourBits]).flatMap((tensor) => {
    if (tensor.layout !== nvfp4) return [tensor];
    const data = tensor.data.map((byte, i) => (i % 36 < 4 ? (scale ? 0 : 32) + 8 + (byte & 15) : byte));
    return [{ ...tensor, data }, ...(scale ? [{ ...scale, name: tensor.name.replace("weight", "scale") }] : [])];
  });
}

const oneScale = (values: number[], layout = f32): GgufTensor<Uint8Array> => {
  const data = new Uint8Array(values.length * layout.blockBytes);
  layout.quantize?.(Float32Array.from(values), data);
  return { name: "", shape: [values.length], layout, data };
};

test("a tensor's further scale multiplies its weights", async () => {
  const withScales = write("scaled", scaledTensors(oneScale([16])));
  expect((await inspectCheckpoint(withScales)).notes).toHaveLength(1);
  const without = write("unscaled", scaledTensors());
  for (const backend of ["reference", "wasm"] as const) {
    expect((await outcomeOf(withScales, backend)).top).toEqual((await outcomeOf(without, backend)).top);
  }
});

test("scales that do not fit are named", async () => {
  const refusal = (scale: GgufTensor<Uint8Array>) => loadEngine(write("bad", scaledTensors(scale)));
  await expect(refusal(oneScale([1, 1]))).rejects.toMatchObject({
    code: "model/bad-shape",
    message: 'tensor "blk.0.attn_q.scale" is [2]; expected [1], a scale for each matrix',
  });
  await expect(refusal(oneScale([1], f16))).rejects.toMatchObject({ code: "model/unsupported-format" });
  const other = [...model([{ ...fourBits, q: "Q8_0" }, fourBits]), { ...oneScale([1]), name: "blk.0.attn_q.scale" }];
  await expect(loadEngine(write("other", other))).rejects.toMatchObject({
    code: "model/unsupported-format",
    message: expect.stringContaining("holds scales of type F32 for weights of type Q8_0"),
  });
});
