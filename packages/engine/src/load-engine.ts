import { checkContextLength } from "./cache/plan-cache.ts";
import { checkNames, checkSignal, invalid } from "./check-request.ts";
import { createCaches } from "./create-caches.ts";
import type { Engine, LoadOptions, LoadProgress, ModelInfo } from "./engine.ts";
import type { Checkpoint } from "./files/checkpoint.ts";
import { openCheckpoint } from "./files/open-checkpoint.ts";
import { lengthOfPieces } from "./files/pieced-bytes.ts";
import { GrammarCache } from "./grammar/grammar-cache.ts";
import type { Backend, LoadWeightsOptions } from "./kernels/backend.ts";
import { createBackend } from "./kernels/index.ts";
import { type ModelText, readModelText } from "./model-text.ts";
import { type LoadedModel, loadModel, type ModelPlan, planModel, rawConfigOf } from "./models/load-model.ts";
import { RunningEngine } from "./running-engine.ts";
import { Candidates } from "./sampling/candidates.ts";
import { StepLoop } from "./step-loop.ts";
import { fillsGaps } from "./text/fill-in-middle.ts";

const optionNames = [
  "id",
  "backend",
  "numThreads",
  "contextLength",
  "maxSequences",
  "cacheType",
  "prefixCache",
  "cacheBytes",
  "checkpointBytes",
  "promptLookup",
  "multiTokenPrediction",
  "wideVectors",
  "onProgress",
  "signal",
] satisfies (keyof LoadOptions)[];
const defaultMaxSequences = 8;
const largestMaxSequences = 1024;

/**
 * Loads a model: a GGUF file (any part of a split one), or a folder with config.json and safetensors.
 * @throws QwenError `files/…`, `gguf/…`, `safetensors/…`, `hub/…`, `model/…`, `tokenizer/…`, `template/…`,
 * `backend/unavailable`, `engine/out-of-memory`, `request/invalid` for an option; the signal's reason when aborted
 */
export async function loadEngine(path: string, options: LoadOptions = {}): Promise<Engine> {
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

export interface LoadedParts {
  readonly id: string;
  readonly checkpoint: Checkpoint;
  readonly plan: ModelPlan;
  readonly text: ModelText;
  readonly backend: Backend;
  readonly contextLength: number;
  readonly maxSequences: number;
}

/** What an engine tells of itself. */
export function describeModel({
  id,
  checkpoint,
  plan,
  text,
  backend,
  contextLength,
  maxSequences,
}: LoadedParts): ModelInfo {
  const { head } = plan.config;
  const { pooling, prompts } = text.retrieval;
  return {
    id,
    architecture: plan.definition.names[0],
    container: checkpoint.container,
    numParameters: plan.numParameters,
    sizeBytes: plan.sizeBytes,
    formats: formatShares(plan),
    vocabSize: plan.config.vocabSize,
    hiddenSize: plan.config.hiddenSize,
    head: head.kind,
    labels: head.kind === "classifier" ? head.labels : [],
    ...(head.kind === "guard" && { guardLabels: { response: head.response, query: head.query } }),
    ...(pooling.mode && { pooling: pooling.mode }),
    promptNames: [...prompts.keys()],
    multiTokenPrediction: plan.config.hasDraftBlock,
    unusedTensors: plan.unusedTensors,
    // The reference backend computes with every format as it is.
    notes: [...(backend.name === "reference" ? [] : plan.notes), ...text.notes],
    maxPositionEmbeddings: plan.config.maxPositionEmbeddings,
    contextLength,
    maxSequences,
    backend: backend.description,
    hasChatTemplate: text.template !== undefined,
    takesTools: text.template?.takesTools === true,
    hasReasoningEffort: text.template?.hasReasoningEffort === true,
    toolCallStyle: text.template?.toolCallStyle ?? "json",
    isGuard: head.kind === "guard" || text.template?.isGuard === true,
    fillsGaps: fillsGaps(text.tokenizer),
    sampling: text.sampling,
    samplingModes: text.samplingModes,
  };
}

function formatShares({ requests, sizeBytes }: ModelPlan): [string, number][] {
  const bytes = new Map<string, number>();
  for (const { format, data } of requests) {
    bytes.set(format.id, (bytes.get(format.id) ?? 0) + lengthOfPieces(data));
  }
  const shares = [...bytes].map(([id, length]): [string, number] => [id, length / sizeBytes]);
  return shares.sort(([, a], [, b]) => b - a);
}

function checkLoadOptions(options: LoadOptions): void {
  if (typeof options !== "object" || options === null) throw invalid("options", "must be an object");
  checkNames(options, optionNames, "an option of loading");
  checkSignal(options.signal);
  const { id, backend, maxSequences, cacheType, onProgress } = options;
  if (id !== undefined && (typeof id !== "string" || id === "")) throw invalid("id", "must be a name");
  if (onProgress !== undefined && typeof onProgress !== "function") throw invalid("onProgress", "must be a function");
  if (backend !== undefined && !["wasm", "reference"].includes(backend)) {
    throw invalid("backend", `must be "wasm" or "reference"`);
  }
  if (cacheType !== undefined && !["F32", "F16", "Q8_0"].includes(cacheType)) {
    throw invalid("cacheType", `must be "F32", "F16" or "Q8_0"`);
  }
  for (const name of ["cacheBytes", "checkpointBytes"] as const) {
    const { [name]: bytes = 0 } = options;
    if (Number.isSafeInteger(bytes) && bytes >= 0) continue;
    throw invalid(name, `must be a number of bytes, at least 0, got ${String(bytes)}`);
  }
  for (const name of ["prefixCache", "promptLookup", "multiTokenPrediction", "wideVectors"] as const) {
    if (![undefined, true, false].includes(options[name])) throw invalid(name, "must be true or false");
  }
  if (maxSequences === undefined) return;
  if (!(Number.isInteger(maxSequences) && maxSequences >= 1 && maxSequences <= largestMaxSequences)) {
    throw invalid("maxSequences", `must be an integer from 1 to ${largestMaxSequences}, got ${String(maxSequences)}`);
  }
}
