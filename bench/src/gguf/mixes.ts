/** Which formats a file has. */
export type Mix = keyof typeof fileTypes;

/** `file_type` in a GGUF file's metadata. @see llama.h `enum llama_ftype` */
export const fileTypes = {
  f16: 1,
  q4_0: 2,
  q4_1: 3,
  q8_0: 7,
  q5_0: 8,
  q5_1: 9,
  q2_k: 10,
  q3_k: 12,
  q4_k_m: 15,
  ud_q4_k_xl: 15,
  q5_k: 17,
  iq2_xxs: 19,
  iq2_xs: 20,
  iq3_xxs: 23,
  iq1_s: 24,
  iq4_nl: 25,
  iq3_s: 26,
  iq2_s: 28,
  iq4_xs: 30,
  iq4_xs_mix: 30,
  iq1_m: 31,
  mxfp4: 38,
  nvfp4: 39,
} as const;

/** The mixes of several formats; of the others, all matrices have the format of that name. */
const mainFormats: Readonly<Partial<Record<Mix, string>>> = {
  q4_k_m: "Q4_K",
  ud_q4_k_xl: "Q4_K",
  iq4_xs_mix: "IQ4_XS",
};

const mainFormat = (mix: Mix): string => mainFormats[mix] ?? mix.toUpperCase();

/** Of the output matrix, which may be the embedding. */
export function outputFormat(mix: Mix): string {
  return mix in mainFormats || mix === "q4_0" || mix === "nvfp4" ? "Q6_K" : mainFormat(mix);
}

/** Of an embedding that is not the output matrix. */
export function embeddingFormat(mix: Mix): string {
  return mix === "nvfp4" ? "Q6_K" : mainFormat(mix);
}

/**
 * Of a matrix in a layer, "attn_q", "ffn_down", ….
 *
 * As llama.cpp's quantiser does, `q4_k_m` has attn_v and ffn_down of the first and last eighth of the layers and of every
 * third in Q6_K. `iq4_xs_mix` has in Q5_K what it puts there for models with four query heads or more to one of keys,
 * quantised without an importance matrix: attn_v and the first eighth's ffn_down. `ud_q4_k_xl` mixes as many formats as
 * files that are quantised matrix by matrix.
 */
export function layerFormat(mix: Mix, tensor: string, layerIndex: number, numLayers: number): string {
  const isDown = tensor === "ffn_down";
  const isValue = tensor === "attn_v";
  if (mix === "q4_k_m" && (isDown || isValue) && getsMoreBits(layerIndex, numLayers)) return "Q6_K";
  if (mix === "iq4_xs_mix" && (isValue || (isDown && layerIndex < Math.ceil(numLayers / 8)))) return "Q5_K";
  if (mix === "ud_q4_k_xl") return dynamicFormats[layerIndex % dynamicFormats.length][tensor] ?? "Q8_0";
  return mainFormat(mix);
}

/** Of even and odd layers. */
const dynamicFormats: readonly Readonly<Record<string, string>>[] = [
  {
    attn_q: "Q5_K",
    attn_k: "Q5_K",
    attn_v: "Q5_K",
    attn_qkv: "Q5_K",
    attn_gate: "Q4_K",
    attn_output: "Q4_K",
    ssm_out: "Q6_K",
    ffn_gate: "IQ4_XS",
    ffn_up: "Q3_K",
    ffn_down: "IQ4_XS",
  },
  {
    attn_q: "Q4_K",
    attn_k: "IQ4_NL",
    attn_qkv: "Q4_K",
    attn_gate: "IQ4_NL",
    attn_output: "Q6_K",
    ssm_out: "Q5_K",
    ffn_gate: "IQ3_S",
    ffn_up: "IQ4_XS",
    ffn_down: "Q5_K",
  },
];

function getsMoreBits(layerIndex: number, numLayers: number): boolean {
  const eighth = Math.floor(numLayers / 8);
  const late = layerIndex >= Math.floor((7 * numLayers) / 8);
  return layerIndex < eighth || late || (layerIndex - eighth) % 3 === 2;
}
