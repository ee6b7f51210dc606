import { expect, test } from "vitest";
import type { HubCheckpoint, TensorRecord } from "../files/checkpoint.ts";
import { f32 } from "../quant/f32.ts";
import { WeightFinder } from "./find-weights.ts";
import { qwen3VlMoe } from "./qwen3-moe.ts";

const [numExperts, intermediateSize] = [3, 2];
const prefix = "model.language_model";
/** What ranges that are read as they lie have as their source. */
const file = { sizeBytes: 1000 };

/** Where gate, up and down matrices of the experts are read from, in files that have them [out, in] or [in, out]. */
function rangesOf(hiddenSize: number, isTransposed: boolean) {
  const text = { hidden_size: hiddenSize, head_dim: 8, num_hidden_layers: 1, vocab_size: 8 };
  const heads = { num_attention_heads: 1, num_key_value_heads: 1 };
  const experts = { num_experts: numExperts, num_experts_per_tok: 1, moe_intermediate_size: intermediateSize };
  const config = qwen3VlMoe.config({ text_config: { ...text, ...heads, ...experts } });
  const shapes = { gate_up_proj: [2 * intermediateSize, hiddenSize], down_proj: [hiddenSize, intermediateSize] };
  const tensors = Object.entries(shapes).map(([name, [rows, columns]]) => {
    const data = { source: file, offset: 0, length: 4 * numExperts * rows * columns };
    const shape = [numExperts, ...(isTransposed ? [columns, rows] : [rows, columns])];
    return { name: `${prefix}.layers.0.mlp.experts.${name}`, shape, format: f32, formatId: "F32", data };
  });
  const records = [...tensors, { name: `${prefix}.embed_tokens.weight` }] as unknown as TensorRecord[];
  const named = new Map(records.map((record) => [record.name, record]));
  const checkpoint = { name: "test", container: "safetensors", tensors: named } as unknown as HubCheckpoint;
  const finder = new WeightFinder(checkpoint, 1);
  const specs = qwen3VlMoe.weights(config).filter(({ kind }) => kind === "experts");
  return specs.map((spec) => finder.request(spec).data);
}

// A hidden size of 4 makes gate and up together square, one of 2 the third matrix: then the other one tells.
test.each([6, 4, 2])("experts of Qwen3-VL may lie transposed, as their shapes tell: hidden size %i", (hiddenSize) => {
  const [gates, ups, downs] = rangesOf(hiddenSize, false);
  const matrixBytes = 4 * intermediateSize * hiddenSize;
  expect(gates.map(({ offset }) => offset)).toEqual([0, 2 * matrixBytes, 4 * matrixBytes]);
  expect(ups.map(({ offset }) => offset)).toEqual([matrixBytes, 3 * matrixBytes, 5 * matrixBytes]);
  expect([gates, ups, downs].flat().every(({ source }) => (source as object) === file)).toBe(true);
  const transposed = rangesOf(hiddenSize, true).flat();
  expect(transposed).toHaveLength(3 * numExperts);
  expect(transposed.some(({ source }) => (source as object) === file)).toBe(false);
});
