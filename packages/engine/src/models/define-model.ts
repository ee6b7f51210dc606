import type { Batch } from "../core/batch.ts";
import type { ValueMap, WeightRequest } from "../kernels/backend.ts";
import type { KvCache, Ops, StateCache, StateSpec, Tensor, Weight } from "../kernels/ops.ts";
import type { GuardHead } from "./guard-head.ts";

/** What engine and caches need to know of any decoder, under the hub's names. */
export interface DecoderConfig {
  readonly vocabSize: number;
  readonly hiddenSize: number;
  readonly numHiddenLayers: number;
  readonly numAttentionHeads: number;
  readonly numKeyValueHeads: number;
  readonly headDim: number;
  /** Layers that keep keys and values, that of a draft block included. */
  readonly numAttentionLayers: number;
  /**
   * Whether a block behind the layers guesses further tokens (multi-token prediction). Specs and caches have it as the
   * layer behind the last one.
   */
  readonly hasDraftBlock: boolean;
  /** Of the layers whose linear attention carries a state; absent where there are none. */
  readonly linearAttention?: StateSpec;
  /** Of mixtures: how many experts a token is sent to. */
  readonly moe?: { readonly numExpertsPerToken: number };
  readonly head: Head;
  /** Longest sequence the model was made for, in tokens. */
  readonly maxPositionEmbeddings: number;
}

/**
 * What hidden states behind the final norm go into: logits of the vocabulary; logits of labels, in a model made to judge;
 * logits of a verdict on each token, in a guard; or nothing, in a model made to embed.
 */
export type Head =
  | { readonly kind: "vocabulary" | "none" }
  | { readonly kind: "classifier"; readonly labels: readonly string[] }
  | GuardHead;

/** A tensor a model is made of: its name in each container, its shape, and how ops use it. */
export interface WeightSpec {
  /** Name on the hub, below "model." whatever it is called there, and the key under which `forward` finds it. */
  readonly name: string;
  /** Name in GGUF files. */
  readonly ggufName: string;
  readonly shape: readonly number[];
  readonly kind: WeightRequest["kind"];
  /**
   * What else the hub may have in place of this one tensor; the first of which all tensors are there, in their shapes, is
   * taken.
   */
  readonly hubForms?: readonly TensorForm[];
  /** The same for GGUF files. */
  readonly ggufForms?: readonly TensorForm[];
  /** What is made of the numbers on the hub; GGUF files have the outcome. */
  readonly hubMap?: ValueMap;
  /** What a GGUF file has in another order than this configuration: whoever writes one has to bring it there. */
  readonly ggufOrder?: GgufOrder;
}

/** Row (or column) i of the tensor in the file is row (or column) `order[i]` of the weight. */
export interface GgufOrder {
  readonly of: "rows" | "columns";
  readonly order: readonly number[];
}

/** A weight as whole rows of tensors, one after another. */
export type TensorForm = readonly TensorPiece[];

export interface TensorPiece {
  readonly name: string;
  readonly shape: readonly number[];
  /** Begin and end of the rows that are taken (all dimensions but the last are counted together); absent: all. */
  readonly rows?: readonly (readonly [number, number])[];
  /** Whether the last two dimensions are exchanged first. */
  readonly transposed?: boolean;
}

/** Names an intermediate, so that parity, tracing and docs can speak of it. Free when nobody listens. */
export type Tap = (name: string, tensor: Tensor) => void;

export interface ForwardContext<Config> {
  readonly ops: Ops;
  readonly config: Config;
  /** By hub name. Asserts when `weights` did not list it. */
  readonly weight: (name: string) => Weight;
  readonly cache: KvCache;
  /** There when `config.linearAttention` is. */
  readonly states?: StateCache;
  readonly batch: Batch;
  readonly tap: Tap;
}

/**
 * Of a draft block: token t of the batch is the one *behind* position t, whose hidden state behind the final norm (or that
 * of the draft block's own pass) is row t of `hidden`.
 */
export interface DraftContext<Config> extends ForwardContext<Config> {
  /** [T, D] */
  readonly hidden: Float32Array;
}

/** What a forward pass gives; each only if the batch names rows for it. */
export interface ForwardOutputs {
  /** [R, V], or [R, labels] of a classifier or a guard; never without a head. */
  readonly logits?: Tensor;
  /** [S, D] behind the final norm. */
  readonly hidden?: Tensor;
}

/** One architecture. A file in this folder and a line in index.ts make it known. */
export interface ModelDefinition<Config extends DecoderConfig = DecoderConfig> {
  /** `general.architecture` in GGUF, `model_type` and class names on the hub. */
  readonly names: readonly string[];
  /** What GGUF files that are made of such models bear. */
  readonly ggufArchitecture: string;
  /** The decoder's part of a configuration, with what the official code takes for absent keys; nothing checked. */
  textConfig(raw: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>>;
  /**
   * Checks and normalises config.json, or what GGUF metadata translates to. `drafts` false: as if it had no draft block.
   * @throws QwenError `model/bad-config`
   */
  config(raw: Readonly<Record<string, unknown>>, drafts?: boolean): Config;
  weights(config: Config): readonly WeightSpec[];
  /** Synchronous: only records ops. */
  forward(context: ForwardContext<Config>): ForwardOutputs;
  /** The same for the draft block of a model that has one: logits of the token after the batch's. */
  draft?(context: DraftContext<Config>): ForwardOutputs;
}
