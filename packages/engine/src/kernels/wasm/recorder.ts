import type { Tensor, Weight } from "../ops.ts";
import type { ArgumentTypes, Kernel, WasmFeatures } from "./kernel.ts";
import type { WeightLayout } from "./linear/weight-layout.ts";

/**
 * A region of the step's activation memory. Its address is assigned when the step is planned: buffers whose uses do not
 * overlap in time share memory. Aligned to 64 bytes.
 */
export interface StepBuffer {
  readonly sizeBytes: number;
}

/** An argument word that is an address inside a buffer. */
export interface BufferAddress {
  readonly buffer: StepBuffer;
  readonly offset: number;
}

/** An argument word: an integer or address as it is, a float, or an address known only after planning. */
export type Argument = number | StepBuffer | BufferAddress;

export type HostData = Int32Array | Float32Array;

/** What the ops of the wasm backend write their commands to. */
export interface Recorder {
  /** Threads that will run the commands; what each needs for itself must be reserved for so many. */
  readonly numThreads: number;
  readonly features: WasmFeatures;
  /** Memory within this step; what it holds at first is undefined. */
  buffer(sizeBytes: number): StepBuffer;
  /** Place of a kernel in the module's table, for kernels that run others. */
  tableIndexOf(kernel: Kernel): number;
  /**
   * A copy of host data that kernels of this step can read. It is copied again whenever the step runs again: the array as it
   * is then, or what the function makes then, upload by upload in this order; undefined: other commands are needed.
   */
  upload(data: HostData | (() => HostData | undefined)): StepBuffer;
  /**
   * Appends a command that all threads run. Order is as recorded. `independent` says that there need
   * be no barrier before it: it does not read what any command since the last barrier writes, nor write what one of
   * them reads or writes.
   */
  command<A extends ArgumentTypes>(
    kernel: Kernel<A>,
    args: { readonly [K in keyof A]: Argument },
    options?: { readonly independent?: boolean },
  ): void;
}

/** Float32 values in row-major order in a buffer. */
export interface WasmTensor extends Tensor {
  readonly buffer: StepBuffer;
  /** What linear kernels have made of it so far, by form and tile size. */
  preparedForms?: Map<string, StepBuffer> | undefined;
  /** The same with rows as wide as the float kernels want them, where these are not. */
  padded?: WasmTensor | undefined;
}

export interface WasmWeight extends Weight {
  /** Address of the first byte. */
  readonly address: number;
  /** How it lies there; "vector" weights are plain float32. */
  readonly layout: WeightLayout | "vector";
}
