import { parseArgs } from "node:util";
import { bytesSource } from "../../packages/engine/src/files/bytes-source.ts";
import type { Backend, WeightRequest } from "../../packages/engine/src/kernels/backend.ts";
import type { Ops, Tensor, Weight } from "../../packages/engine/src/kernels/ops.ts";
import { createWasmBackend } from "../../packages/engine/src/kernels/wasm/wasm-backend.ts";
import { f32 } from "../../packages/engine/src/quant/f32.ts";
import { formatById, kernelFormats } from "../../packages/engine/src/quant/index.ts";
import type { QuantFormat } from "../../packages/engine/src/quant/quant-format.ts";
import { formatTable } from "../../tests/parity/format-table.ts";
import { median, spread } from "./spread.ts";

/*
 * npm run experts -- [--formats Q4_K,Q8_0] [--tokens 1,512] [--threads 2] [--rounds 9]
 *
 * How fast our wasm backend multiplies with experts, in the shape of a layer of Qwen3-30B-A3B (128 experts, 8 a token,
 * 2,048 × 768), beside dense matrices of as many multiplications a token, taking turns.
 */

const [E, N, D, F] = [128, 8, 2048, 768];
/** Each goes to experts of its own, so that together they read all weights, which no cache holds. */
const LAYERS = E / N;

interface Weights {
  readonly x: Weight;
  readonly logits: Weight;
  readonly experts: { readonly gate: Weight; readonly up: Weight; readonly down: Weight };
  readonly dense: readonly { readonly gate: Weight; readonly up: Weight; readonly down: Weight }[];
}

type Work = "product" | "MLP";

const { values } = parseArgs({
  options: {
    formats: { type: "string", default: "Q4_K,Q8_0" },
    tokens: { type: "string", default: "1,512" },
    threads: { type: "string", default: "2" },
    rounds: { type: "string", default: "9" },
  },
});
const tokenCounts = values.tokens.split(",").map(Number);

async function main(): Promise<void> {
  const table = [["format", "tokens", "what", "experts, GMAC/s", "dense", "experts / dense"]];
  for (const format of values.formats.split(",").map(requireFormat)) {
    const backend = await createWasmBackend({ numThreads: Number(values.threads) });
    const weights = await loadAll(backend, format);
    for (const numTokens of tokenCounts) {
      for (const work of ["product", "MLP"] as const) {
        const { experts, dense } = await measure(backend, weights, numTokens, work);
        const rate = (seconds: readonly number[]) => (products(numTokens, work) / median(seconds) / 1e9).toFixed(1);
        const ratios = experts.map((seconds, round) => dense[round] / seconds);
        table.push([format.id, `${numTokens}`, work, rate(experts), rate(dense), spread(ratios, 2)]);
      }
    }
    await backend.close();
  }
  console.log(formatTable(table));
}

/** With many tokens, one layer is work enough. */
const layersOf = (numTokens: number): number => Math.max(1, Math.floor(LAYERS / numTokens));

function products(numTokens: number, work: Work): number {
  return layersOf(numTokens) * (work === "MLP" ? 3 : 1) * numTokens * N * D * F;
}

async function measure(backend: Backend, weights: Weights, numTokens: number, work: Work) {
  const seconds = { experts: [] as number[], dense: [] as number[] };
  // The first rounds run what the runtime's baseline compiler made.
  for (let round = -2; round < Number(values.rounds); round++) {
    for (const kind of ["experts", "dense"] as const) {
      const time = await run(backend, weights, numTokens, work, kind);
      if (round >= 0) seconds[kind].push(time);
    }
  }
  return seconds;
}

/** Seconds of a step. */
async function run(
  backend: Backend,
  weights: Weights,
  numTokens: number,
  work: Work,
  kind: "experts" | "dense",
): Promise<number> {
  const ops = backend.beginStep();
  const rows = Int32Array.from({ length: numTokens }, (_, t) => t);
  const x = ops.embedding(rows, weights.x);
  for (let layer = 0; layer < layersOf(numTokens); layer++) {
    if (kind === "experts") recordExperts(ops, x, weights, layer, work);
    else recordDense(ops, x, weights, layer, work);
  }
  const start = performance.now();
  await ops.run([x]);
  return (performance.now() - start) / 1000;
}

function recordExperts(ops: Ops, x: Tensor, { logits, experts }: Weights, layer: number, work: Work): void {
  const { gate, up, down } = experts;
  const [numTokens] = x.shape;
  const rows = Int32Array.from({ length: numTokens }, (_, t) => layer * numTokens + t);
  const routing = ops.route(ops.embedding(rows, logits), { numExpertsPerToken: N, normalizes: true });
  const gated = ops.expertLinear(x, gate, routing);
  if (work === "product") return;
  const between = ops.siluMul(gated, ops.expertLinear(x, up, routing));
  ops.combineExperts(ops.expertLinear(between, down, routing), routing);
}

function recordDense(ops: Ops, x: Tensor, { dense }: Weights, layer: number, work: Work): void {
  const { gate, up, down } = dense[layer];
  const gated = ops.linear(x, gate);
  if (work === "product") return;
  ops.linear(ops.siluMul(gated, ops.linear(x, up)), down);
}

async function loadAll(backend: Backend, format: QuantFormat): Promise<Weights> {
  const numRows = Math.max(...tokenCounts);
  const expert = randomBytes(format, D * F);
  const [inward, outward] = [
    [F, D],
    [D, F],
  ];
  const ofExperts = (shape: number[]) => request(format, [E, ...shape], "experts", new Array(E).fill(expert));
  const ofMatrix = (shape: number[]) => request(format, shape, "matrix", new Array(N).fill(expert));
  const [x, logits, gate, up, down, ...dense] = await backend.loadWeights([
    request(f32, [numRows, D], "matrix", [randomBytes(f32, numRows * D)]),
    request(f32, [Math.max(numRows, LAYERS), E], "matrix", [logitsOfLayers(Math.max(numRows, LAYERS))]),
    ...[inward, inward, outward].map(ofExperts),
    ...Array.from({ length: LAYERS }, () =>
      [
        [N * F, D],
        [N * F, D],
        [D, N * F],
      ].map(ofMatrix),
    ).flat(),
  ]);
  return {
    x,
    logits,
    experts: { gate, up, down },
    dense: Array.from({ length: LAYERS }, (_, layer) => {
      const [gate, up, down] = dense.slice(3 * layer, 3 * layer + 3);
      return { gate, up, down };
    }),
  };
}

/** Random, and in the first rows such that each goes to other experts. */
function logitsOfLayers(numRows: number): Uint8Array {
  const logits = Float32Array.from({ length: numRows * E }, (_, i) => {
    const [row, expert] = [Math.floor(i / E), i % E];
    return Math.random() + (row < LAYERS && (expert * 37) % LAYERS === row ? 2 : 0);
  });
  return new Uint8Array(logits.buffer);
}

function request(
  format: QuantFormat,
  shape: number[],
  kind: "matrix" | "experts",
  files: readonly Uint8Array[],
): WeightRequest {
  const source = bytesSource(format.id, files[0]);
  return { name: kind, shape, kind, format, data: files.map(({ length }) => ({ source, offset: 0, length })) };
}

function randomBytes(format: QuantFormat, size: number): Uint8Array {
  const weights = Float32Array.from({ length: size }, () => Math.random() - 0.5);
  const file = new Uint8Array((size / format.blockLength) * format.blockBytes);
  format.quantize!(weights, file);
  return file;
}

function requireFormat(id: string): QuantFormat {
  const format = formatById(id);
  if (format) return format;
  throw new Error(`no format ${id}; there are ${kernelFormats.map((each) => each.id).join(", ")}`);
}

await main();
