import { decoder } from "./layers/decoder.ts";
import type { AttentionKind } from "./layers/grouped-query-attention.ts";

export const qwen2Attention: AttentionKind = { biases: ["q_proj", "k_proj", "v_proj"], normalizesHeads: false };

/**
 * Qwen2, 2.5, Coder and QwQ: queries, keys and values with biases; also what writes the text of Qwen2-VL, 2.5-VL and
 * 2.5-Omni. @see https://arxiv.org/abs/2407.10671
 */
export const qwen2 = decoder({
  names: [
    "qwen2",
    "Qwen2ForCausalLM",
    "Qwen2Model",
    "qwen2vl",
    "qwen2_vl",
    "Qwen2VLForConditionalGeneration",
    "qwen2_5_vl",
    "Qwen2_5_VLForConditionalGeneration",
    "qwen2_5_omni",
    "Qwen2_5OmniForConditionalGeneration",
    "Qwen2_5OmniModel",
  ],
  attention: () => qwen2Attention,
});
