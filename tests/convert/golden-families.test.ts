import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { quantizeModel } from "../../packages/engine/src/convert/quantize-model.ts";
import { createBackend } from "../../packages/engine/src/kernels/index.ts";
import { draftFolder, expectDrafts } from "../parity/expect-drafts.fixture.ts";
import { expectParity } from "../parity/expect-parity.fixture.ts";
import { folderWithText } from "./text-files.fixture.ts";

/*
 * Golden folders, written as GGUF in float32 and read back, are the official model: every intermediate and logit.
 * Names, order of heads, stacked experts, A_log and the norms are all in it.
 */

const families: Readonly<Record<string, readonly [caseName: string, tolerance: number]>> = {
  qwen2: ["1", 1e-4],
  qwen2_moe: ["1", 1e-4],
  qwen3: ["yarn", 1e-4],
  qwen3_moe: ["1", 1e-4],
  qwen3_vl_moe: ["text-1", 1e-4],
  qwen3_next: ["1", 5e-4],
  qwen3_5: ["text-1", 5e-4],
  qwen3_5_moe: ["text-1", 5e-4],
};

const golden = (family: string) => fileURLToPath(new URL(`../golden/${family}`, import.meta.url));

test.each(Object.entries(families))("%s", async (family, [caseName, tolerance]) => {
  const source = await folderWithText(golden(family), caseName);
  try {
    const path = join(source.parent, "model.gguf");
    const { formats } = await quantizeModel(source.folder, path, { type: "f32" });
    expect(formats).toEqual([["F32", 1]]);
    const files = { folder: path, caseFile: join(source.folder, `case-${caseName}.safetensors`) };
    await expectParity(files, await createBackend("reference"), tolerance);
  } finally {
    await source.remove();
  }
});

test("a draft block", async () => {
  const source = await folderWithText(draftFolder);
  try {
    const path = join(source.parent, "model.gguf");
    await quantizeModel(source.folder, path, { type: "f32" });
    await expectDrafts(path, await createBackend("reference"));
  } finally {
    await source.remove();
  }
});
