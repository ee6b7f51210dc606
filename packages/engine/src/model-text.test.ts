import { expect, test } from "vitest";
import type { GgufCheckpoint, HubCheckpoint } from "./files/checkpoint.ts";
import { readModelText } from "./model-text.ts";
import { defaultSampling } from "./sampling/sampling-options.ts";
import { miniMetadata } from "./text/mini-vocabulary.fixture.ts";

const open = { name: "model", tensors: new Map(), sizeBytes: 0, close: async () => {} };
const gguf = (metadata: GgufCheckpoint["metadata"]): GgufCheckpoint => ({
  ...open,
  container: "gguf",
  version: 3,
  alignment: 32,
  metadata,
  metadataBytes: new Map(),
});
const hub = (files: Partial<HubCheckpoint>): HubCheckpoint => ({
  ...open,
  container: "safetensors",
  config: {},
  ...files,
});

test("a GGUF file's tokenizer, ends and rows without a token", () => {
  const text = readModelText(gguf(miniMetadata({ "general.sampling.top_k": 5 })), 264);
  expect(text.tokenizer?.encode("hell")).toEqual([258]);
  expect(text.endTokenIds).toContain(259);
  expect([...text.unusedTokenIds]).toEqual([261, 262, 263]);
  expect(text.sampling).toMatchObject({ topK: 5, presencePenalty: 0 });
  const suppressing = gguf(miniMetadata({ "tokenizer.ggml.suppress_tokens": [7] }));
  expect([...readModelText(suppressing, 264).unusedTokenIds]).toEqual([7, 261, 262, 263]);
});

test("a model of the family without a chat template gets one, and says so", () => {
  const tokens = miniMetadata().get("tokenizer.ggml.tokens") as string[];
  const known = { "general.architecture": "qwen35", "general.name": "Qwen3.5-2B" };
  const kinds = (miniMetadata().get("tokenizer.ggml.token_type") as Int32Array).with(261, 3);
  const turns = { "tokenizer.ggml.tokens": tokens.with(261, "<|im_start|>"), "tokenizer.ggml.token_type": kinds };
  const text = readModelText(gguf(miniMetadata({ ...known, ...turns })), 264);
  const prompt = "<|im_start|>user\nhi<|im_end|>\n<|im_start|>assistant\n<think>\n";
  expect(text.template?.render([{ role: "user", content: "hi" }])).toBe(prompt);
  expect(text.notes).toEqual([expect.stringContaining("Qwen3.5")]);
  expect(text.sampling).toMatchObject({ temperature: 1, presencePenalty: 1.5 });
  expect(text.samplingModes.answering).toMatchObject({ temperature: 0.7, presencePenalty: 1.5 });
  expect(readModelText(gguf(miniMetadata(known)), 264).template).toBeUndefined();
});

test("a chat template is ready to use; one that cannot be read is an error", () => {
  const withTemplate = (source: string) =>
    readModelText(gguf(miniMetadata({ "tokenizer.chat_template": source })), 264);
  const { template } = withTemplate("{{ messages[0].content }}{{ eos_token }}");
  expect(template?.render([{ role: "user", content: "hi" }])).toBe("hi<|im_end|>");
  expect(() => withTemplate("{% if %}")).toThrow(expect.objectContaining({ code: "template/bad-template" }));
});

test("a vocabulary larger than the model's is refused", () => {
  const mismatch = expect.objectContaining({ code: "tokenizer/bad-data" });
  expect(() => readModelText(gguf(miniMetadata()), 261)).toThrow(mismatch);
});

test("without tokenizer files only ids go in and out", () => {
  const text = readModelText(gguf(new Map()), 10);
  expect(text.tokenizer).toBeUndefined();
  expect([...text.unusedTokenIds]).toEqual([]);
});

test("generation_config.json says how to generate, config.json where that is missing", () => {
  const config = { eos_token_id: 2 };
  expect(readModelText(hub({ config }), 10)).toMatchObject({ endTokenIds: [2], sampling: defaultSampling });
  const generationConfig = { eos_token_id: [3, 4], temperature: 0.6 };
  const sampling = { ...defaultSampling, temperature: 0.6 };
  expect(readModelText(hub({ config, generationConfig }), 10)).toMatchObject({ endTokenIds: [3, 4], sampling });
});
