import type { Model, ModelSearchResult } from "@qwents/protocol";
import { describe, expect, test } from "vitest";
import { foundModels, suggestedModels } from "../src/features/models/find/found-models.ts";
import { paceOf, type Quantization, qualityOf } from "../src/features/models/find/quantization-words.ts";
import { canChat, factsOfName, isReference } from "../src/features/models/model-name.ts";
import { durationText } from "../src/features/models/times.ts";

const found = (id: string, source: ModelSearchResult["source"] = "short_name"): ModelSearchResult => ({
  id,
  object: "model.search_result",
  source,
  is_here: false,
});

describe("names", () => {
  test.each([
    ["qwen3:0.6b", 0.6, "chat"],
    ["Qwen/Qwen3-Embedding-4B-GGUF:Q4_K_M", 4, "embedding"],
    ["qwen3-coder:30b-a3b", 30, "code"],
    ["x/Qwen3-Reranker-0.6B-GGUF", 0.6, "reranker"],
    ["cockpit", undefined, "chat"],
  ])("%s has %s billion parameters and is for %s", (name, billions, kind) => {
    expect(factsOfName(name)).toEqual({ kind, ...(billions !== undefined && { billions }) });
  });

  test.each([
    ["qwen3:0.6b", true],
    ["Qwen/Qwen3-4B-GGUF:Q4_K_M", true],
    ["modelscope:Qwen/Qwen3-4B-GGUF", true],
    ["Qwen/Qwen3-4B-GGUF@main:sub/x.gguf", true],
    ["https://example.org/a/model.gguf?key=1", true],
    ["qwen3 coder", false],
    ["qwen3", false],
    ["/etc/passwd", false],
    ["http://example.org/a.gguf", false],
  ])("%s names a model: %s", (text, expected) => expect(isReference(text)).toBe(expected));

  test("one can talk to what has a chat template, and not to what only embeds", () => {
    const model = (id: string, rest: Partial<Model>) => ({ id, has_chat_template: true, ...rest }) as Model;
    expect(canChat(model("qwen3:4b", {}))).toBe(true);
    expect(canChat(model("qwen3:4b", { has_chat_template: false }))).toBe(false);
    expect(canChat(model("x", { head: "none" }))).toBe(false);
    expect(canChat(model("mine", { aliases: ["Qwen/Qwen3-Embedding-0.6B-GGUF:Q8_0"] }))).toBe(false);
  });
});

describe("what was found", () => {
  const both = [found("qwen3:4b"), found("Qwen/Qwen3-4B-GGUF", "repository")];
  const ids = (results: readonly ModelSearchResult[]) => results.map(({ id }) => id);

  test("has first what was typed as a whole name, whether the hub has it or not", () => {
    expect(ids(foundModels("4b", both))).toEqual(["qwen3:4b", "Qwen/Qwen3-4B-GGUF"]);
    expect(ids(foundModels("qwen/qwen3-4b-gguf", both))).toEqual(["Qwen/Qwen3-4B-GGUF", "qwen3:4b"]);
    expect(ids(foundModels("a/b-GGUF:Q8_0", []))).toEqual(["a/b-GGUF:Q8_0"]);
    expect(foundModels("nothing like it", [])).toEqual([]);
  });

  test("begins with few, from small to large, or where there are none of them, with the first", () => {
    expect(ids(suggestedModels([found("qwen3:8b"), found("qwq:32b"), found("qwen3:0.6b")]))).toEqual([
      "qwen3:0.6b",
      "qwen3:8b",
    ]);
    expect(ids(suggestedModels([found("mine")]))).toEqual(["mine"]);
  });
});

test.each([
  ["Q8_0", "same"],
  ["UD-Q5_K_XL", "near"],
  ["Q4_K_M", "good"],
  ["IQ3_M", "less"],
  ["Q2_K", "poor"],
  ["BF16", "whole"],
  ["safetensors", "whole"],
])("%s is %s", (quantization, quality) => expect(qualityOf({ quantization } as Quantization)).toBe(quality));

test.each([
  [40, "fast"],
  [8, "reading"],
  [2, "slow"],
  [0.4, "crawling"],
])("%d tokens a second are %s", (tokens_per_second, pace) => {
  expect(paceOf({ tokens_per_second } as Quantization)).toBe(pace);
});

test.each([
  [0, "en", "1 sec"],
  [59, "en", "1 min"],
  [272, "de", "5 Min."],
  [553, "en", "9 min"],
  [7300, "en", "2 hr"],
])("%d seconds are told in their largest unit", (seconds, language, text) => {
  expect(durationText(seconds, language)).toBe(text);
});
