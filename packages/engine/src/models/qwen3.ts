import { guardArchitecture } from "./guard-head.ts";
import { decoder } from "./layers/decoder.ts";
import type { AttentionKind, Projection } from "./layers/grouped-query-attention.ts";
import { lateWindows } from "./layers/sliding-windows.ts";
import { qwen3Defaults, qwen3VlDefaults } from "./official-defaults.ts";
import { flag, type RawConfig } from "./raw-config.ts";

/** Normalised queries and keys; biases only where a configuration asks for them. */
export const qwen3Attention = (raw: RawConfig): AttentionKind => ({ biases: biasesOf(raw), normalizesHeads: true });

/** @throws QwenError `model/bad-config` */
export function biasesOf(raw: RawConfig): Projection[] {
  return flag(raw, "attention_bias", false) ? ["q_proj", "k_proj", "v_proj", "o_proj"] : [];
}

/** Qwen3 dense, its embedders, rerankers and guards. @see https://arxiv.org/abs/2505.09388 */
export const qwen3 = decoder({
  names: ["qwen3", "Qwen3ForCausalLM", "Qwen3Model", "Qwen3ForSequenceClassification", guardArchitecture],
  attention: qwen3Attention,
  slidingWindows: lateWindows,
  defaults: qwen3Defaults,
});

/** What writes the text of Qwen3-VL. */
export const qwen3Vl = decoder({
  names: ["qwen3vl", "qwen3_vl", "Qwen3VLForConditionalGeneration"],
  ggufArchitecture: "qwen3",
  attention: qwen3Attention,
  defaults: qwen3VlDefaults,
});
