import { parseArgs } from "node:util";
import type { Batch } from "../../packages/engine/src/core/batch.ts";
import type { Step } from "../../packages/engine/src/kernels/backend.ts";
import type { Tensor } from "../../packages/engine/src/kernels/ops.ts";
import { formatTable } from "../../tests/parity/format-table.ts";
import { makeSetting, NUM_SLOTS, type Setting } from "./linear-attention/setting.ts";
import { median } from "./spread.ts";

/*
 * npm run linear-attention [-- --shapes 0.8b,35b-a3b --tokens 1,16,512 --layers 12 --threads 2 --rounds 20]
 *
 * What the ops of linear attention take beside the linear maps of the same layers, with which they take turns: one
 * sequence that brings so many tokens.
 */

type Inputs = Readonly<Record<"x" | "y" | "qkv" | "gates", Tensor>>;
type RecordLayer = (ops: Step, inputs: Inputs, layer: number, setting: Setting, batch: Batch) => void;

type Part = "inputs" | "linear" | "convolution" | "deltaRule";

const parts: Readonly<Record<Part, RecordLayer>> = {
  inputs: () => {},
  linear(ops, { x, y }, layer, { weights }) {
    const input = ops.add(x, x);
    for (const name of ["qkv", "z", "a", "b"]) ops.linear(input, weights.get(`${name}${layer}`)!);
    ops.linear(ops.add(y, y), weights.get(`out${layer}`)!);
  },
  convolution(ops, { qkv }, layer, { weights, states }, batch) {
    ops.causalConv(qkv, weights.get("conv")!, states, layer, batch);
  },
  deltaRule(ops, { qkv, gates }, layer, { weights, states }, batch) {
    const [decayRate, timeStepBias] = ["decayRate", "timeStepBias"].map((name) => weights.get(name)!);
    ops.gatedDeltaRule({ qkv, a: gates, b: gates, decayRate, timeStepBias }, states, layer, batch, "grouped");
  },
};

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      shapes: { type: "string", default: "0.8b,35b-a3b" },
      tokens: { type: "string", default: "1,16,512" },
      layers: { type: "string", default: "12" },
      threads: { type: "string", default: "2" },
      rounds: { type: "string", default: "20" },
    },
  });
  const titles = [
    "convolution / linear",
    "delta rule / linear",
    "delta rule, µs a token",
    "linear, GB/s",
    "states, GB/s",
  ];
  const table = [["shape", "tokens", ...titles]];
  for (const shape of values.shapes.split(",")) {
    for (const numTokens of values.tokens.split(",").map(Number)) {
      // Many tokens keep the arithmetic busy for long; a few layers do.
      const numLayers = Math.ceil(Number(values.layers) / Math.ceil(numTokens / 50));
      const setting = await makeSetting({ shape, numTokens, numLayers, numThreads: Number(values.threads) });
      table.push([shape, `${numTokens}`, ...(await measure(setting, Number(values.rounds)))]);
      await setting.backend.close();
    }
  }
  console.log(formatTable(table));
}

/**
 * The columns behind shape and tokens, from the best times of the rounds and, in brackets, the medians. Where all is read
 * once, also what is read (of states: and written) a second.
 */
async function measure(setting: Setting, rounds: number): Promise<string[]> {
  const { spec, weights, numTokens } = setting;
  const times: Record<Part, number[]> = { inputs: [], linear: [], convolution: [], deltaRule: [] };
  // At first V8 compiles hot code, and states are zero.
  for (let round = numTokens === 1 ? -NUM_SLOTS : -2; round < rounds; round++) {
    const batch = batchOf(numTokens, (round + NUM_SLOTS) % NUM_SLOTS, numTokens > 1 || round < 0);
    for (const part of Object.keys(parts) as Part[]) {
      const milliseconds = await time(setting, part, batch);
      if (round >= 0) times[part].push(milliseconds);
    }
  }
  const matrices = [...weights.values()].filter(({ formatId }) => formatId === "Q8_0");
  const weightBytes = matrices.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const stateBytes = 2 * 4 * spec.numLayers * spec.numValueHeads * spec.keyHeadDim * spec.valueHeadDim;
  const [best, middle] = [(values: number[]) => Math.min(...values), median].map((pick) => {
    const [linear, convolution, deltaRule] = (["linear", "convolution", "deltaRule"] as const).map(
      (part) => pick(times[part]) - pick(times.inputs),
    );
    const ratios = [convolution / linear, deltaRule / linear].map((ratio) => ratio.toFixed(3));
    const perToken = (1000 * deltaRule) / spec.numLayers / numTokens;
    const rates = [weightBytes / linear / 1e6, stateBytes / deltaRule / 1e6];
    return [...ratios, ...[perToken, ...rates].map((value) => value.toFixed(1))];
  });
  return best.map((value, i) => (i > 2 && numTokens > 1 ? "" : `${value} (${middle[i]})`));
}

/** Milliseconds that a step of one part of all layers takes. */
async function time(setting: Setting, part: Part, batch: Batch): Promise<number> {
  const { backend, spec, weights, numTokens } = setting;
  const rows = Int32Array.from({ length: numTokens }, (_, row) => row);
  const ops = backend.beginStep();
  const [x, y, qkv, gates] = ["x", "y", "qkv", "gates"].map((name) => ops.embedding(rows, weights.get(name)!));
  for (let layer = 0; layer < spec.numLayers; layer++) parts[part](ops, { x, y, qkv, gates }, layer, setting, batch);
  const start = performance.now();
  await ops.run([]);
  return performance.now() - start;
}

function batchOf(numTokens: number, slot: number, begins: boolean): Batch {
  const none = new Int32Array(0);
  return {
    ...{ tokenIds: none, positions: none, contextLengths: none, slots: none, blockTables: none, outputRows: none },
    maxBlocks: 0,
    sequenceStarts: Int32Array.of(0, numTokens),
    states: { reads: Int32Array.of(begins ? -1 : slot), writes: Int32Array.of(slot) },
  };
}

await main();
