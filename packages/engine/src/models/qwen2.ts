import { decoder } from "./layers/decoder.ts";
import type { AttentionKind } from "./layers/grouped-query-attention.ts";
import { lateWindows } from "./layers/sliding-windows.ts";
import { qwen2Defaults, qwen2OmniDefaults, qwen2VlDefaults } from "./official-defaults.ts";

export const qwen2Attention: AttentionKind = { biases: ["q_proj", "k_proj", "v_proj"], normalizesHeads: false };

const kind = { attention: () => qwen2Attention, slidingWindows: lateWindows };

/** Qwen2, 2.5, Coder and QwQ: queries, keys and values with biases. @see https://arxiv.org/abs/2407.10671 */
export const qwen2 = decoder({ ...kind, names: ["qwen2", "Qwen2ForCausalLM", "Qwen2Model"], defaults: qwen2Defaults });

/** What writes the text of Qwen2-VL and 2.5-VL. */
export const qwen2Vl = decoder({
  ...kind,
  names: ["qwen2vl", "qwen2_vl", "Qwen2VLForConditionalGeneration", "qwen2_5_vl", "Qwen2_5_VLForConditionalGeneration"],
  ggufArchitecture: "qwen2",
  defaults: qwen2VlDefaults,
  textMayTie: true,
});

/** What writes the text of Qwen2.5-Omni. */
export const qwen2Omni = decoder({
  ...kind,
  names: [
    "qwen2_5_omni",
    "Qwen2_5OmniForConditionalGeneration",
    "Qwen2_5OmniModel",
    "qwen2_5_omni_thinker",
    "Qwen2_5OmniThinkerForConditionalGeneration",
  ],
  ggufArchitecture: "qwen2",
  defaults: qwen2OmniDefaults,
});
