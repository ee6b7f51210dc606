import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { nominalFormat } from "../fit/estimate-needs.ts";
import { safetensorsLabel } from "./repo-models.ts";
import { isShortName, shortNames } from "./short-names.ts";

const guide = readFileSync(new URL("../../../../docs/models.md", import.meta.url), "utf8");

test("each name is one, and points to a quantisation that has kernels here, or to Qwen's own folder", () => {
  expect(new Set(shortNames.map(({ name }) => name)).size).toBe(shortNames.length);
  for (const { name, repo, file } of shortNames) {
    expect([isShortName(name), name]).toEqual([true, name.toLowerCase()]);
    if (file === safetensorsLabel) {
      expect(repo).toMatch(/^Qwen\/Qwen3(-Reranker|Guard-\w+)-[\d.]+B$/);
      continue;
    }
    expect(repo).toMatch(/^[\w-]+\/[\w.-]+-GGUF$/);
    const format = nominalFormat(file);
    expect(format?.keptBitsPerWeight, name).toBe(format?.bitsPerWeight);
  }
});

test("what is a short name, known or not", () => {
  const texts = [
    "qwen3:0.6b",
    "QwQ:32b",
    "qwen9-x:1",
    "qwen",
    "hello:world",
    "Qwen/Qwen3:Q8_0",
    "qwen3:0.6b!",
    "C:\\qwen",
  ];
  expect(texts.map(isShortName)).toEqual([true, true, true, false, false, false, false, false]);
});

test("the guide says where each points", () => {
  const rows = [...guide.matchAll(/^\| `(qw[^`]+)` \| `([^`:]+):([^`]+)` \|$/gm)].map(([, name, repo, file]) => ({
    name,
    repo,
    file,
  }));
  expect(rows).toEqual(shortNames);
});
