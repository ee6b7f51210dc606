import { expect, test } from "vitest";
import { QwenError } from "../errors.ts";
import { findModel } from "./index.ts";
import { qwen3 } from "./qwen3.ts";
import type { RawConfig } from "./raw-config.ts";

const raw: RawConfig = {
  model_type: "qwen3",
  architectures: ["Qwen3ForCausalLM"],
  vocab_size: 512,
  hidden_size: 64,
  intermediate_size: 112,
  num_hidden_layers: 3,
  num_attention_heads: 4,
  num_key_value_heads: 2,
  head_dim: 32,
  max_position_embeddings: 128,
  rms_norm_eps: 1e-6,
  rope_theta: 1_000_000,
  tie_word_embeddings: true,
};

function codeOf(action: () => unknown): string | undefined {
  try {
    action();
  } catch (error) {
    return error instanceof QwenError ? error.code : `not a QwenError: ${error}`;
  }
  return undefined;
}

test("an architecture is found by model type or class name; another one is refused by name", () => {
  expect(findModel({ model_type: "qwen3" })).toBe(qwen3);
  expect(findModel({ architectures: ["Qwen3ForCausalLM"] })).toBe(qwen3);
  expect(() => findModel({ model_type: "llama" })).toThrow(/llama.*this version runs: qwen2, .*qwen3, /);
  expect(codeOf(() => findModel({}))).toBe("model/unsupported-architecture");
  expect(() => findModel({ model_type: `a\nb${"c".repeat(1000)}` })).toThrow(/"a\\nbc{77}…"/);
});

test("weights follow from the configuration", () => {
  const tied = qwen3.weights(qwen3.config(raw));
  expect(tied).toHaveLength(1 + 3 * 11 + 1);
  expect(tied.find(({ ggufName }) => ggufName === "blk.2.attn_q.weight")?.shape).toEqual([128, 64]);
  const untied = qwen3.weights(qwen3.config({ ...raw, tie_word_embeddings: false }));
  expect(untied.at(-1)).toEqual({
    name: "lm_head.weight",
    ggufName: "output.weight",
    shape: [512, 64],
    kind: "matrix",
  });
  const biased = qwen3.weights(qwen3.config({ ...raw, attention_bias: true }));
  expect(biased.filter(({ name }) => name.endsWith(".bias"))).toHaveLength(3 * 4);
});

test("a configuration that makes no sense is refused with the key that is at fault", () => {
  const wrong: RawConfig[] = [
    { hidden_size: 0 },
    { hidden_size: "64" },
    { num_hidden_layers: 2 ** 31 },
    { num_hidden_layers: 1e6 },
    { num_attention_heads: 3 },
    { head_dim: 31 },
    // Would have a list of as many frequencies made of it.
    { head_dim: 2 ** 30 },
    { hidden_size: 2n ** 62n },
    { rope_scaling: { rope_type: 2n ** 62n } },
    { rms_norm_eps: Number.NaN },
    { rope_theta: -1 },
    { hidden_act: "gelu" },
    { hidden_act: "gelu_pytorch_tanh" },
    { tie_word_embeddings: 1 },
    { rope_scaling: { rope_type: "longrope" } },
    { rope_scaling: { rope_type: "yarn", factor: "4" } },
    { rope_scaling: [4] },
    { rope_scaling: { rope_type: "yarn", factor: 4, attention_factor: "1" } },
    { rope_scaling: { rope_type: "linear", factor: 1e-40 } },
    { use_sliding_window: true, sliding_window: 16, layer_types: ["full_attention"] },
  ];
  for (const change of wrong) {
    expect(
      codeOf(() => qwen3.config({ ...raw, ...change })),
      String(Object.entries(change)),
    ).toBe("model/bad-config");
  }
  expect(() => qwen3.config({ ...raw, hidden_size: -1 })).toThrow(/hidden_size = -1/);
});

test("sliding windows hold for the layers named, or for those from max_window_layers on", () => {
  const window = { use_sliding_window: true, sliding_window: 16 };
  expect(qwen3.config({ ...raw, ...window, max_window_layers: 1 }).slidingWindows).toEqual([0, 16, 16]);
  const types = ["sliding_attention", "full_attention", "sliding_attention"];
  expect(qwen3.config({ ...raw, ...window, layer_types: types }).slidingWindows).toEqual([16, 0, 16]);
  expect(qwen3.config({ ...raw, sliding_window: 16 }).slidingWindows).toEqual([0, 0, 0]);
});

test("YaRN makes room for as many tokens as its factor says", () => {
  const lengthOf = (scaling: object) =>
    qwen3.config({ ...raw, max_position_embeddings: 40_960, rope_scaling: scaling }).maxPositionEmbeddings;
  const yarn = { rope_type: "yarn", factor: 4 };
  expect(lengthOf({ ...yarn, original_max_position_embeddings: 32_768 })).toBe(131_072);
  expect(lengthOf({ ...yarn, original_max_position_embeddings: 8192 })).toBe(40_960);
  expect(lengthOf({ rope_type: "linear", factor: 4 })).toBe(40_960);
});

test("YaRN slows the slow pairs down by its factor and leaves the fast ones", () => {
  const { rope: plain } = qwen3.config(raw);
  const yarn = { rope_type: "yarn", factor: 4, original_max_position_embeddings: 32 };
  for (const form of [{ rope_scaling: yarn }, { rope_parameters: { ...yarn, rope_theta: 1_000_000 } }]) {
    const { rope } = qwen3.config({ ...raw, rope_theta: 1_000_000, ...form });
    expect(rope.scale).toBeCloseTo(0.1 * Math.log(4) + 1, 12);
    expect(rope.inverseFrequencies[0]).toBe(plain.inverseFrequencies[0]);
    expect(rope.inverseFrequencies[15]).toBeCloseTo(plain.inverseFrequencies[15] / 4, 12);
  }
});
