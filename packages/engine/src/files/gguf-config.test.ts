import { expect, it } from "vitest";
import { formatById } from "../quant/index.ts";
import type { QuantFormat } from "../quant/quant-format.ts";
import { bytesSource } from "./bytes-source.ts";
import { openGguf } from "./gguf.ts";
import { configFromGguf } from "./gguf-config.ts";
import { encodeGguf, type GgufTensor, type GgufValue } from "./gguf-writer.ts";

const layout = formatById("F32") as QuantFormat;
const tensor = (name: string): GgufTensor<Uint8Array> => ({ name, shape: [6, 2], layout, data: new Uint8Array(48) });

const shapes: [string, GgufValue][] = [
  ["general.architecture", { type: "string", value: "qwen3" }],
  ["qwen3.block_count", { type: "u32", value: 28 }],
  ["qwen3.context_length", { type: "u32", value: 40_960 }],
  ["qwen3.embedding_length", { type: "u32", value: 1024 }],
  ["qwen3.feed_forward_length", { type: "u32", value: 3072 }],
  ["qwen3.attention.head_count", { type: "u32", value: 16 }],
  ["qwen3.attention.head_count_kv", { type: "u32", value: 8 }],
  ["qwen3.attention.key_length", { type: "u32", value: 128 }],
  ["qwen3.attention.layer_norm_rms_epsilon", { type: "f32", value: 2 ** -20 }],
  ["qwen3.rope.freq_base", { type: "f32", value: 1e6 }],
];

async function configOf(metadata: [string, GgufValue][], names: string[]): Promise<Record<string, unknown>> {
  const bytes = encodeGguf({ metadata: new Map(metadata), tensors: names.map(tensor) });
  const source = bytesSource("m.gguf", bytes);
  return configFromGguf(await openGguf(source, async () => source));
}

it("gives the shapes under the hub's names", async () => {
  expect(await configOf(shapes, ["token_embd.weight", "output.weight"])).toEqual({
    model_type: "qwen3",
    vocab_size: 6,
    tie_word_embeddings: false,
    num_hidden_layers: 28,
    max_position_embeddings: 40_960,
    hidden_size: 1024,
    intermediate_size: 3072,
    num_attention_heads: 16,
    num_key_value_heads: 8,
    head_dim: 128,
    rms_norm_eps: 2 ** -20,
    rope_theta: 1e6,
  });
});

it("ties the output to the embeddings when it has no tensor of its own, and believes a stated vocabulary size", async () => {
  const config = await configOf([...shapes, ["qwen3.vocab_size", { type: "u32", value: 5 }]], ["token_embd.weight"]);
  expect(config).toMatchObject({ vocab_size: 5, tie_word_embeddings: true });
});

it("translates YaRN", async () => {
  const yarn: [string, GgufValue][] = [
    ["qwen3.rope.scaling.type", { type: "string", value: "yarn" }],
    ["qwen3.rope.scaling.factor", { type: "f32", value: 4 }],
    ["qwen3.rope.scaling.original_context_length", { type: "u32", value: 32_768 }],
    ["qwen3.rope.scaling.yarn_beta_fast", { type: "f32", value: 16 }],
  ];
  const scaling = { rope_type: "yarn", factor: 4, original_max_position_embeddings: 32_768, beta_fast: 16 };
  expect((await configOf([...shapes, ...yarn], [])).rope_scaling).toEqual(scaling);
  const withFactor: [string, GgufValue] = ["qwen3.rope.scaling.attn_factor", { type: "f32", value: 0.5 }];
  expect((await configOf([...shapes, ...yarn, withFactor], [])).rope_scaling).toEqual({
    ...scaling,
    attention_factor: 0.5 * (0.1 * Math.log(4) + 1),
  });
});

it("says nothing of what the metadata lacks", async () => {
  expect(await configOf([], [])).toEqual({ tie_word_embeddings: true });
});
