import type { Tensor } from "../../kernels/ops.ts";
import type { ForwardContext, WeightSpec } from "../define-model.ts";
import type { GuardHead, SideLabels } from "../guard-head.ts";
import type { ModelConfig } from "./decoder-config.ts";
import { matrix, norm } from "./weight-specs.ts";

/** In the order of their logits; names of the query's begin with this. */
const sides = [
  ["response", ""],
  ["query", "query_"],
] as const;

/** GGUF files have no names for them: these are the hub's. */
export function guardWeights(head: GuardHead, hiddenSize: number): WeightSpec[] {
  return sides.flatMap(([side, prefix]) => sideWeights(head[side], prefix, head.innerSize, hiddenSize));
}

function sideWeights(labels: SideLabels, prefix: string, innerSize: number, hiddenSize: number): WeightSpec[] {
  const own = (name: string, rows: number, columns: number) =>
    matrix(`${prefix}${name}`, `${prefix}${name}`, rows, columns);
  const normName = `${prefix}risk_level_category_layernorm`;
  return [
    own("risk_level_category_pre", innerSize, hiddenSize),
    norm(normName, normName, innerSize),
    own("risk_level_head", labels.safeties.length, innerSize),
    own("category_head", labels.categories.length, innerSize),
  ];
}

/** x [R, D] → [R, labels of all four heads] */
export function guardLogits(context: ForwardContext<ModelConfig>, x: Tensor): Tensor {
  const { ops } = context;
  const [response, query] = sides.map(([, prefix]) => sideLogits(context, prefix, x));
  return ops.concat(response, query);
}

function sideLogits({ ops, config, weight }: ForwardContext<ModelConfig>, prefix: string, x: Tensor): Tensor {
  const own = (name: string) => weight(`${prefix}${name}.weight`);
  const inner = ops.rmsNorm(
    ops.linear(x, own("risk_level_category_pre")),
    own("risk_level_category_layernorm"),
    config.rmsNormEps,
  );
  return ops.concat(ops.linear(inner, own("risk_level_head")), ops.linear(inner, own("category_head")));
}
