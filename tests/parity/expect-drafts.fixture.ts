import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import { openCheckpoint } from "../../packages/engine/src/files/open-checkpoint.ts";
import type { Backend } from "../../packages/engine/src/kernels/backend.ts";
import { loadModel, planModel } from "../../packages/engine/src/models/load-model.ts";
import { readGoldenTensors } from "./golden-case.ts";
import { SequenceRunner } from "./sequence-runner.ts";

/** A tiny hybrid with a draft block, and what PyTorch makes of a text with it. */
export const draftFolder = fileURLToPath(new URL("../golden/qwen3_5_mtp", import.meta.url));
export const draftGolden = readGoldenTensors(join(draftFolder, "draft.safetensors"));
const valuesOf = (name: string) => draftGolden.get(name)!.values;
const tolerance = 2e-4;

function expectClose(found: Float32Array, expected: ArrayLike<number>): void {
  expect(found).toHaveLength(expected.length);
  expect(found.reduce((most, value, i) => Math.max(most, Math.abs(value - expected[i])), 0)).toBeLessThan(tolerance);
}

/** Compares states, logits, and those of the draft block, with tokens in one go and in pieces; closes the backend. */
export async function expectDrafts(path: string, backend: Backend): Promise<void> {
  const checkpoint = await openCheckpoint(path);
  const plan = planModel(checkpoint);
  expect(plan.unusedTensors).toEqual([]);
  const model = await loadModel(plan, backend);
  const tokenIds = valuesOf("input_ids");
  const [width, vocabSize] = [model.config.hiddenSize, model.config.vocabSize];
  for (const pieces of [[tokenIds.length], [1, 30, 1, tokenIds.length - 32]]) {
    const runner = new SequenceRunner(backend, model, 64);
    let at = 0;
    for (const length of pieces) {
      const rows = (name: string, columns = 1) => valuesOf(name).slice(at * columns, (at + length) * columns);
      expectClose((await runner.append(rows("input_ids"))).logits, rows("logits", vocabSize));
      const drafted = await runner.draft(rows("next_ids"), Float32Array.from(rows("hidden", width)), at);
      expectClose(drafted.logits, rows("draft_logits", vocabSize));
      expectClose(drafted.hidden, rows("draft_hidden", width));
      at += length;
    }
  }
  await backend.close();
  await checkpoint.close();
}
