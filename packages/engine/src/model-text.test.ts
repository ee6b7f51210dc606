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
