import { decoder } from "./layers/decoder.ts";
import { sameWindows } from "./layers/sliding-windows.ts";
import { qwen3MoeDefaults, qwen3OmniMoeDefaults, qwen3VlMoeDefaults } from "./official-defaults.ts";
import { qwen3Attention } from "./qwen3.ts";

/** Qwen3-30B-A3B, 235B-A22B and Coder. @see https://arxiv.org/abs/2505.09388 */
export const qwen3Moe = decoder({
  names: ["qwen3moe", "qwen3_moe", "Qwen3MoeForCausalLM"],
  attention: qwen3Attention,
  slidingWindows: sameWindows,
  defaults: qwen3MoeDefaults,
  moe: { hasSharedExpert: false },
});

/** What writes the text of Qwen3-Omni. */
export const qwen3OmniMoe = decoder({
  names: [
    "qwen3_omni_moe",
    "Qwen3OmniMoeForConditionalGeneration",
    "qwen3_omni_moe_thinker",
    "Qwen3OmniMoeThinkerForConditionalGeneration",
  ],
  ggufArchitecture: "qwen3moe",
  attention: qwen3Attention,
  defaults: qwen3OmniMoeDefaults,
  moe: { hasSharedExpert: false },
});

/** What writes the text of Qwen3-VL's mixtures: their experts lie transposed. */
export const qwen3VlMoe = decoder({
  names: ["qwen3vlmoe", "qwen3_vl_moe", "Qwen3VLMoeForConditionalGeneration"],
  attention: qwen3Attention,
  defaults: qwen3VlMoeDefaults,
  moe: { hasSharedExpert: false, normalizes: true, mayBeTransposedOnHub: true },
});
