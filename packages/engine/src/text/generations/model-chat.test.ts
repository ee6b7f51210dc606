import { describe, expect, test } from "vitest";
import type { Checkpoint, MetadataValue } from "../../files/checkpoint.ts";
import { qwen3 } from "../qwen3-files.fixture.ts";
import { chatMlTemplate } from "./chatml-template.ts";
import { generationOf, generations } from "./index.ts";
import { readModelChat } from "./model-chat.ts";
import { modelFacts } from "./model-facts.ts";

const files = { name: "model", tensors: new Map(), sizeBytes: 0, close: async () => {} };
const gguf = (architecture: string, name: string, more: Record<string, MetadataValue> = {}): Checkpoint => ({
  ...files,
  container: "gguf",
  version: 3,
  alignment: 32,
  metadataBytes: new Map(),
  metadata: new Map(Object.entries({ "general.architecture": architecture, "general.name": name, ...more })),
});
const hub = (name: string, config: Record<string, unknown>, more: object = {}): Checkpoint => ({
  ...files,
  container: "safetensors",
  name,
  config,
  ...more,
});
const chat = (checkpoint: Checkpoint) => readModelChat(checkpoint, { hasTurns: true });
const templateOf = (name: string) => chatMlTemplate(generations.find((generation) => generation.name === name)!.traits);

test.each([
  ["qwen2", "Qwen2.5 7B Instruct", "Qwen2.5"],
  ["qwen2", "Qwen2.5-Coder-7B-Instruct", "Qwen2.5"],
  ["qwen2moe", "Qwen2 57B A14B Instruct", "Qwen2.5"],
  ["qwen2", "QwQ 32B", "QwQ"],
  ["qwen3", "Qwen3 0.6B", "Qwen3"],
  ["qwen3moe", "Qwen3_30B_A3B", "Qwen3"],
  ["qwen3", "Qwen3-4B-Instruct-2507", "Qwen3-Instruct"],
  ["qwen3moe", "Qwen3 30B A3B Thinking 2507", "Qwen3-Thinking"],
  ["qwen3moe", "Qwen3-Coder-30B-A3B-Instruct", "Qwen3-Coder"],
  ["qwen3next", "Qwen3-Next-80B-A3B-Instruct", "Qwen3-Instruct"],
  ["qwen35moe", "Qwen3-Next-80B-A3B-Thinking", "Qwen3-Thinking"],
  ["qwen35moe", "Qwen3-Coder-Next", "Qwen3-Coder"],
  ["qwen3vl", "Qwen3-VL-4B-Instruct", "Qwen3-VL-Instruct"],
  ["qwen3vlmoe", "Qwen3-VL-30B-A3B-Thinking", "Qwen3-VL-Thinking"],
  ["qwen35", "Qwen3.5-4B", "Qwen3.5"],
  ["qwen35moe", "Qwen3.6-35B-A3B", "Qwen3.6"],
  ["qwen35", "Qwen3.8-27B", "Qwen3.8"],
  ["qwen4exp", "Qwen3.8-Flash-Next", "Qwen3.8"],
  ["qwen35", "Somebody's finetune", "Qwen3.5"],
])("a GGUF file of %s named %s, without a template, gets that of %s", (architecture, name, generation) => {
  expect(chat(gguf(architecture, name)).builtInTemplate).toBe(generation);
});

test.each([
  ["qwen3_moe", "Qwen3-30B-A3B", "Qwen3"],
  ["qwen3_next", "Qwen3-Next-80B-A3B-Thinking", "Qwen3-Thinking"],
  ["qwen3_5", "Qwen3.5-9B", "Qwen3.5"],
  ["qwen3_5_moe_text", "Qwen3.8-2.4T-A95B", "Qwen3.8"],
  ["qwen4_exp", "any", "Qwen3.8"],
])("and so does a folder of %s named %s", (model_type, name, generation) => {
  expect(chat(hub(name, { model_type })).builtInTemplate).toBe(generation);
});

test.each([
  ["qwen3", "Qwen3-4B-Base"],
  ["qwen3", "Qwen3-Embedding-0.6B"],
  ["qwen3", "Qwen3 Reranker 4B"],
  ["llama", "Llama"],
])("%s named %s is not for chats", (architecture, name) => {
  expect(chat(gguf(architecture, name)).template).toBeUndefined();
});

test("nor is what has no control tokens for turns", () => {
  expect(readModelChat(gguf("qwen3", "Qwen3 4B"), { hasTurns: false }).template).toBeUndefined();
});

test("a file's own template is the one that counts, also for what the model is", () => {
  const source = "{{ messages[0].content }}{{ eos_token }}";
  const checkpoint = gguf("qwen3", "Qwen3 4B", { "tokenizer.chat_template": source });
  const { template, builtInTemplate } = readModelChat(checkpoint, { hasTurns: true, eosToken: "<end>" });
  expect(template?.render([{ role: "user", content: "Hi" }])).toBe("Hi<end>");
  expect(builtInTemplate).toBeUndefined();
});

test.each(["Qwen3", "Qwen3-Instruct", "Qwen3-Thinking", "Qwen3-Coder"])("%s is told by its template", (name) => {
  const source = templateOf(name);
  const start = name === "Qwen3-Thinking" ? "reasoning" : "undecided";
  const facts = modelFacts(gguf("qwen3", "unnamed"), { source, start });
  expect(generationOf(facts)?.name).toBe(name);
});

test.each(["Qwen3.5", "Qwen3.6", "Qwen3.8"])("%s is told by its template", (name) => {
  const facts = modelFacts(gguf("qwen35", "unnamed"), { source: templateOf(name), start: "reasoning" });
  expect(generationOf(facts)?.name).toBe(name);
});

describe("sampling", () => {
  const thinking = { temperature: 0.6, topP: 0.95, topK: 20, minP: 0 };
  const answering = { temperature: 0.7, topP: 0.8, topK: 20, minP: 0 };
  const withTemplate = { "tokenizer.chat_template": qwen3.tokenizerConfig.chat_template };

  test.each([
    ["qwen2", "Qwen2.5-7B-Instruct", { answering: { temperature: 0.7, topP: 0.8, topK: 20, repetitionPenalty: 1.05 } }],
    ["qwen2", "QwQ-32B", { thinking }],
    ["qwen3", "Qwen3-4B", { thinking, answering }],
    ["qwen3", "Qwen3-4B-Thinking-2507", { thinking }],
    ["qwen3", "Qwen3-4B-Instruct-2507", { answering }],
    ["qwen3moe", "Qwen3-Coder-30B", { answering: { temperature: 0.7, topP: 0.8, topK: 20, repetitionPenalty: 1.05 } }],
    ["qwen3vl", "Qwen3-VL-4B-Instruct", { answering: { temperature: 0.7, topP: 0.8, topK: 20, presencePenalty: 1.5 } }],
    ["qwen3vl", "Qwen3-VL-4B-Thinking", { thinking: { temperature: 0.6, topP: 0.95, topK: 20, presencePenalty: 0 } }],
    [
      "qwen35",
      "Qwen3.5-4B",
      {
        thinking: { temperature: 1, topP: 0.95, topK: 20, minP: 0, presencePenalty: 1.5 },
        answering: { ...answering, presencePenalty: 1.5 },
      },
    ],
    [
      "qwen35",
      "Qwen3.8-27B",
      {
        thinking: { temperature: 1, topP: 0.95, topK: 20, minP: 0 },
        answering: { ...answering, presencePenalty: 1.5 },
      },
    ],
  ])("of %s named %s is what its card recommends", (architecture, name, expected) => {
    const { sampling, unasked } = chat(gguf(architecture, name));
    expect(sampling).toEqual(expected);
    expect(unasked).toBe("thinking" in expected ? "thinking" : "answering");
  });

  test("what a file says of what the model does unasked counts there", () => {
    const checkpoint = gguf("qwen3", "Qwen3 4B", { ...withTemplate, "general.sampling.top_k": 40 });
    expect(chat(checkpoint).sampling).toEqual({
      thinking: { ...thinking, topK: 40 },
      answering: { ...answering, topK: 40 },
    });
  });

  test("where it only repeats what is recommended, the other mode keeps its own", () => {
    const generationConfig = { temperature: 0.6, top_p: 0.95, top_k: 20, do_sample: true };
    const chatTemplate = qwen3.tokenizerConfig.chat_template;
    const checkpoint = hub("Qwen3-4B", { model_type: "qwen3" }, { generationConfig, chatTemplate });
    expect(chat(checkpoint).sampling).toEqual({ thinking, answering });
  });

  test("a template that does not think unless asked makes that the default", () => {
    const source = "{{ '<think>\\n' if enable_thinking is true else '<think>\\n\\n</think>\\n\\n' }}";
    expect(chat(gguf("qwen35", "Qwen3.5-0.8B", { "tokenizer.chat_template": source })).unasked).toBe("answering");
  });

  test("models of no known generation are sampled as Qwen3 is, by whether they think", () => {
    const always = "{{ messages[0].content }}{{- '<|im_start|>assistant\\n<think>\\n' }}";
    const sampling = (source?: string) =>
      chat(gguf("phi", "Phi", source === undefined ? {} : { "tokenizer.chat_template": source })).sampling;
    expect(sampling()).toEqual({ answering });
    expect(sampling("{{ messages[0].content }}")).toEqual({ answering });
    expect(sampling(always)).toEqual({ thinking });
    expect(sampling(qwen3.tokenizerConfig.chat_template)).toEqual({ thinking, answering });
  });
});
