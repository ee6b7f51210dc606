import { machineMemoryBytes } from "#platform";
import { assert } from "../../errors.ts";
import type { ThreadHost } from "../../platform/threads.ts";
import type { TimedRun } from "../backend.ts";
import { assembleModule } from "./assemble-module.ts";
import { readTimes } from "./command-times.ts";
import { probeFeatures, requireSeveralMemories } from "./features.ts";
import type { Kernel, WasmFeatures } from "./kernel.ts";
import type { StepBuffer } from "./recorder.ts";
import { SharedMemory } from "./shared-memory.ts";
import { type PlacedStep, StepRecorder, StepWords } from "./step-recorder.ts";
import { WeightMemories } from "./weight-memories.ts";
import { enableWideVectors } from "./wide-vectors.ts";
import { WorkerPool } from "./worker-pool.ts";

export interface RuntimeOptions {
  readonly numThreads: number;
  /** What to leave unused of what the machine can do. */
  readonly features?: Partial<WasmFeatures>;
  /** False: leave V8 as it is. Default true. */
  readonly wideVectors?: boolean;
  /** Memories for weights alone. Default 0: they lie in the shared one. */
  readonly numWeightMemories?: number;
  /** Default: the machine's. */
  readonly memoryBytes?: number;
  /** Default: the platform's. */
  readonly startThread?: ThreadHost["startThread"];
}

/** A buffer that is wanted, and how many floats of it. */
export interface StepOutput {
  readonly buffer: StepBuffer;
  readonly length: number;
}

type RuntimeParts = Pick<WasmRuntime, "features" | "memory" | "weightMemories" | "pool" | "tableIndices">;

/**
 * Kernels, the memory they work on and the threads they run on, without knowledge of what they compute: the lower half
 * of the wasm backend, and the whole of a kernel's test.
 */
export class WasmRuntime {
  readonly features: WasmFeatures;
  readonly memory: SharedMemory;
  readonly weightMemories: WeightMemories;
  readonly pool: WorkerPool;
  readonly tableIndices: ReadonlyMap<Kernel, number>;
  readonly #words = new StepWords();
  #step: StepRecorder | undefined;
  /** The step that ran last, until another one begins: its commands still lie in memory. */
  #latest: StepRecorder | undefined;

  /**
   * Starts the threads. `kernels` gives all kernels there can be, for what the machine can do and the memories, by number,
   * that weights may lie in.
   * @throws QwenError `backend/unavailable`, `engine/out-of-memory`
   */
  static async start(
    kernels: (features: WasmFeatures, weightMemories: readonly number[]) => readonly Kernel[],
    {
      numThreads,
      features: without,
      wideVectors = true,
      numWeightMemories = 0,
      memoryBytes = machineMemoryBytes(),
      startThread,
    }: RuntimeOptions,
  ): Promise<WasmRuntime> {
    const probed = probeFeatures(without);
    const features = { ...probed, wideVectors: wideVectors && enableWideVectors(probed) };
    if (numWeightMemories > 0) requireSeveralMemories();
    const memory = new SharedMemory(memoryBytes);
    const weightMemories = new WeightMemories(numWeightMemories);
    const memories = [memory.memory, ...weightMemories.memories];
    const pool = new WorkerPool({ memories, numThreads, ...(startThread && { startThread }) });
    const numbers = numWeightMemories === 0 ? [0] : weightMemories.memories.map((_, index) => index + 1);
    const { bytes, tableIndices } = assembleModule(kernels(features, numbers), features, memories.length);
    pool.start(await WebAssembly.compile(bytes));
    return new WasmRuntime({ features, memory, weightMemories, pool, tableIndices });
  }

  private constructor(parts: RuntimeParts) {
    this.features = parts.features;
    this.memory = parts.memory;
    this.weightMemories = parts.weightMemories;
    this.pool = parts.pool;
    this.tableIndices = parts.tableIndices;
  }

  /** Begins recording a step; the one before must have run. */
  beginStep(): StepRecorder {
    assert(!this.#step, "a step was begun before the one before it had run");
    this.#latest = undefined;
    this.#step = new StepRecorder(this.pool.numThreads, this.features, this.tableIndices, this.#words);
    return this.#step;
  }

  /** Runs the current step and gives views of the outputs, valid until the next step or allocation. */
  async run(outputs: readonly StepOutput[]): Promise<Float32Array[]> {
    const { step } = await this.#run(outputs, false);
    return this.#views(step, outputs);
  }

  /** Runs a step again, over what was uploaded as it is by now; undefined if its commands can not be used for it. */
  rerun(step: StepRecorder, outputs: readonly StepOutput[]): Promise<Float32Array[]> | undefined {
    if (step !== this.#latest || this.#step) return undefined;
    const placed = step.placeAgain(this.memory);
    return placed && this.#runAgain(step, placed, outputs);
  }

  /** Runs the current step likewise, every thread command by command. */
  async runTimed(outputs: readonly StepOutput[]): Promise<TimedRun> {
    const { step, placed } = await this.#run(outputs, true);
    const times = readTimes(this.memory.buffer, placed, this.pool.numThreads);
    return { values: this.#views(step, outputs), times };
  }

  async #run(
    outputs: readonly StepOutput[],
    isTimed: boolean,
  ): Promise<{ readonly step: StepRecorder; readonly placed: PlacedStep }> {
    const step = this.#step;
    assert(step, "no step was begun");
    try {
      const wanted = outputs.map(({ buffer }) => buffer);
      const placed = step.place(this.memory, wanted, isTimed);
      await this.pool.run(placed);
      this.#latest = step;
      return { step, placed };
    } finally {
      this.#step = undefined;
    }
  }

  async #runAgain(step: StepRecorder, placed: PlacedStep, outputs: readonly StepOutput[]): Promise<Float32Array[]> {
    this.#step = step;
    try {
      await this.pool.run(placed);
      return this.#views(step, outputs);
    } finally {
      this.#step = undefined;
    }
  }

  #views(step: StepRecorder, outputs: readonly StepOutput[]): Float32Array[] {
    return outputs.map(({ buffer, length }) => new Float32Array(this.memory.buffer, step.addressOf(buffer), length));
  }

  async close(): Promise<void> {
    await this.pool.close();
  }
}
