import { decoder } from "./layers/decoder.ts";
import { qwen3Attention, qwen3HeadDim } from "./qwen3.ts";

const kind = { attention: qwen3Attention, headDim: qwen3HeadDim };

/** Qwen3-30B-A3B, 235B-A22B and Coder; also what writes the text of Qwen3-Omni. @see https://arxiv.org/abs/2505.09388 */
export const qwen3Moe = decoder({
  ...kind,
  names: ["qwen3moe", "qwen3_moe", "Qwen3MoeForCausalLM", "qwen3_omni_moe", "Qwen3OmniMoeForConditionalGeneration"],
  moe: { hasSharedExpert: false },
});

/** What writes the text of Qwen3-VL's mixtures: their experts lie transposed. */
export const qwen3VlMoe = decoder({
  ...kind,
  names: ["qwen3vlmoe", "qwen3_vl_moe", "Qwen3VLMoeForConditionalGeneration"],
  moe: { hasSharedExpert: false, isTransposedOnHub: true },
});
