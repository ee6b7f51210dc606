import { assert } from "../../errors.ts";
import type { Tensor } from "../../kernels/ops.ts";
import type { ForwardContext } from "../define-model.ts";
import type { ModelConfig } from "./decoder-config.ts";

/** x [R, D] → [R, V], or [R, labels] */
export function logits({ ops, config: c, weight, tap }: ForwardContext<ModelConfig>, x: Tensor): Tensor {
  assert(c.head.kind !== "none", "no logits are asked of a model without a head");
  tap("final_norm", x);
  const own = c.head.kind === "classifier" ? "score.weight" : "lm_head.weight";
  const isTied = c.tieWordEmbeddings && c.head.kind === "vocabulary";
  const result = ops.linear(x, weight(isTied ? "model.embed_tokens.weight" : own));
  tap("logits", result);
  return result;
}
