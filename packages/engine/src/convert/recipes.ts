/**
 * Which tensors of a file get which format, as llama.cpp's quantiser chooses without an importance matrix. The formats
 * are those of `quant/`.
 * @see llama-quant.cpp `llama_tensor_get_type_impl`
 */
export interface Recipe {
  /** `general.file_type` in the metadata. @see llama.h `enum llama_ftype` */
  readonly fileType: number;
  /** What matrices get for which nothing else is said. */
  readonly main: string;
  /** What turns inputs into values: attn_v, attn_qkv. */
  readonly values?: Choice;
  /** The MLP's last matrix, also that of experts. */
  readonly down?: Choice;
  readonly attentionOutput?: Choice;
}

/** A format, or what chooses one by the tensor's place. */
type Choice = string | ((place: Place) => string);

export interface Place {
  /** Number of the tensor among those of its role, in order of layers, and their number. */
  readonly index: number;
  readonly count: number;
  /** Query heads that share a key-value head. */
  readonly queriesPerKey: number;
}

/** Layers that errors do most harm in, as experience has it: the first and last eighth, and every third between. */
function isSensitive({ index, count }: Place): boolean {
  const eighth = Math.floor(count / 8);
  return index < eighth || index >= Math.floor((7 * count) / 8) || (index - eighth) % 3 === 2;
}

const first = ({ index, count }: Place, share: number): boolean => index < Math.floor(count / share);

const moreWhereSensitive = (main: string) => (place: Place) => (isSensitive(place) ? "Q6_K" : main);
const moreAtFirst = (main: string) => (place: Place) => (first(place, 8) ? "Q5_K" : main);
/** Values that many queries share are few, and count much. */
const moreWhereShared = (main: string, more: string) => (place: Place) => (place.queriesPerKey >= 4 ? more : main);

export const recipes = {
  f32: { fileType: 0, main: "F32" },
  f16: { fileType: 1, main: "F16" },
  bf16: { fileType: 32, main: "BF16" },
  q8_0: { fileType: 7, main: "Q8_0" },
  q6_k: { fileType: 18, main: "Q6_K" },
  q5_k_m: { fileType: 17, main: "Q5_K", values: moreWhereSensitive("Q5_K"), down: moreWhereSensitive("Q5_K") },
  q5_k_s: { fileType: 16, main: "Q5_K" },
  q5_1: { fileType: 9, main: "Q5_1" },
  q5_0: { fileType: 8, main: "Q5_0" },
  q4_k_m: { fileType: 15, main: "Q4_K", values: moreWhereSensitive("Q4_K"), down: moreWhereSensitive("Q4_K") },
  q4_k_s: {
    fileType: 14,
    main: "Q4_K",
    values: ({ index }) => (index < 4 ? "Q5_K" : "Q4_K"),
    down: moreAtFirst("Q4_K"),
  },
  q4_1: { fileType: 3, main: "Q4_1" },
  q4_0: { fileType: 2, main: "Q4_0" },
  iq4_nl: { fileType: 25, main: "IQ4_NL", values: moreWhereShared("IQ4_NL", "Q5_K"), down: moreAtFirst("IQ4_NL") },
  iq4_xs: { fileType: 30, main: "IQ4_XS", values: moreWhereShared("IQ4_XS", "Q5_K"), down: moreAtFirst("IQ4_XS") },
  q3_k_l: { fileType: 13, main: "Q3_K", values: "Q5_K", down: "Q5_K", attentionOutput: "Q5_K" },
  q3_k_m: {
    fileType: 12,
    main: "Q3_K",
    values: ({ index }) => (index < 2 ? "Q5_K" : "Q4_K"),
    down: (place) => (first(place, 16) ? "Q5_K" : "Q4_K"),
    attentionOutput: "Q4_K",
  },
  q3_k_s: { fileType: 11, main: "Q3_K" },
  q2_k: {
    fileType: 10,
    main: "Q2_K",
    values: moreWhereShared("Q3_K", "Q4_K"),
    down: "Q3_K",
    attentionOutput: "Q3_K",
  },
} as const satisfies Readonly<Record<string, Recipe>>;

/** What a model can be quantised to. */
export type QuantizationType = keyof typeof recipes;

/** What takes a format's place in a tensor whose rows are no multiple of its blocks; F16 where that does not fit either. */
export const fallbacks: Readonly<Record<string, string>> = {
  Q2_K: "Q4_0",
  Q3_K: "Q4_0",
  Q4_K: "Q5_0",
  Q5_K: "Q5_1",
  Q6_K: "Q8_0",
  IQ4_XS: "IQ4_NL",
};
