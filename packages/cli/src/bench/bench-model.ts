import type { Engine, GenerateEvent } from "@qwents/engine";
import { loadModel, longestContext, type ModelOptions } from "../model-options.ts";
import { StatusLine } from "../terminal/status-line.ts";
import { UsageError } from "../terminal/usage-error.ts";

/** What to measure. */
export interface BenchOptions extends ModelOptions {
  readonly prompt: number;
  readonly generate: number;
  readonly depth: number;
  readonly sequences: number;
  readonly repeat: number;
  readonly json?: boolean;
}

export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** Field names are part of the `--json` output that other tools read. */
export interface BenchResult {
  readonly model: string;
  readonly backend: string;
  readonly formats: readonly (readonly [string, number])[];
  readonly promptTokens: number;
  readonly promptTokensPerSecond: Spread;
  readonly generatedTokens: number;
  readonly depth: number;
  readonly sequences: number;
  /** Of all sequences together. */
  readonly generationTokensPerSecond: Spread;
  readonly loadMs: number;
  /** From the start of the process to the first token of a one-token prompt. */
  readonly firstTokenMs: number;
  /** Largest resident set of the process so far. */
  readonly peakMemoryBytes: number;
  readonly repetitions: number;
}

/**
 * Loads the model and measures prompt and generation speed, after one warm-up round that is not counted.
 * @throws UsageError for more tokens than the context can hold, and for several sequences at a depth
 */
export async function benchModel(model: string | undefined, options: BenchOptions): Promise<BenchResult> {
  if (options.sequences > 1 && options.depth > 0) {
    throw new UsageError("--sequences measures answers that begin with an empty context; leave out --depth");
  }
  const loadStart = performance.now();
  const engine = await loadWithContext(model, options);
  const loadMs = performance.now() - loadStart;
  const status = new StatusLine();
  try {
    await measure(engine, 1, 1);
    const firstTokenMs = performance.now(); // counts from the start of the process
    const prompts: number[] = [];
    const generations: number[] = [];
    for (let round = 0; round <= options.repeat; round++) {
      status.show(round === 0 ? "warming up" : `measuring: ${round} of ${options.repeat}`);
      const [prompt, generation] = [await promptRate(engine, options), await generationRate(engine, options)];
      if (round > 0) prompts.push(prompt);
      if (round > 0) generations.push(generation);
    }
    return {
      model: engine.info.id,
      backend: engine.info.backend,
      formats: engine.info.formats,
      promptTokens: options.prompt,
      promptTokensPerSecond: spread(prompts),
      generatedTokens: options.generate,
      depth: options.depth,
      sequences: options.sequences,
      generationTokensPerSecond: spread(generations),
      loadMs,
      firstTokenMs,
      peakMemoryBytes: process.resourceUsage().maxRSS * 1024,
      repetitions: options.repeat,
    };
  } finally {
    status.clear();
    await engine.close();
  }
}

/**
 * Loads a model with a context just as long as what is measured, unless another one is asked for.
 * @throws UsageError when the context cannot hold it
 */
export async function loadWithContext(
  model: string | undefined,
  options: Omit<BenchOptions, "repeat">,
): Promise<Engine> {
  const needed = Math.max(options.prompt + 1, Math.max(options.depth, 1) + options.generate + 1);
  const complaint = `--prompt, --depth and --generate need a context of ${needed} tokens`;
  if (options.context !== undefined && options.context < needed) {
    throw new UsageError(`${complaint}, but --context is ${options.context}`);
  }
  try {
    // What is measured is how fast tokens are computed, not how often that can be avoided.
    const shortcuts = { prefixCache: false, promptLookup: false, mtp: false };
    return await loadModel(
      model,
      { ...options, ...shortcuts },
      { contextLength: needed, maxSequences: options.sequences },
    );
  } catch (error) {
    const maximum = longestContext(error);
    if (maximum === undefined) throw error;
    throw new UsageError(`${complaint}, but the model was made for ${maximum}; choose smaller numbers`, error);
  }
}

async function promptRate(engine: Engine, { prompt }: BenchOptions): Promise<number> {
  if (prompt === 0) return 0;
  const { timings } = await measure(engine, prompt, 1);
  return (1000 * prompt) / timings.promptMs;
}

/** The first token comes with the prompt: `generate` more are timed. */
async function generationRate(engine: Engine, { depth, generate, sequences }: BenchOptions): Promise<number> {
  if (generate === 0) return 0;
  const runs = Array.from({ length: sequences }, () => measure(engine, Math.max(depth, 1), generate + 1));
  const durations = (await Promise.all(runs)).map(({ timings }) => timings.generationMs);
  return (1000 * sequences * generate) / Math.max(...durations);
}

/** Generates so much from random tokens. */
export async function measure(
  engine: Engine,
  promptTokens: number,
  maxTokens: number,
): Promise<Extract<GenerateEvent, { type: "end" }>> {
  const tokenIds = Array.from({ length: promptTokens }, () => Math.floor(Math.random() * engine.info.vocabSize));
  const sampling = { temperature: 0, repetitionPenalty: 1, presencePenalty: 0, frequencyPenalty: 0 };
  for await (const event of engine.generate({ tokenIds, maxTokens, sampling, ignoreEos: true })) {
    if (event.type === "end") return event;
  }
  throw new Error("generation ended without an end event");
}

function spread(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const median = sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  return { median, min: sorted[0], max: sorted[sorted.length - 1] };
}
