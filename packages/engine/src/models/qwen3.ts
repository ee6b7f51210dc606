import { guardArchitecture } from "./guard-head.ts";
import { decoder } from "./layers/decoder.ts";
import type { AttentionKind, Projection } from "./layers/grouped-query-attention.ts";
import { flag, type RawConfig } from "./raw-config.ts";

/** Normalised queries and keys; biases only where a configuration asks for them. */
export const qwen3Attention = (raw: RawConfig): AttentionKind => ({ biases: biasesOf(raw), normalizesHeads: true });

export const qwen3HeadDim = 128;

/** @throws QwenError `model/bad-config` */
export function biasesOf(raw: RawConfig): Projection[] {
  return flag(raw, "attention_bias", false) ? ["q_proj", "k_proj", "v_proj", "o_proj"] : [];
}

/** Qwen3 dense, its embedders, rerankers and guards; also what writes the text of Qwen3-VL. @see https://arxiv.org/abs/2505.09388 */
export const qwen3 = decoder({
  names: [
    "qwen3",
    "Qwen3ForCausalLM",
    "Qwen3Model",
    "Qwen3ForSequenceClassification",
    guardArchitecture,
    "qwen3vl",
    "qwen3_vl",
    "Qwen3VLForConditionalGeneration",
  ],
  attention: qwen3Attention,
  headDim: qwen3HeadDim,
});
