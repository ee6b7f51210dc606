import { loadAddon } from "../llama/addon.ts";
import { depthOptions, randomTokens } from "./depth-options.ts";

/* A child process of depth.ts: the context grows from depth to depth, and generated tokens are part of it. Prints JSON. */

const BATCH = 512;

async function main(): Promise<void> {
  const { model: path, depths, generate, threads } = depthOptions();
  const addon = await loadAddon();
  const model = new addon.AddonModel(path, { addonExports: addon, gpuLayers: 0, useMmap: true });
  if (!(await model.init())) throw new Error(`llama.cpp cannot load ${path}`);
  const context = new addon.AddonContext(model, {
    contextSize: Math.max(...depths) + (depths.length + 1) * generate + 64,
    batchSize: BATCH,
    sequences: 1,
    threads,
    flashAttention: "auto",
  });
  if (!(await context.init())) throw new Error("llama.cpp cannot make a context");
  let position = 0;
  const add = async (count: number) => {
    context.initBatch(count);
    context.addToBatch(0, position, Uint32Array.from(randomTokens(count)), Uint32Array.of(count - 1));
    await context.decodeBatch();
    position += count;
  };
  const rate = async () => {
    const start = performance.now();
    for (let i = 0; i < generate; i++) await add(1);
    return (1000 * generate) / (performance.now() - start);
  };
  await rate();
  context.disposeSequence(0);
  position = 0;
  const rates: number[] = [];
  for (const depth of depths) {
    while (position < depth) await add(Math.min(BATCH, depth - position));
    rates.push(await rate());
  }
  console.log(JSON.stringify(rates));
}

await main();
process.exit(0);
