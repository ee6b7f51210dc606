import type { QuantFormat } from "../../quant/quant-format.ts";
import type { KvCache, KvCacheSpec, Ops, StateCache, StateSpec, Tensor, Weight } from "../ops.ts";

/** One check of a backend: steps that are run on it and on the reference backend, and how far the results may differ. */
export interface OpCase {
  readonly op: string;
  /** Shapes and what is special, unique within the op. */
  readonly name: string;
  /** Loaded before the first step. */
  readonly operands: readonly Operand[];
  readonly cache?: KvCacheSpec;
  readonly states?: { readonly spec: StateSpec; readonly numSlots: number };
  /** Run one after the other; everything they return is compared. */
  readonly steps: readonly RecordStep[];
  readonly bound: ErrorBound;
}

/** A tensor a case computes with. Activations enter a step as rows of an F32 embedding table. */
export interface Operand {
  readonly name: string;
  readonly shape: readonly number[];
  readonly kind: "matrix" | "experts" | "vector" | "activation";
  readonly format: QuantFormat;
  /** The values as they lie in a file of that format. */
  readonly bytes: Uint8Array;
  /** What multiplies the weights of each matrix, in a format that is kept as another. */
  readonly scales?: Float32Array;
}

/** Records the ops under test and returns what to compare. */
export type RecordStep = (scope: CaseScope) => readonly Tensor[];

export interface CaseScope {
  readonly ops: Ops;
  /** An operand of any kind but "activation". */
  weight(name: string): Weight;
  /** An "activation" operand. */
  input(name: string): Tensor;
  /** The case's cache. */
  readonly cache: KvCache;
  /** The case's states. */
  readonly states: StateCache;
}

export interface ErrorBound {
  /** Largest normalised mean squared error: Σ (actual − expected)² / Σ expected². */
  readonly nmse: number;
  /** Root mean squared error that is let pass however small the expected values are; default 0. */
  readonly floor?: number;
  /** Why the bound is what it is. */
  readonly reason: string;
}
