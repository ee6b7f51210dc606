import { createRequire } from "node:module";
import { join } from "node:path";

/*
 * The part of node-llama-cpp's native module that is used here: llama.cpp at the level of one decode call a step.
 * The package's own JavaScript is left out, so that nothing but llama.cpp is measured.
 */

export interface AddonModel {
  init(): Promise<boolean>;
  dispose(): Promise<void>;
  tokenize(text: string, specialTokens: boolean): Uint32Array;
}

export interface AddonContext {
  init(): Promise<boolean>;
  dispose(): Promise<void>;
  initBatch(size: number): void;
  /** Gives the places of the wanted logits in the batch's output. */
  addToBatch(
    sequenceId: number,
    firstPosition: number,
    tokens: Uint32Array,
    wantedLogits: Uint32Array,
  ): ArrayLike<number>;
  decodeBatch(): Promise<void>;
  /** With a greedy sampler and `logits`: the fourth part of the answer is id, logit, id, logit, … of all tokens. */
  sampleToken(
    logitPlace: number,
    sampler: AddonSampler,
    probabilities: boolean,
    confidence: boolean,
    logits: boolean,
  ): Promise<[number, unknown, unknown, readonly number[]]>;
  disposeSequence(sequenceId: number): void;
}

export interface AddonSampler {
  applyConfig(config: { readonly temperature: number }): void;
  dispose(): void;
}

export interface ContextOptions {
  readonly contextSize: number;
  readonly batchSize: number;
  readonly sequences: number;
  readonly threads: number;
  readonly flashAttention: boolean | "auto";
  /** ggml type numbers: 0 is F32, 1 is F16. */
  readonly kvCacheKeyType?: number;
  readonly kvCacheValueType?: number;
}

export interface Addon {
  readonly AddonModel: new (path: string, options: Readonly<Record<string, unknown>>) => AddonModel;
  readonly AddonContext: new (model: AddonModel, options: ContextOptions) => AddonContext;
  readonly AddonSampler: new (model: AddonModel) => AddonSampler;
  markLoaded(): void;
  setLogger(log: (level: number, message: string) => void): void;
  setLoggerLogLevel(level: number): void;
  loadBackends(folder?: string): void;
  getGpuType(): string | false | undefined;
  init(): Promise<void>;
}

const ERRORS = 2;

/** Where the prebuilt libraries for this machine are. */
export function llamaFolder(): string {
  const platform = `${process.platform === "win32" ? "win" : process.platform === "darwin" ? "mac" : "linux"}-${process.arch}`;
  return join(import.meta.dirname, "../../node_modules/@node-llama-cpp", platform, "bins", platform);
}

/** The prebuilt llama.cpp for this machine, on the CPU; it picks the best of its CPU variants itself. */
export async function loadAddon(): Promise<Addon> {
  const folder = llamaFolder();
  const addon: Addon = createRequire(import.meta.url)(join(folder, "llama-addon.node"));
  addon.markLoaded();
  addon.setLogger(() => {});
  addon.setLoggerLogLevel(ERRORS);
  addon.loadBackends();
  if (addon.getGpuType() === undefined) addon.loadBackends(folder);
  await addon.init();
  return addon;
}
