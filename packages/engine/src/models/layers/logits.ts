import { assert } from "../../errors.ts";
import type { Tensor } from "../../kernels/ops.ts";
import type { ForwardContext } from "../define-model.ts";
import type { ModelConfig } from "./decoder-config.ts";
import { guardLogits } from "./guard-heads.ts";

/** x [R, D] → [R, V], or [R, labels] of a classifier or a guard */
export function logits(context: ForwardContext<ModelConfig>, x: Tensor): Tensor {
  const { ops, config, weight, tap } = context;
  tap("final_norm", x);
  const result = config.head.kind === "guard" ? guardLogits(context, x) : ops.linear(x, weight(outputOf(config)));
  tap("logits", result);
  return result;
}

function outputOf({ head, tieWordEmbeddings }: ModelConfig): string {
  assert(head.kind !== "none", "no logits are asked of a model without a head");
  if (head.kind === "classifier") return "score.weight";
  return tieWordEmbeddings ? "model.embed_tokens.weight" : "lm_head.weight";
}
