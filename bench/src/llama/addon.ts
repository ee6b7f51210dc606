import { existsSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
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

/**
 * The prebuilt llama.cpp for this machine, on the CPU. It picks the best of its CPU builds itself, unless one is named by
 * the processor it was made for: `haswell` is the one with AVX2, which most desktop machines run.
 */
export async function loadAddon(build?: string): Promise<Addon> {
  const folder = llamaFolder();
  const addon: Addon = createRequire(import.meta.url)(join(folder, "llama-addon.node"));
  addon.markLoaded();
  addon.setLogger(() => {});
  addon.setLoggerLogLevel(ERRORS);
  addon.loadBackends();
  if (addon.getGpuType() === undefined) addon.loadBackends(build === undefined ? folder : folderOfBuild(folder, build));
  await addon.init();
  return addon;
}

/** A folder that has this one CPU build and no other to choose from. */
function folderOfBuild(folder: string, build: string): string {
  const library = `libggml-cpu-${build}.so`;
  if (!existsSync(join(folder, library))) throw new Error(`llama.cpp has no build "${build}" here: no ${library}`);
  const only = join(import.meta.dirname, "../../.models/llama-builds", build);
  mkdirSync(only, { recursive: true });
  rmSync(join(only, library), { force: true });
  symlinkSync(join(folder, library), join(only, library));
  return only;
}
