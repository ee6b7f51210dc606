import { expect, test } from "vitest";
import { BlockPool } from "../cache/block-pool.ts";
import { PrefixCache } from "../cache/prefix-cache.ts";
import { BatchBuilder } from "./batch-builder.ts";
import { Scheduler } from "./scheduler.ts";
import { Sequence, type SequenceOutput } from "./sequence.ts";
import { batchPartOf } from "./step-plan.ts";

const blockLength = 4;

/** Plans steps for sequences until all prompts are computed; gives the rows of each step. */
function plans(tokenBudget: number) {
  const cache = new PrefixCache(new BlockPool(40, blockLength));
  const scheduler = new Scheduler({ cache, maxSequences: 4, tokenBudget });
  const builder = new BatchBuilder({
    maxTokens: tokenBudget,
    maxSequences: 4,
    maxDraftTokens: 16,
    maxScoredTokens: 8,
    maxBlocks: 40,
    blockLength,
  });
  const add = (output: SequenceOutput, numTokens: number) => {
    const promptTokenIds = Array.from({ length: numTokens }, (_, i) => i);
    const sequence = new Sequence({ promptTokenIds, maxLength: numTokens + (output === "tokens" ? 9 : 0), output });
    scheduler.add(sequence);
    return sequence;
  };
  const step = () => {
    const plan = scheduler.next();
    if (plan === undefined) return undefined;
    const { outputRows, hiddenRows } = builder.build(plan.parts.map((part) => batchPartOf(part, false)));
    const generating = plan.parts.filter(({ sequence, hasOutput }) => hasOutput && sequence.output === "tokens");
    const rows = { tokens: plan.numTokens, outputRows: [...outputRows], hiddenRows: [...(hiddenRows ?? [])] };
    scheduler.commit(plan, new Map(generating.map(({ sequence }) => [sequence, [7]])));
    for (const { sequence, hasOutput } of plan.parts) if (hasOutput) scheduler.remove(sequence);
    return rows;
  };
  return { add, step };
}

test("sequences that generate, are scored and are embedded share a step, each with the rows it wants", () => {
  const { add, step } = plans(32);
  add("tokens", 3);
  add("logits", 4);
  add("lastHidden", 5);
  add("allHidden", 6);
  expect(step()).toEqual({ tokens: 18, outputRows: [2, 6], hiddenRows: [11, 12, 13, 14, 15, 16, 17] });
  expect(step()).toBeUndefined();
});

test("of a long prompt each step gives the rows that all hidden states are made of, and the last step the others", () => {
  const all = plans(8);
  all.add("allHidden", 20);
  const rows = [all.step(), all.step(), all.step()].map((step) => step?.hiddenRows.length);
  expect([rows, all.step()]).toEqual([[8, 8, 4], undefined]);
  const last = plans(8);
  last.add("lastHidden", 20);
  expect([last.step(), last.step(), last.step()].map((step) => step?.hiddenRows)).toEqual([[], [], [3]]);
});

test("what the cache has of a prompt is not computed again, but where hidden states of all its tokens are wanted", () => {
  const { add, step } = plans(32);
  add("lastHidden", 9);
  step();
  const again = add("lastHidden", 9);
  expect(step()?.tokens).toBe(1);
  expect(again.cacheUse).toEqual({ hitTokens: 8, matchedTokens: 8 });
  add("allHidden", 9);
  expect(step()).toMatchObject({ tokens: 9, hiddenRows: { length: 9 } });
});
