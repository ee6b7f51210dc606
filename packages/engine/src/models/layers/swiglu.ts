import type { Tensor } from "../../kernels/ops.ts";
import type { DecoderConfig, ForwardContext, WeightSpec } from "../define-model.ts";
import { matrix } from "./weight-specs.ts";

/** `ggufName` has a star where "gate", "up" and "down" stand. @see https://arxiv.org/abs/2002.05202 */
export function swigluWeights(
  hubName: string,
  ggufName: string,
  hiddenSize: number,
  intermediateSize: number,
): WeightSpec[] {
  const spec = (part: string, rows: number, columns: number) =>
    matrix(`${hubName}.${part}_proj`, ggufName.replace("*", part), rows, columns);
  return [
    spec("gate", intermediateSize, hiddenSize),
    spec("up", intermediateSize, hiddenSize),
    spec("down", hiddenSize, intermediateSize),
  ];
}

/** x [T, D] → [T, D] */
export function swiglu({ ops, weight }: ForwardContext<DecoderConfig>, name: string, x: Tensor): Tensor {
  const gate = ops.linear(x, weight(`${name}.gate_proj.weight`));
  const up = ops.linear(x, weight(`${name}.up_proj.weight`));
  return ops.linear(ops.siluMul(gate, up), weight(`${name}.down_proj.weight`));
}
