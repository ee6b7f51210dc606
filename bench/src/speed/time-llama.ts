import { parseArgs } from "node:util";
import { type AddonContext, loadAddon } from "../llama/addon.ts";

/*
 * A child process of speed.ts: times llama.cpp as its own llama-bench does. Random token ids, one decode call for the
 * prompt, then one a token (of all sequences) over a cache with `depth` tokens a sequence, no sampling; everything once
 * unmeasured before. `--build` names a CPU build. Prints JSON.
 */

const BATCH = 512;

interface Sizes {
  readonly threads: number;
  readonly prompt: number;
  readonly generate: number;
  readonly depth: number;
  readonly sequences: number;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      model: { type: "string", default: "" },
      threads: { type: "string", default: "2" },
      prompt: { type: "string", default: "512" },
      generate: { type: "string", default: "128" },
      depth: { type: "string", default: "0" },
      sequences: { type: "string", default: "1" },
      build: { type: "string" },
    },
  });
  const sizes: Sizes = {
    threads: Number(values.threads),
    prompt: Number(values.prompt),
    generate: Number(values.generate),
    depth: Number(values.depth),
    sequences: Number(values.sequences),
  };
  const context = await openContext(values.model, sizes, values.build);
  await decode(context, 1, 0, 1);
  const firstTokenMs = performance.now(); // Counts from the start of the process.
  await round(context, sizes);
  const rates = await round(context, sizes);
  console.log(JSON.stringify({ ...rates, firstTokenMs, peakMemoryBytes: process.resourceUsage().maxRSS * 1024 }));
}

async function openContext(
  path: string,
  { threads, prompt, generate, depth, sequences }: Sizes,
  build: string | undefined,
): Promise<AddonContext> {
  const addon = await loadAddon(build);
  const model = new addon.AddonModel(path, { addonExports: addon, gpuLayers: 0, useMmap: true });
  if (!(await model.init())) throw new Error(`llama.cpp cannot load ${path}`);
  const context = new addon.AddonContext(model, {
    contextSize: sequences * (Math.max(prompt, depth + generate) + 64),
    batchSize: Math.max(prompt, Math.min(depth, BATCH), sequences),
    sequences,
    threads,
    flashAttention: "auto",
  });
  if (!(await context.init())) throw new Error("llama.cpp cannot make a context");
  return context;
}

async function round(context: AddonContext, { prompt, generate, depth, sequences }: Sizes): Promise<object> {
  const rates = { promptTokensPerSecond: 0, generationTokensPerSecond: 0 };
  clear(context, sequences);
  if (prompt > 0) rates.promptTokensPerSecond = await rate(prompt, () => decode(context, 1, 0, prompt));
  clear(context, sequences);
  for (let position = 0; position < depth; position += BATCH) {
    // One sequence after the other: a batch holds a part of one.
    for (let id = 0; id < sequences; id++) await decode(context, 1, position, Math.min(BATCH, depth - position), id);
  }
  const generation = async () => {
    for (let i = 0; i < generate; i++) await decode(context, sequences, depth + i, 1);
  };
  if (generate > 0) rates.generationTokensPerSecond = await rate(sequences * generate, generation);
  return rates;
}

async function rate(tokens: number, run: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await run();
  return (1000 * tokens) / (performance.now() - start);
}

function clear(context: AddonContext, sequences: number): void {
  for (let id = 0; id < sequences; id++) context.disposeSequence(id);
}

/** `count` tokens of each of so many sequences, in one call. */
async function decode(
  context: AddonContext,
  sequences: number,
  position: number,
  count: number,
  firstId = 0,
): Promise<void> {
  context.initBatch(sequences * count);
  for (let id = firstId; id < firstId + sequences; id++) {
    const tokenIds = Uint32Array.from({ length: count }, () => Math.floor(Math.random() * 151_643));
    context.addToBatch(id, position, tokenIds, Uint32Array.of(count - 1));
  }
  await context.decodeBatch();
}

await main();
process.exit(0);
