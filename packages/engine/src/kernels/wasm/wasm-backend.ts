import { hardwareThreads } from "#platform";
import { QwenError } from "../../errors.ts";
import type { Backend, LoadWeightsOptions, Step, WeightRequest } from "../backend.ts";
import type { KvCache, KvCacheSpec, StateCache, StateSpec, Weight } from "../ops.ts";
import { MAX_THREADS } from "./control-block.ts";
import { expertKernels } from "./experts/expert-products.ts";
import type { Kernel, WasmFeatures } from "./kernel.ts";
import { add } from "./kernels/add.ts";
import { addBias } from "./kernels/add-bias.ts";
import { batchAttentionKernels } from "./kernels/attention/batch-attention.ts";
import { kvCacheLayout } from "./kernels/attention/kv-cache-layout.ts";
import { combineExperts } from "./kernels/combine-experts.ts";
import { linearAttentionKernels } from "./kernels/linear-attention/batch-linear-attention.ts";
import { rmsNorm } from "./kernels/rms-norm.ts";
import { rope } from "./kernels/rope.ts";
import { route } from "./kernels/route.ts";
import { selectRows } from "./kernels/select-rows.ts";
import { sigmoidMul, sigmoidMulRows } from "./kernels/sigmoid-mul.ts";
import { siluMul } from "./kernels/silu-mul.ts";
import { layoutFor, linearKernels } from "./linear/index.ts";
import { loadWeights } from "./load-weights.ts";
import { WasmRuntime } from "./runtime.ts";
import { WasmCache } from "./wasm-cache.ts";
import { WasmStates } from "./wasm-states.ts";
import { WasmStep } from "./wasm-step.ts";
import { countWeightMemories } from "./weight-memories.ts";

const MAX_DEFAULT_THREADS = 16;

export interface WasmBackendOptions {
  /** Compute threads, 1 to 64. Default: the machine's cores, at most 16. */
  readonly numThreads?: number;
  /** False: use only what every runtime with 128-bit SIMD has. Default: what this one has. */
  readonly relaxedSimd?: boolean;
  /** False: leave V8's flags as they are. Default: let it use 256-bit instructions where it can, see wide-vectors.ts. */
  readonly wideVectors?: boolean;
  /** Bytes of the weights to be loaded: with many, they get memories of their own. Default 0. */
  readonly weightBytes?: number;
  /** Ids of the formats that matrices to be loaded have: kernels of others are left out. Default: all there are. */
  readonly formatIds?: readonly string[];
  /** False: nothing will carry states from token to token. Default true. */
  readonly hasStates?: boolean;
}

/**
 * The CPU backend: WebAssembly kernels on threads over one shared memory.
 * @throws QwenError `backend/unavailable`, `engine/out-of-memory`, `request/invalid`
 */
export async function createWasmBackend({
  numThreads,
  relaxedSimd,
  wideVectors = true,
  weightBytes = 0,
  formatIds,
  hasStates = true,
}: WasmBackendOptions = {}): Promise<Backend> {
  const threads = numThreads ?? Math.min(hardwareThreads(), MAX_DEFAULT_THREADS);
  if (!Number.isInteger(threads) || threads < 1 || threads > MAX_THREADS) {
    throw new QwenError(
      "request/invalid",
      `numThreads is ${numThreads}; it must be a whole number, 1 to ${MAX_THREADS}`,
    );
  }
  const features = relaxedSimd === undefined ? {} : { relaxedSimd };
  const numWeightMemories = countWeightMemories(weightBytes);
  const options = { numThreads: threads, features, wideVectors, numWeightMemories };
  const kernels = (features: WasmFeatures, memories: readonly number[]) => [
    ...linearKernels(features, memories, formatIds),
    ...(hasStates ? linearAttentionKernels : []),
    ...otherKernels,
  ];
  return new WasmBackend(await WasmRuntime.start(kernels, options));
}

const otherKernels: readonly Kernel[] = [
  add,
  addBias,
  ...batchAttentionKernels,
  combineExperts,
  ...expertKernels,
  rmsNorm,
  rope,
  route,
  selectRows,
  sigmoidMul,
  sigmoidMulRows,
  siluMul,
];

class WasmBackend implements Backend {
  readonly name = "wasm";
  readonly description: string;
  /** Undefined once closed, so that its memory can go. */
  #runtime: WasmRuntime | undefined;

  constructor(runtime: WasmRuntime) {
    const { numThreads } = runtime.pool;
    const { relaxedSimd, wideVectors } = runtime.features;
    const simd = relaxedSimd ? "relaxed SIMD" : "SIMD";
    const wide = wideVectors ? ", wide vectors" : "";
    this.description = `wasm, ${numThreads} ${numThreads === 1 ? "thread" : "threads"}, ${simd}${wide}`;
    this.#runtime = runtime;
  }

  get memoryBytes(): number {
    return this.#runtime ? this.#runtime.memory.usedBytes + this.#runtime.weightMemories.usedBytes : 0;
  }

  get availableBytes(): number {
    return this.#runtime?.memory.availableBytes ?? 0;
  }

  async loadWeights(requests: readonly WeightRequest[], options: LoadWeightsOptions = {}): Promise<Weight[]> {
    return loadWeights(this.#open(), layoutFor, requests, options);
  }

  createKvCache(spec: KvCacheSpec): KvCache {
    const { sizeBytes } = kvCacheLayout(spec);
    return new WasmCache(spec, this.#open().memory.allocate(sizeBytes, "the cache of keys and values"));
  }

  createStateCache(spec: StateSpec, numSlots: number): StateCache {
    const { memory } = this.#open();
    return new WasmStates(spec, numSlots, (sizeBytes) => memory.allocate(sizeBytes, "the states of sequences"));
  }

  beginStep(): Step {
    return new WasmStep(this.#open());
  }

  shareThreads(numEngines: number): void {
    if (this.#runtime === undefined) return;
    const { pool } = this.#runtime;
    pool.numActive = Math.max(1, Math.floor(pool.numThreads / Math.max(1, numEngines)));
  }

  async close(): Promise<void> {
    const runtime = this.#runtime;
    this.#runtime = undefined;
    await runtime?.close();
  }

  #open(): WasmRuntime {
    if (this.#runtime) return this.#runtime;
    throw new QwenError("engine/closed", "The engine was closed; load the model again to go on.");
  }
}
