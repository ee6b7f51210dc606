import { checkContextLength } from "./cache/plan-cache.ts";
import { checkLoadOptions } from "./check-load-options.ts";
import { createCaches } from "./create-caches.ts";
import { describeModel } from "./describe-model.ts";
import type { Engine, LoadOptions, LoadProgress } from "./engine.ts";
import type { Checkpoint } from "./files/checkpoint.ts";
import { openCheckpoint } from "./files/open-checkpoint.ts";
import { GrammarCache } from "./grammar/grammar-cache.ts";
import type { Backend, LoadWeightsOptions } from "./kernels/backend.ts";
import { createBackend } from "./kernels/index.ts";
import { type ModelText, readModelText } from "./model-text.ts";
import { type LoadedModel, loadModel, type ModelPlan, planModel, rawConfigOf } from "./models/load-model.ts";
import { RunningEngine } from "./running-engine.ts";
import { Candidates } from "./sampling/candidates.ts";
import { StepLoop } from "./step-loop.ts";

const defaultMaxSequences = 8;

/**
 * Loads a model: a GGUF file (any part of a split one), or a folder with config.json and safetensors, by its path; or a whole
 * GGUF file as a Blob, as pages get it.
 * @throws QwenError `files/…`, `gguf/…`, `safetensors/…`, `hub/…`, `model/…`, `tokenizer/…`, `template/…`,
 * `backend/unavailable`, `engine/out-of-memory`, `request/invalid` for an option; the signal's reason when aborted
 */
export async function loadEngine(path: string | Blob, options: LoadOptions = {}): Promise<Engine> {
  checkLoadOptions(options);
  options.signal?.throwIfAborted();
  const checkpoint = await openCheckpoint(path);
  try {
    return await loadCheckpoint(checkpoint, options);
  } finally {
    await checkpoint.close();
  }
}

async function loadCheckpoint(checkpoint: Checkpoint, options: LoadOptions): Promise<Engine> {
  const raw = rawConfigOf(checkpoint);
  const plan = planModel(checkpoint, options.multiTokenPrediction === false ? { ...raw, has_draft_block: false } : raw);
  const { maxPositionEmbeddings, vocabSize } = plan.config;
  if (options.contextLength !== undefined) checkContextLength(options.contextLength, maxPositionEmbeddings);
  const report = (phase: LoadProgress["phase"], loadedBytes: number) =>
    options.onProgress?.({ phase, loadedBytes, totalBytes: plan.sizeBytes });
  report("header", 0);
  const { backend: name = "wasm", numThreads, wideVectors = true, signal } = options;
  const backend = await createBackend(name, {
    wideVectors,
    weightBytes: plan.keptBytes,
    formatIds: plan.requests.flatMap(({ kind, format }) => (kind === "vector" ? [] : [format.id])),
    hasStates: plan.config.linearAttention !== undefined,
    ...(numThreads !== undefined && { numThreads }),
  });
  try {
    const onProgress = (loadedBytes: number) => report("weights", loadedBytes);
    const { model, text } = await loadTogether(plan, backend, { onProgress, ...(signal && { signal }) }, () => {
      const text = readModelText(checkpoint, vocabSize);
      report("tokenizer", 0);
      return text;
    });
    signal?.throwIfAborted();
    const { maxSequences = defaultMaxSequences, prefixCache = true, promptLookup = true } = options;
    const { contextLength, caches } = createCaches(plan.config, backend, { ...options, maxSequences });
    const loop = new StepLoop({ backend, model, ...caches, maxSequences, prefixCache, promptLookup });
    report("ready", plan.sizeBytes);
    const id = options.id ?? checkpoint.name;
    const info = describeModel({ id, checkpoint, plan, text, backend, contextLength, maxSequences });
    return new RunningEngine({ info, text, loop, scratch: new Candidates(vocabSize), grammars: new GrammarCache() });
  } catch (error) {
    await backend.close();
    throw error;
  }
}

/** The weights, which the threads read, and meanwhile the tokenizer and template on this thread. */
async function loadTogether(
  plan: ModelPlan,
  backend: Backend,
  { onProgress, signal }: LoadWeightsOptions,
  readText: () => ModelText,
): Promise<{ readonly model: LoadedModel; readonly text: ModelText }> {
  const stop = new AbortController();
  const signals = [stop.signal, ...(signal ? [signal] : [])];
  const loading = loadModel(plan, backend, { ...(onProgress && { onProgress }), signal: AbortSignal.any(signals) });
  try {
    const text = readText();
    return { model: await loading, text };
  } catch (error) {
    stop.abort();
    await Promise.allSettled([loading]);
    throw error;
  }
}
