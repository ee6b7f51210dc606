import { QwenError } from "../../errors.ts";
import { shown } from "../../files/quoted.ts";
import type { Tensor } from "../../kernels/ops.ts";
import type { DecoderConfig, ForwardContext, TensorForm, WeightSpec } from "../define-model.ts";
import { flag, positiveInteger, type RawConfig } from "../raw-config.ts";
import { swiglu, swigluWeights } from "./swiglu.ts";
import { matrix } from "./weight-specs.ts";

/** What distinguishes the experts of one generation from those of another. */
export interface MoeKind {
  /** Whether a further expert sees every token, weighed by a gate of its own. */
  readonly hasSharedExpert: boolean;
  /** Whether the weights of the chosen experts always sum to one; absent: `norm_topk_prob` says. */
  readonly normalizes?: true;
  /** Whether all layers have experts; absent: `decoder_sparse_step` and `mlp_only_layers` say. */
  readonly isEverywhere?: true;
  /** Whether the hub may have the experts' matrices [E, in, out]. */
  readonly mayBeTransposedOnHub?: true;
}

export interface MoeConfig {
  readonly kind: MoeKind;
  readonly numExperts: number;
  readonly numExpertsPerToken: number;
  /** Whether the weights of the chosen experts are divided by their sum. */
  readonly normalizes: boolean;
  readonly intermediateSize: number;
  /** 0: no shared expert. */
  readonly sharedIntermediateSize: number;
  /** [L] whether a layer has experts, not one dense MLP. */
  readonly isSparse: readonly boolean[];
}

const mostExperts = 4096;

/** @throws QwenError `model/bad-config` */
export function moeConfig(raw: RawConfig, kind: MoeKind, numLayers: number): MoeConfig {
  // Newer checkpoints have the second name.
  const given = { num_experts: raw.num_local_experts ?? raw.num_experts };
  const numExperts = positiveInteger(given, "num_experts", undefined, mostExperts);
  const step = positiveInteger(raw, "decoder_sparse_step", 1);
  const dense = raw.mlp_only_layers ?? [];
  if (!Array.isArray(dense)) {
    throw new QwenError("model/bad-config", `mlp_only_layers must be a list of layers; got ${shown(dense)}`);
  }
  return {
    kind,
    numExperts,
    numExpertsPerToken: positiveInteger(raw, "num_experts_per_tok", undefined, numExperts),
    normalizes: kind.normalizes ?? flag(raw, "norm_topk_prob", false),
    intermediateSize: positiveInteger(raw, "moe_intermediate_size"),
    sharedIntermediateSize: kind.hasSharedExpert ? positiveInteger(raw, "shared_expert_intermediate_size") : 0,
    isSparse: Array.from(
      { length: numLayers },
      (_, i) => kind.isEverywhere ?? ((i + 1) % step === 0 && !dense.includes(i)),
    ),
  };
}

export function sparseMoeWeights(c: MoeConfig, i: number, hiddenSize: number): WeightSpec[] {
  const [hub, gguf] = [`model.layers.${i}.mlp`, `blk.${i}`];
  return [
    matrix(`${hub}.gate`, `${gguf}.ffn_gate_inp`, c.numExperts, hiddenSize),
    expertsSpec(c, i, "gate", c.intermediateSize, hiddenSize),
    expertsSpec(c, i, "up", c.intermediateSize, hiddenSize),
    expertsSpec(c, i, "down", hiddenSize, c.intermediateSize),
    ...(c.sharedIntermediateSize > 0 ? sharedExpertWeights(c, hub, gguf, hiddenSize) : []),
  ];
}

function sharedExpertWeights(c: MoeConfig, hub: string, gguf: string, hiddenSize: number): WeightSpec[] {
  return [
    matrix(`${hub}.shared_expert_gate`, `${gguf}.ffn_gate_inp_shexp`, 1, hiddenSize),
    ...swigluWeights(`${hub}.shared_expert`, `${gguf}.ffn_*_shexp`, hiddenSize, c.sharedIntermediateSize),
  ];
}

/** One matrix of all experts [E, rows, columns]: on the hub a tensor an expert, or all in one, gate and up together. */
function expertsSpec(
  { numExperts, kind }: MoeConfig,
  i: number,
  part: "gate" | "up" | "down",
  rows: number,
  columns: number,
): WeightSpec {
  const hub = `model.layers.${i}.mlp.experts`;
  const apart = Array.from({ length: numExperts }, (_, expert) => ({
    name: `${hub}.${expert}.${part}_proj.weight`,
    shape: [rows, columns],
  }));
  const fused = (name: string, transposed = false): TensorForm => {
    const fusedRows = part === "down" ? rows : 2 * rows;
    const first = part === "up" ? rows : 0;
    const shape = transposed ? [numExperts, columns, fusedRows] : [numExperts, fusedRows, columns];
    const rowsOf = (expert: number) => [expert * fusedRows + first, expert * fusedRows + first + rows] as const;
    return [{ name, shape, transposed, rows: Array.from({ length: numExperts }, (_, expert) => rowsOf(expert)) }];
  };
  const packed = (transposed: boolean): TensorForm => {
    const [own, other] = part === "down" ? ["down_proj", "gate_up_proj"] : ["gate_up_proj", "down_proj"];
    const otherShape = part === "down" ? [2 * columns, rows] : [columns, rows];
    // A square matrix does not tell whether it is transposed, but then the other one does.
    const witness = { shape: [numExperts, ...(transposed ? otherShape.reverse() : otherShape)], rows: [] };
    return [...fused(`${hub}.${own}`, transposed), { name: `${hub}.${other}`, ...witness }];
  };
  return {
    name: `${hub}.${part}_proj.weight`,
    ggufName: `blk.${i}.ffn_${part}_exps.weight`,
    shape: [numExperts, rows, columns],
    kind: "experts",
    hubForms: [apart, ...(kind.mayBeTransposedOnHub ? [packed(true)] : []), packed(false)],
    ...(part !== "down" && { ggufForms: [fused(`blk.${i}.ffn_gate_up_exps.weight`)] }),
  };
}

/** x [T, D] → [T, D] @see https://arxiv.org/abs/2407.10671 section 2.2.2 */
export function sparseMoe(context: ForwardContext<DecoderConfig>, c: MoeConfig, i: number, x: Tensor): Tensor {
  const { ops, weight, tap } = context;
  const layer = `model.layers.${i}.mlp`;
  const logits = ops.linear(x, weight(`${layer}.gate.weight`));
  const routing = ops.route(logits, { numExpertsPerToken: c.numExpertsPerToken, normalizes: c.normalizes });
  tap(`layers.${i}.router_logits`, logits);
  tap(`layers.${i}.router_experts`, routing.experts);
  tap(`layers.${i}.router_weights`, routing.weights);
  const gate = ops.expertLinear(x, weight(`${layer}.experts.gate_proj.weight`), routing);
  const up = ops.expertLinear(x, weight(`${layer}.experts.up_proj.weight`), routing);
  const down = ops.expertLinear(ops.siluMul(gate, up), weight(`${layer}.experts.down_proj.weight`), routing);
  const chosen = ops.combineExperts(down, routing);
  if (c.sharedIntermediateSize === 0) return chosen;
  const shared = swiglu(context, `${layer}.shared_expert`, x);
  const share = ops.linear(x, weight(`${layer}.shared_expert_gate.weight`));
  return ops.add(chosen, ops.sigmoidMul(share, shared));
}
