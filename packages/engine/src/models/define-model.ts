import type { Batch } from "../core/batch.ts";
import type { KvCache, Ops, Tensor, Weight } from "../kernels/ops.ts";

/** What engine and caches need to know of any decoder, under the hub's names. */
export interface DecoderConfig {
  readonly vocabSize: number;
  readonly hiddenSize: number;
  readonly numHiddenLayers: number;
  readonly numAttentionHeads: number;
  readonly numKeyValueHeads: number;
  readonly headDim: number;
  /** Longest sequence the model was made for, in tokens. */
  readonly maxPositionEmbeddings: number;
}

/** A tensor a model is made of: its name in each container, its shape, and how ops use it. */
export interface WeightSpec {
  /** Name on the hub, and the key under which `forward` finds it. */
  readonly name: string;
  /** Name in GGUF files. */
  readonly ggufName: string;
  readonly shape: readonly number[];
  readonly kind: "matrix" | "vector";
}

/** Names an intermediate, so that parity, tracing and docs can speak of it. Free when nobody listens. */
export type Tap = (name: string, tensor: Tensor) => void;

export interface ForwardContext<Config> {
  readonly ops: Ops;
  readonly config: Config;
  /** By hub name. Asserts when `weights` did not list it. */
  readonly weight: (name: string) => Weight;
  readonly cache: KvCache;
  readonly batch: Batch;
  readonly tap: Tap;
}

/** One architecture. A file in this folder and a line in index.ts make it known. */
export interface ModelDefinition<Config extends DecoderConfig = DecoderConfig> {
  /** `general.architecture` in GGUF, `model_type` and class names on the hub. */
  readonly names: readonly string[];
  /** Checks and normalises config.json, or what GGUF metadata translates to. @throws QwenError `model/bad-config` */
  config(raw: Readonly<Record<string, unknown>>): Config;
  weights(config: Config): readonly WeightSpec[];
  /** Logits [R, V] for the batch's output rows. Synchronous: only records ops. */
  forward(context: ForwardContext<Config>): Tensor;
}
