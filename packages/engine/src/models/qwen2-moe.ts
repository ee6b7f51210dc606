import { decoder } from "./layers/decoder.ts";
import { alternatingWindows } from "./layers/sliding-windows.ts";
import { qwen2MoeDefaults } from "./official-defaults.ts";
import { qwen2Attention } from "./qwen2.ts";
import { flag } from "./raw-config.ts";

/** Qwen1.5-MoE and Qwen2-57B-A14B: Qwen2's attention, experts and a shared one. @see https://arxiv.org/abs/2407.10671 */
export const qwen2Moe = decoder({
  names: ["qwen2moe", "qwen2_moe", "Qwen2MoeForCausalLM"],
  attention: (raw) => (flag(raw, "qkv_bias", true) ? qwen2Attention : { ...qwen2Attention, biases: [] }),
  slidingWindows: alternatingWindows,
  defaults: qwen2MoeDefaults,
  moe: { hasSharedExpert: true },
});
