import { decoder } from "./layers/decoder.ts";
import type { DecoderKind } from "./layers/decoder-config.ts";
import { qwen3NextDefaults, qwen35Defaults, qwen35MoeDefaults } from "./official-defaults.ts";
import { biasesOf } from "./qwen3.ts";

/** Of all hybrids: gated attention in some layers, Gated DeltaNet in the others. */
const hybrid = {
  attention: (raw) => ({ biases: biasesOf(raw), normalizesHeads: true, centersNorms: true, isGated: true }),
  centersNorms: true,
  ggufMlpNorm: "post_attention_norm",
  mayDraft: true,
} satisfies Partial<DecoderKind>;

/** Qwen3-Next and Qwen3-Coder-Next. */
export const qwen3Next = decoder({
  ...hybrid,
  names: ["qwen3next", "qwen3_next", "Qwen3NextForCausalLM"],
  defaults: qwen3NextDefaults,
  linearAttention: { packing: "by key head" },
  moe: { hasSharedExpert: true },
});

/** Dense models of Qwen3.5, 3.6 and 3.8, as far as text goes. */
export const qwen35 = decoder({
  ...hybrid,
  names: ["qwen35", "qwen3_5", "qwen3_5_text", "Qwen3_5ForConditionalGeneration", "Qwen3_5ForCausalLM"],
  defaults: qwen35Defaults,
  linearAttention: { packing: "apart" },
});

/** Mixtures of Qwen3.5, 3.6 and 3.8, as far as text goes. */
export const qwen35Moe = decoder({
  ...hybrid,
  names: [
    "qwen35moe",
    "qwen3_5_moe",
    "qwen3_5_moe_text",
    "Qwen3_5MoeForConditionalGeneration",
    "Qwen3_5MoeForCausalLM",
  ],
  defaults: qwen35MoeDefaults,
  linearAttention: { packing: "apart" },
  moe: { hasSharedExpert: true, normalizes: true, isEverywhere: true },
});
