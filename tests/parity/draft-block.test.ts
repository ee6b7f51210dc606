import { expect, test } from "vitest";
import { parityBackends } from "./backends.ts";
import { draftFolder, draftGolden, expectDrafts } from "./expect-drafts.fixture.ts";

// A draft block's guesses beside those of the same model written in PyTorch.

test.each(parityBackends)("$label: states, logits, and those of the draft block", async ({ create }) => {
  await expectDrafts(draftFolder, await create());
});

test("the block's guess is mostly what the model says next", () => {
  const vocabSize = draftGolden.get("logits")!.shape[1];
  const largest = (name: string, row: number) => {
    const values = draftGolden.get(name)!.values.slice(row * vocabSize, (row + 1) * vocabSize);
    return values.indexOf(Math.max(...values));
  };
  const rows = Array.from({ length: draftGolden.get("logits")!.shape[0] - 1 }, (_, row) => row);
  const right = rows.filter((row) => largest("draft_logits", row) === largest("logits", row + 1));
  expect(right.length / rows.length).toBeGreaterThan(0.5);
});
