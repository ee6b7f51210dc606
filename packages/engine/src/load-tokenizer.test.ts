import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { loadTokenizer } from "./load-tokenizer.ts";

const pathOf = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

test("a tokenizer comes from a model file alone", async () => {
  const tokenizer = await loadTokenizer(pathOf("models/cockpit/cockpit-q8_0.gguf"));
  const text = "Hello <|im_end|> 世界";
  expect(tokenizer.decode(tokenizer.encode(text))).toBe(text);
  expect(tokenizer.encode("<|im_end|>", { parseSpecial: true })).toEqual([tokenizer.idOf("<|im_end|>")]);
});

test("files without one say so", async () => {
  await expect(loadTokenizer(pathOf("tests/golden/qwen3"))).rejects.toMatchObject({ code: "tokenizer/missing" });
  await expect(loadTokenizer(pathOf("no-such-file"))).rejects.toMatchObject({ code: "files/not-found" });
});
