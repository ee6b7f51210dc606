import type { PiecedBytes } from "../files/pieced-bytes.ts";
import type { ByteRange } from "../files/source.ts";
import type { QuantFormat } from "../quant/quant-format.ts";
import type { KvCache, KvCacheSpec, Ops, StateCache, StateSpec, Tensor, Weight } from "./ops.ts";

/** A weight to be read from a file. */
export interface WeightRequest {
  readonly name: string;
  /**
   * Row-major; "matrix": [O, I], also used as embedding table; "experts": [E, O, I], E matrices of equal shape, each used
   * by itself; "vector": of any shape, becomes float32.
   */
  readonly shape: readonly number[];
  readonly kind: "matrix" | "experts" | "vector";
  readonly format: QuantFormat;
  /** Whole rows, in order. */
  readonly data: PiecedBytes;
  /** Of a "vector": what is made of the file's numbers. */
  readonly map?: ValueMap;
  /** Of "matrix" and "experts" in a format that is kept as another: float32 numbers that multiply the weights, one a matrix. */
  readonly scales?: ByteRange;
}

/** "plusOne": x + 1; "negativeExp": −exp(x). */
export type ValueMap = "plusOne" | "negativeExp";

export interface LoadWeightsOptions {
  /** Called now and then with the bytes read so far. */
  readonly onProgress?: (loadedBytes: number) => void;
  readonly signal?: AbortSignal;
}

/** Where ops are computed. One backend serves one model. */
export interface Backend {
  /** "reference", "wasm" */
  readonly name: string;
  /** For people: threads, instruction variant, e.g. "wasm, 2 threads, relaxed SIMD, wide vectors". */
  readonly description: string;
  /** Bytes held now: weights, caches, activations. */
  readonly memoryBytes: number;
  /** Bytes that can still be had for weights, caches and activations together; infinite where nobody can tell. */
  readonly availableBytes: number;
  /**
   * Reads the requested weights, in any order and in parallel, and returns them in the order of the requests.
   * @throws QwenError `engine/out-of-memory`, `files/truncated`, `files/unreadable`, `model/bad-weights` where a backend
   *   looks for NaN and infinity; the signal's reason when aborted.
   */
  loadWeights(requests: readonly WeightRequest[], options?: LoadWeightsOptions): Promise<Weight[]>;
  /** Reserves a cache of keys and values. @throws QwenError `engine/out-of-memory` */
  createKvCache(spec: KvCacheSpec): KvCache;
  /** Reserves states for `numSlots` sequences and checkpoints. @throws QwenError `engine/out-of-memory` */
  createStateCache(spec: StateSpec, numSlots: number): StateCache;
  /** Begins recording. One step at a time: the one before must have run. */
  beginStep(): Step;
  /**
   * So many engines compute on this machine at once: from the next step on, threads that would only take each other's
   * cores sleep. What is computed stays the same, to the bit. Absent where there are no threads.
   */
  shareThreads?(numEngines: number): void;
  /** Stops threads and lets go of memory. Idempotent. A step under way rejects with `engine/closed`. */
  close(): Promise<void>;
}

/** The ops of one step, and the one moment at which they run. */
export interface Step extends Ops {
  /** Commands recorded so far. An op becomes none, one or several, one after the other. */
  readonly numCommands: number;
  /**
   * Runs everything recorded and gives the values of `outputs`. They are views into the backend's memory, valid until
   * the next `beginStep` or `rerun`. Ends the step: its tensors must not be used again.
   * @throws QwenError `engine/worker-failed` when a thread died, `engine/closed`
   */
  run(outputs: readonly Tensor[]): Promise<Float32Array[]>;
  /**
   * Runs again what has run, over what the arrays given to its ops hold by now, those of the batch included: recording a step of
   * one token takes a twentieth of it. Undefined where the commands would be others, or another step has begun since: then
   * it has to be recorded anew. Absent where there is nothing to save. @throws QwenError as `run`
   */
  rerun?(): Promise<Float32Array[]> | undefined;
  /** Runs likewise, a little slower, and tells what took how long. @throws QwenError as `run` */
  runTimed(outputs: readonly Tensor[]): Promise<TimedRun>;
}

export interface TimedRun {
  /** As `run` gives them. */
  readonly values: Float32Array[];
  /** [commands + 1] when each began and when the last one was done, ascending, in ms of `performance.now()`. */
  readonly times: Float64Array;
}
