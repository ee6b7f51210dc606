import type { Ops } from "../kernels/ops.ts";
import type { StepCounts } from "./step-counts.ts";

/** What a step's time went into, by the engine's own clocks. */
export interface StepTrace extends StepCounts {
  /** Number of the step since the model was loaded, from 1. */
  readonly step: number;
  /** In ms since 1970. */
  readonly startedAt: number;
  readonly durationUs: number;
  /** In order, none before the end of the one before. */
  readonly spans: readonly TraceSpan[];
}

/** An op, or something else that a step does, in time. */
export interface TraceSpan {
  readonly op: OpName | StepPhase;
  /** Which part of the model, where an op has a weight, e.g. "self_attn.q_proj"; "lm_head" is named as its weight is. */
  readonly name?: string;
  /** Of an op inside a layer. */
  readonly layer?: number;
  /** From the step's start. */
  readonly startUs: number;
  readonly durationUs: number;
  /** Weights and cached keys, values or states that it reads, in bytes of the backend's memory; of experts, at most. */
  readonly bytes?: number;
  /** Multiplications and additions of products of matrices and of attention. */
  readonly flops?: number;
}

/** An op of the contract between models and backends. */
export type OpName = keyof Ops;

/**
 * What happens in a step besides ops: "plan" which tokens are computed; "record" the model's ops; "dispatch" them until
 * the first begins, "collect" from the last one's end; "grammar" which tokens may come, "sample" them and make text of
 * them, "commit" what came.
 */
export type StepPhase = (typeof stepPhases)[number];

/** All of them, in the order in which a step comes to them. */
export const stepPhases = ["plan", "record", "dispatch", "collect", "grammar", "sample", "commit"] as const;
