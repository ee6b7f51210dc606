import type { Tensor } from "../../kernels/ops.ts";
import type { DecoderConfig, ForwardContext, WeightSpec } from "../define-model.ts";
import { matrix } from "./weight-specs.ts";

/** @see https://arxiv.org/abs/2002.05202 */
export function swigluWeights(i: number, hiddenSize: number, intermediateSize: number): WeightSpec[] {
  const [hub, gguf] = [`model.layers.${i}.mlp`, `blk.${i}`];
  return [
    matrix(`${hub}.gate_proj`, `${gguf}.ffn_gate`, intermediateSize, hiddenSize),
    matrix(`${hub}.up_proj`, `${gguf}.ffn_up`, intermediateSize, hiddenSize),
    matrix(`${hub}.down_proj`, `${gguf}.ffn_down`, hiddenSize, intermediateSize),
  ];
}

/** x [T, D] → [T, D] */
export function swiglu({ ops, weight }: ForwardContext<DecoderConfig>, i: number, x: Tensor): Tensor {
  const layer = `model.layers.${i}.mlp`;
  const gate = ops.linear(x, weight(`${layer}.gate_proj.weight`));
  const up = ops.linear(x, weight(`${layer}.up_proj.weight`));
  return ops.linear(ops.siluMul(gate, up), weight(`${layer}.down_proj.weight`));
}
