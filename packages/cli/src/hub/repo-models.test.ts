import { expect, test } from "vitest";
import { modelsMatching, repoModels } from "./repo-models.ts";

const modelsOf = (...paths: string[]) => repoModels(paths.map((path) => ({ path })));
const matching = (paths: string[], wanted?: string) =>
  modelsMatching(modelsOf(...paths), wanted).map(({ files }) => files.map(({ path }) => path));

test("a quantisation is told by the end of a name", () => {
  const paths = ["Qwen3-4B-Q4_K_M.gguf", "Qwen3-4B-Q8_0.gguf", "sub/qwen3.f16.GGUF", "m-UD-Q4_K_XL.gguf", "README.md"];
  expect(modelsOf(...paths).map(({ label }) => label)).toEqual(["Q4_K_M", "Q8_0", "f16", "UD-Q4_K_XL"]);
  expect(matching(paths, "q4_k_m")).toEqual([["Qwen3-4B-Q4_K_M.gguf"]]);
  expect(matching(paths, "Q4_K_XL")).toEqual([["m-UD-Q4_K_XL.gguf"]]);
  expect(matching(paths, "sub/qwen3.f16.GGUF")).toEqual([["sub/qwen3.f16.GGUF"]]);
  expect(matching(paths, "8_0")).toEqual([]);
  expect(matching(paths)).toHaveLength(4);
});

test("parts of a split model belong together, in order, and only when all are there", () => {
  const parts = ["m-Q8_0-00002-of-00002.gguf", "m-Q8_0-00001-of-00002.gguf"];
  expect(matching([...parts, "m-Q4_0-00001-of-00002.gguf"])).toEqual([parts.toReversed()]);
  expect(matching(parts, "Q8_0")).toEqual([parts.toReversed()]);
  expect(matching(["m-Q8_0-00001-of-00003.gguf", "m-Q8_0-00002-of-00002.gguf"])).toEqual([]);
});

test("vision parts, importance matrices and heads that guess tokens are no models", () => {
  const paths = ["mmproj-F16.gguf", "sub/mmproj-x.gguf", "imatrix.gguf", "Qwen3-imatrix.gguf", "MTP/m-Q8_0.gguf"];
  expect(modelsOf(...paths, "mtp-Q8_0.gguf")).toEqual([]);
  expect(modelsOf("Qwen3.6-27B-MTP-Q8_0.gguf")).toHaveLength(1);
});

test("models of the same quantisation are told apart by their paths", () => {
  const paths = ["a-Q8_0.gguf", "b-Q8_0.gguf", "plain.gguf"];
  expect(modelsOf(...paths).map(({ label }) => label)).toEqual(paths);
  expect(matching(paths, "Q8_0")).toHaveLength(2);
});

test("configuration and weights in safetensors are one model, with what belongs beside them", () => {
  const side = ["config.json", "tokenizer.json", "README.md"];
  const one = ["model.safetensors", ...side, "original/model.safetensors", "pytorch_model.bin", "other.safetensors"];
  expect(modelsOf(...one)).toMatchObject([{ container: "safetensors", label: "safetensors" }]);
  expect(matching(one)).toEqual([[...side, "model.safetensors"]]);
  expect(matching(one, "Safetensors")).toHaveLength(1);
  expect(matching(one, "README.md")).toEqual([]);
  for (const stem of ["model", "model.safetensors"]) {
    const parts = [1, 2].map((part) => `${stem}-0000${part}-of-00002.safetensors`);
    expect(matching([...parts, ...side])).toEqual([]);
    expect(matching([...parts, ...side, "model.safetensors.index.json"])[0].slice(-2)).toEqual(parts);
    expect(matching([parts[0], ...side, "model.safetensors.index.json"])).toEqual([]);
  }
  expect(matching(["model.safetensors"])).toEqual([]);
  expect(matching(["m-Q8_0.gguf", "model.safetensors", "config.json"])).toHaveLength(2);
});
