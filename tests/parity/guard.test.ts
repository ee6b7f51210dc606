import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { openCheckpoint } from "../../packages/engine/src/files/open-checkpoint.ts";
import { loadModel, planModel } from "../../packages/engine/src/models/load-model.ts";
import { parityBackends } from "./backends.ts";
import { readGoldenTensors } from "./golden-case.ts";
import { SequenceRunner } from "./sequence-runner.ts";

// What a guard says of each token beside the same model written in PyTorch.

const folder = fileURLToPath(new URL("../golden/qwen3_guard", import.meta.url));
const golden = readGoldenTensors(`${folder}/guard.safetensors`);
const heads = ["risk_level_logits", "category_logits", "query_risk_level_logits", "query_category_logits"];
const tolerance = 1e-4;

/** [T, 23] of all heads, one behind the other. */
function goldenRows(): number[][] {
  const numTokens = golden.get("input_ids")!.shape[0];
  return Array.from({ length: numTokens }, (_, t) =>
    heads.flatMap((name) => {
      const { shape, values } = golden.get(name)!;
      return [...values.slice(t * shape[1], (t + 1) * shape[1])];
    }),
  );
}

test.each(parityBackends)("$label: four heads, all tokens at once and in pieces", async ({ create }) => {
  const backend = await create();
  const checkpoint = await openCheckpoint(folder);
  const plan = planModel(checkpoint);
  expect(plan.unusedTensors).toEqual([]);
  const model = await loadModel(plan, backend);
  const tokenIds = golden.get("input_ids")!.values;
  const expected = goldenRows().flat();
  for (const pieces of [[tokenIds.length], [1, 40, 1, tokenIds.length - 42]]) {
    const runner = new SequenceRunner(backend, model, 128);
    const rows: number[] = [];
    for (const [i, length] of pieces.entries()) {
      const at = pieces.slice(0, i).reduce((a, b) => a + b, 0);
      rows.push(...(await runner.append(tokenIds.slice(at, at + length))).logits);
    }
    expect(rows).toHaveLength(expected.length);
    expect(Math.max(...rows.map((value, i) => Math.abs(value - expected[i])))).toBeLessThan(tolerance);
  }
  await backend.close();
  await checkpoint.close();
});
