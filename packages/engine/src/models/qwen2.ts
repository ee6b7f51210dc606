import { denseDecoder } from "./layers/dense-decoder.ts";

/** Qwen2, 2.5, Coder and QwQ: queries, keys and values with biases. @see https://arxiv.org/abs/2407.10671 */
export const qwen2 = denseDecoder(["qwen2", "Qwen2ForCausalLM"], () => ({
  biases: ["q_proj", "k_proj", "v_proj"],
  normalizesHeads: false,
}));
