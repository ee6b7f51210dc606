import type { Batch } from "../core/batch.ts";

/*
 * THE contract between models and backends. The reference backend defines what each op computes; every other backend
 * is checked against it by the cases in conformance/.
 *
 * Dimension letters, here and everywhere: T tokens of a step, B sequences, R output rows, D hidden, H query heads,
 * K key-value heads, P head size, F feed-forward, V vocabulary, I/O inputs and outputs of a linear map, L layers,
 * E experts, N experts a token.
 * Of linear attention: Hk key heads of size Pk, Hv value heads of size Pv, C = 2 × Hk × Pk + Hv × Pv channels.
 */

/** An activation: float32, row-major, owned by the step that made it and gone when that step ends. */
export interface Tensor {
  readonly shape: readonly number[];
}

/** A weight: lives from load until the backend is closed. In which layout is the backend's own affair. */
export interface Weight {
  readonly name: string;
  readonly shape: readonly number[];
  /** Format in the file, e.g. "Q4_K". */
  readonly formatId: string;
  /** Bytes it takes in the backend's memory. */
  readonly sizeBytes: number;
}

/** Keys and values of all layers, in blocks that sequences have. Made by `Backend.createKvCache`. */
export interface KvCache {
  readonly spec: KvCacheSpec;
}

/**
 * Number type of cached keys and values. "F16": half floats, saturated at ±65504. "Q8_0": 8 bits, each 32 neighbouring
 * numbers of a head (the last ones may be fewer) as integers from −127 to 127 times a scale, their largest magnitude / 127.
 */
export type CacheType = "F32" | "F16" | "Q8_0";

export interface KvCacheSpec {
  readonly numLayers: number;
  readonly numKeyValueHeads: number;
  readonly headDim: number;
  /** Token positions a block holds. */
  readonly blockLength: number;
  readonly numBlocks: number;
  readonly dtype: CacheType;
}

/**
 * Sizes of the state that linear attention (Gated DeltaNet) carries from token to token, float32: of each layer the last
 * inputs of its convolution [convKernelSize − 1, C] and a matrix [Pk, Pv] a value head.
 */
export interface StateSpec {
  /** Layers that carry a state. */
  readonly numLayers: number;
  readonly numKeyHeads: number;
  readonly numValueHeads: number;
  /** Pk */
  readonly keyHeadDim: number;
  /** Pv */
  readonly valueHeadDim: number;
  readonly convKernelSize: number;
}

/** States of sequences and their checkpoints, a slot each. Made by `Backend.createStateCache`. */
export interface StateCache {
  readonly spec: StateSpec;
  readonly numSlots: number;
}

/** Operands of the gated delta rule. */
export interface DeltaRuleInputs {
  /** [T, C] queries [Hk, Pk], keys [Hk, Pk], values [Hv, Pv] */
  readonly qkv: Tensor;
  /** [T, Hv] */
  readonly a: Tensor;
  /** [T, Hv] */
  readonly b: Tensor;
  /** [Hv] −exp(A_log), a "vector" weight */
  readonly decayRate: Weight;
  /** [Hv] a "vector" weight */
  readonly timeStepBias: Weight;
}

/**
 * Which key head a value head h reads: "grouped" floor(h × Hk / Hv), as the hub's weights have it; "tiled" h mod Hk, as
 * GGUF files have it.
 */
export type KeyHeadOrder = "grouped" | "tiled";

/** Rotary angles: position p turns pair i by p × inverseFrequencies[i]; cosine and sine are both multiplied by `scale`. */
export interface RopeParameters {
  /** [N / 2] float32 */
  readonly inverseFrequencies: Float32Array;
  /** 1, or YaRN's attention factor. */
  readonly scale: number;
}

export interface AttentionOptions {
  /** Factor on the scores, usually 1 / sqrt(P). */
  readonly scale: number;
  /** A query sees only this many latest positions, its own included; 0 or absent: all. */
  readonly slidingWindow?: number;
}

/** Which experts each token goes to, and with what weight. Made by `Ops.route`. */
export interface Routing {
  readonly numExperts: number;
  /** [T, N] numbers of experts, as floats; by falling probability, the lower number first where equal. */
  readonly experts: Tensor;
  /** [T, N] */
  readonly weights: Tensor;
}

export interface RoutingOptions {
  readonly numExpertsPerToken: number;
  /** Whether the chosen probabilities are divided by their sum. */
  readonly normalizes: boolean;
}

/**
 * What a model's forward pass is written in. Calls record work and return at once; nothing is computed until the step
 * runs, so no call fails on data. A shape that does not fit is a bug and asserts.
 */
export interface Ops {
  /** Rows of `table` [V, D] for each token id [T]. Returns [T, D]. */
  embedding(tokenIds: Int32Array, table: Weight): Tensor;
  /** x / sqrt(mean(x²) + eps) × gamma over the last dimension. x [..., N], gamma [N]. Returns x's shape. */
  rmsNorm(x: Tensor, gamma: Weight, eps: number): Tensor;
  /** y = x · Wᵀ. x [T, I], w [O, I] of any format. Returns [T, O]. */
  linear(x: Tensor, w: Weight): Tensor;
  /** Cosines and sines for one step's positions [T]. Returns [T, N]: N/2 cosines, then N/2 sines. */
  rotaryTable(positions: Int32Array, rope: RopeParameters): Tensor;
  /**
   * Rotates pairs (x[i], x[i + N/2]) of the first N channels of every head (NeoX layout) and copies the others. x [T, H, P],
   * table [T, N], N even and at most P. Returns [T, H, P].
   */
  rope(x: Tensor, table: Tensor): Tensor;
  /**
   * Writes k and v into the cache at `batch.slots`, then lets each query see the keys of its own sequence at positions
   * up to its own (and inside the sliding window): softmax(q · kᵀ × scale) · v. q [T, H, P], k and v [T, K, P], query head h reads key-value head
   * floor(h × K / H). Returns [T, H × P].
   */
  attention(
    q: Tensor,
    k: Tensor,
    v: Tensor,
    cache: KvCache,
    layerIndex: number,
    batch: Batch,
    options: AttentionOptions,
  ): Tensor;
  /**
   * Depthwise causal convolution, then SiLU: out[t, c] = silu(Σ_j w[c, j] × x[t − kernel + 1 + j, c]) over each sequence's
   * own tokens and, before the first of the step, the inputs that its state holds (zero where none). x [T, C],
   * w [C, kernel], a "vector" weight. Reads and writes the states that the batch names. Returns [T, C].
   */
  causalConv(x: Tensor, w: Weight, states: StateCache, layerIndex: number, batch: Batch): Tensor;
  /**
   * Gated delta rule, in each sequence token by token, with a state S [Pk, Pv] a value head. Of the heads' query, key and
   * value: q and k are normalised, x / sqrt(Σ x² + 1e-6), and q multiplied by Pk^-0.5; then
   *
   *   g = exp(decayRate × softplus(a + timeStepBias)), beta = sigmoid(b)
   *   S ← g × S;  S ← S + k ⊗ (beta × (v − Sᵀ k));  out = Sᵀ q
   *
   * Reads and writes the states that the batch names. Returns [T, Hv, Pv].
   * @see https://arxiv.org/abs/2412.06464
   */
  gatedDeltaRule(
    inputs: DeltaRuleInputs,
    states: StateCache,
    layerIndex: number,
    batch: Batch,
    keyHeadOrder: KeyHeadOrder,
  ): Tensor;
  /** x [..., N] + bias [N], a "vector" weight. Returns x's shape. */
  addBias(x: Tensor, bias: Weight): Tensor;
  /** x + y, same shape. */
  add(x: Tensor, y: Tensor): Tensor;
  /** silu(gate) × up, same shape; silu(z) = z / (1 + exp(−z)). */
  siluMul(gate: Tensor, up: Tensor): Tensor;
  /** sigmoid(gate) × x; sigmoid(z) = 1 / (1 + exp(−z)). gate of x's shape, or [T, 1] for x [T, D]. Returns x's shape. */
  sigmoidMul(gate: Tensor, x: Tensor): Tensor;
  /** The N most probable of all experts for each token: softmax over logits [T, E], the N largest of them chosen. */
  route(logits: Tensor, options: RoutingOptions): Routing;
  /**
   * y[t, n] = x[t] · W[experts[t, n]]ᵀ, or x[t, n] · …. x [T, I] or [T, N, I], w "experts" [E, O, I] of any format.
   * Returns [T, N, O].
   */
  expertLinear(x: Tensor, w: Weight, routing: Routing): Tensor;
  /** Sum over n of weights[t, n] × y[t, n]. y [T, N, D]. Returns [T, D]. */
  combineExperts(y: Tensor, routing: Routing): Tensor;
  /** Numbers from outside the step, such as hidden states of an earlier one, copied at once. Returns `shape`. */
  constant(values: Float32Array, shape: readonly number[]): Tensor;
  /** The last dimensions of x [..., N] and y [..., M], one behind the other. Returns [..., N + M]. */
  concat(x: Tensor, y: Tensor): Tensor;
  /** The given rows of x [T, D]. Returns [R, D]. */
  selectRows(x: Tensor, rows: Int32Array): Tensor;
  /** Entries `start … start + length − 1` of the last dimension. x [..., N]. Returns [..., length]. */
  slice(x: Tensor, start: number, length: number): Tensor;
  /** The same values under another shape of the same size. */
  reshape(x: Tensor, shape: readonly number[]): Tensor;
}
