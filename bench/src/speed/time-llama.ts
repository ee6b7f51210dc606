import { parseArgs } from "node:util";
import { type AddonContext, loadAddon } from "../llama/addon.ts";

/*
 * A child process of speed.ts: times llama.cpp as its own llama-bench does. Random token ids, one decode call for the
 * prompt, then one a token over an emptied cache, no sampling; everything once unmeasured before. Prints JSON.
 */

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      model: { type: "string", default: "" },
      threads: { type: "string", default: "2" },
      prompt: { type: "string", default: "512" },
      generate: { type: "string", default: "128" },
    },
  });
  const [threads, prompt, generate] = [values.threads, values.prompt, values.generate].map(Number);
  const addon = await loadAddon();
  const model = new addon.AddonModel(values.model, { addonExports: addon, gpuLayers: 0, useMmap: true });
  if (!(await model.init())) throw new Error(`llama.cpp cannot load ${values.model}`);
  const contextSize = Math.max(prompt, generate) + 64;
  const context = new addon.AddonContext(model, {
    contextSize,
    batchSize: prompt,
    sequences: 1,
    threads,
    flashAttention: "auto",
  });
  if (!(await context.init())) throw new Error("llama.cpp cannot make a context");
  const round = async () => ({
    promptTokensPerSecond: await rate(prompt, () => decode(context, 0, prompt), context),
    generationTokensPerSecond: await rate(generate, () => decodeOneByOne(context, generate), context),
  });
  await round();
  console.log(JSON.stringify(await round()));
}

async function rate(tokens: number, run: () => Promise<void>, context: AddonContext): Promise<number> {
  context.disposeSequence(0);
  const start = performance.now();
  await run();
  return (1000 * tokens) / (performance.now() - start);
}

async function decode(context: AddonContext, position: number, count: number): Promise<void> {
  const tokenIds = Uint32Array.from({ length: count }, () => Math.floor(Math.random() * 151_643));
  context.initBatch(count);
  context.addToBatch(0, position, tokenIds, Uint32Array.of(count - 1));
  await context.decodeBatch();
}

async function decodeOneByOne(context: AddonContext, count: number): Promise<void> {
  for (let position = 0; position < count; position++) await decode(context, position, 1);
}

await main();
process.exit(0);
