import type { MetadataValue } from "./files/checkpoint.ts";
import type { GgufValue } from "./files/gguf-writer.ts";
import { miniMetadata } from "./text/mini-vocabulary.fixture.ts";

/** Sizes of a dense Qwen3, as its config.json names them. */
export interface TinyShape {
  readonly numHiddenLayers: number;
  readonly hiddenSize: number;
  readonly intermediateSize: number;
  readonly numAttentionHeads: number;
  readonly numKeyValueHeads: number;
  readonly headDim: number;
}

/** Metadata of a GGUF file of that shape, with a small vocabulary. */
export function tinyMetadata(shape: TinyShape): Map<string, GgufValue> {
  const count = (value: number): GgufValue => ({ type: "u32", value });
  return new Map<string, GgufValue>([
    ["general.architecture", { type: "string", value: "qwen3" }],
    ["qwen3.block_count", count(shape.numHiddenLayers)],
    ["qwen3.context_length", count(40_960)],
    ["qwen3.embedding_length", count(shape.hiddenSize)],
    ["qwen3.feed_forward_length", count(shape.intermediateSize)],
    ["qwen3.attention.head_count", count(shape.numAttentionHeads)],
    ["qwen3.attention.head_count_kv", count(shape.numKeyValueHeads)],
    ["qwen3.attention.key_length", count(shape.headDim)],
    ["qwen3.attention.layer_norm_rms_epsilon", { type: "f32", value: 1e-6 }],
    ["qwen3.rope.freq_base", { type: "f32", value: 1e6 }],
    ["tokenizer.chat_template", { type: "string", value: "{{ messages[0].content }}<|im_end|>" }],
    ...[...miniMetadata()].map(([key, value]): [string, GgufValue] => [key, ggufValue(value)]),
  ]);
}

/** Those kinds of values that the tokenizer's metadata has, as they are written. */
export function ggufValue(value: MetadataValue): GgufValue {
  if (typeof value === "string") return { type: "string", value };
  if (value instanceof Int32Array) return { type: "array", of: "i32", values: value };
  return { type: "array", of: "string", values: value as readonly string[] };
}
