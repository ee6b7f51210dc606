import type { Tensor } from "../../kernels/ops.ts";
import type { DraftContext, ForwardOutputs, WeightSpec } from "../define-model.ts";
import type { DecoderKind, ModelConfig } from "./decoder-config.ts";
import { decoderLayer, decoderLayerWeights } from "./decoder-layer.ts";
import { logits } from "./logits.ts";
import { matrix, norm } from "./weight-specs.ts";

/** A layer of attention, and what brings a token and the hidden state before it together in front of it. */
export function draftWeights(c: ModelConfig, kind: DecoderKind): WeightSpec[] {
  const gguf = `blk.${c.numHiddenLayers}.nextn`;
  return [
    ...decoderLayerWeights(c, kind, c.numHiddenLayers),
    matrix("mtp.fc", `${gguf}.eh_proj`, c.hiddenSize, 2 * c.hiddenSize),
    norm("mtp.pre_fc_norm_embedding", `${gguf}.enorm`, c.hiddenSize, kind.centersNorms),
    norm("mtp.pre_fc_norm_hidden", `${gguf}.hnorm`, c.hiddenSize, kind.centersNorms),
    norm("mtp.norm", `${gguf}.shared_head_norm`, c.hiddenSize, kind.centersNorms),
  ];
}

/**
 * Multi-token prediction: the token behind each position and the hidden state at it become a guess at the token after
 * that. The embedding and the output matrix are the model's own.
 * @see https://arxiv.org/abs/2412.19437 section 2.2, and vLLM's qwen3_next_mtp.py and qwen3_5_mtp.py
 */
export function draft(context: DraftContext<ModelConfig>): ForwardOutputs {
  const { ops, config: c, weight, batch, hidden, tap } = context;
  const normed = (x: Tensor, name: string) => ops.rmsNorm(x, weight(`mtp.${name}.weight`), c.rmsNormEps);
  const embeddings = ops.embedding(batch.tokenIds, weight("model.embed_tokens.weight"));
  const states = ops.constant(hidden, [batch.tokenIds.length, c.hiddenSize]);
  const both = ops.concat(normed(embeddings, "pre_fc_norm_embedding"), normed(states, "pre_fc_norm_hidden"));
  const joined = ops.linear(both, weight("mtp.fc.weight"));
  tap("mtp.joined", joined);
  const decoded = decoderLayer(context, c.numHiddenLayers, joined, ops.rotaryTable(batch.positions, c.rope));
  tap("mtp.decoded", decoded);
  const { outputRows, hiddenRows } = batch;
  const finalStates = (rows: Int32Array) => normed(ops.selectRows(decoded, rows), "norm");
  return {
    ...(outputRows.length > 0 && { logits: logits(context, finalStates(outputRows)) }),
    ...(hiddenRows?.length && { hidden: finalStates(hiddenRows) }),
  };
}
