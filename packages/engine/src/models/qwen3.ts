import { denseDecoder } from "./layers/dense-decoder.ts";
import { flag } from "./raw-config.ts";

/** Qwen3 dense: normalised queries and keys; biases only where a configuration asks for them. @see https://arxiv.org/abs/2505.09388 */
export const qwen3 = denseDecoder(["qwen3", "Qwen3ForCausalLM"], (raw) => ({
  biases: flag(raw, "attention_bias", false) ? ["q_proj", "k_proj", "v_proj", "o_proj"] : [],
  normalizesHeads: true,
}));
