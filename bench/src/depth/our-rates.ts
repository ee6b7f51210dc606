import { type Engine, loadEngine } from "../../../packages/engine/src/index.ts";
import { depthOptions, randomTokens } from "./depth-options.ts";

/* A child process of depth.ts. Each prompt begins with the one before, so that only what is new is computed. Prints JSON. */

async function main(): Promise<void> {
  const { model, depths, generate, threads } = depthOptions();
  const longest = Math.max(...depths);
  const engine = await loadEngine(model, {
    numThreads: threads,
    contextLength: longest + generate + 2,
    maxSequences: 1,
    promptLookup: false,
    multiTokenPrediction: false,
  });
  const tokenIds = randomTokens(longest);
  await rate(engine, tokenIds.slice(0, 1), generate);
  const rates: number[] = [];
  for (const depth of depths) rates.push(await rate(engine, tokenIds.slice(0, depth), generate));
  await engine.close();
  console.log(JSON.stringify(rates));
}

/** Tokens a second behind the prompt, whose step gives the first one. */
async function rate(engine: Engine, tokenIds: readonly number[], generate: number): Promise<number> {
  const sampling = { temperature: 0, repetitionPenalty: 1, presencePenalty: 0, frequencyPenalty: 0 };
  for await (const event of engine.generate({ tokenIds, maxTokens: generate + 1, sampling, ignoreEos: true })) {
    if (event.type === "end") return (1000 * generate) / event.timings.generationMs;
  }
  throw new Error("generation ended without an end event");
}

await main();
