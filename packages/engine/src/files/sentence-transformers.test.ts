import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { listFolder, openFile } from "#platform";
import { openSentenceTransformers } from "./sentence-transformers.ts";

async function read(contents: Readonly<Record<string, unknown>>) {
  const folder = mkdtempSync(join(tmpdir(), "sentence-transformers-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, content] of Object.entries(contents)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), typeof content === "string" ? content : JSON.stringify(content));
  }
  const files = { openFile, listFolder } as Parameters<typeof openSentenceTransformers>[0];
  return openSentenceTransformers(files, folder, await listFolder(folder));
}

const pooling = { pooling_mode_lasttoken: true };
const modules = ["Transformer", "Pooling", "Normalize"].map((name, idx) => ({
  idx,
  path: idx === 0 ? "" : `${idx}_${name}`,
  type: `sentence_transformers.models.${name}`,
}));

test("a folder without its files is none of its", async () => {
  expect(await read({ "config.json": {}, "tokenizer.json": {} })).toBeUndefined();
});

test("modules, pooling and prompts, as Qwen3-Embedding's folder has them", async () => {
  const config = { prompts: { query: "Instruct: x\nQuery:" } };
  const files = { "modules.json": modules, "1_Pooling/config.json": pooling };
  expect(await read({ ...files, "config_sentence_transformers.json": config })).toEqual({
    modules: ["Pooling", "Normalize"],
    pooling,
    config,
  });
});

test("without a list of modules their folders tell, with one also those that are missing", async () => {
  expect(await read({ "1_Pooling/config.json": pooling, "2_Dense/config.json": {} })).toEqual({
    modules: ["Pooling", "Dense"],
    pooling,
  });
  expect(await read({ "modules.json": modules })).toEqual({ modules: ["Pooling", "Normalize"] });
  expect(await read({ "modules.json": [...modules, 3, { type: 4 }, { type: "a.Dense", path: "3_Dense" }] })).toEqual({
    modules: ["Pooling", "Normalize", "Dense"],
  });
  expect(await read({ "modules.json": {} })).toEqual({ modules: [] });
});

test("damaged files are told", async () => {
  await expect(read({ "modules.json": "[" })).rejects.toMatchObject({ code: "hub/bad-json" });
  await expect(read({ "1_Pooling/config.json": "[]" })).rejects.toMatchObject({ code: "hub/bad-json" });
});
