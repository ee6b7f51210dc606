import { describe, expect, test } from "vitest";
import { type Limits, MockEngine } from "./mock-engine.fixture.ts";
import type { Sequence } from "./sequence.ts";

const plain: Limits = { numBlocks: 400, blockLength: 8, maxSequences: 8, tokenBudget: 128 };
const text = (length: number, seed: number) => Array.from({ length }, (_, i) => (seed * 7919 + i * i) % 1000);

const answered = ({ tokenIds, promptLength }: Sequence) => [...tokenIds.subarray(promptLength)];

function alone(prompt: readonly number[], limits: Limits): number[] {
  const engine = new MockEngine({ ...limits, prefixCache: false });
  const sequence = engine.add(prompt, 5);
  engine.runToEnd();
  return answered(sequence);
}

/** Runs prompts that came at once; how many tokens were computed for all of them, and what each found. */
function together(prompts: readonly (readonly number[])[], limits: Limits) {
  const engine = new MockEngine(limits);
  const sequences = prompts.map((prompt) => engine.add(prompt, 5));
  const plans = engine.runToEnd();
  expect(sequences.map(answered)).toEqual(prompts.map((prompt) => alone(prompt, limits)));
  expect(engine.cache.numUsed).toBe(0);
  return {
    numComputed: plans.reduce((sum, { numTokens }) => sum + numTokens, 0) - 4 * prompts.length,
    hits: sequences.map(({ cacheUse }) => cacheUse?.hitTokens),
  };
}

describe.each([
  ["keys and values", plain],
  ["states", { ...plain, maxCheckpoints: 20 }],
])("requests that come at once and begin alike, with %s", (_, limits) => {
  test("have that computed once: several answers to one prompt", () => {
    const { numComputed, hits } = together(
      [1, 2, 3, 4].map(() => text(500, 1)),
      limits,
    );
    expect(hits).toEqual([0, 496, 496, 496]);
    expect(numComputed).toBe(500 + 3 * 4);
  });

  test("have that computed once: one system text, several questions, whatever else waits", () => {
    const prompts = [text(40, 7), text(30, 8), text(20, 9)].map((question) => [...text(405, 2), ...question]);
    const { numComputed, hits } = together([...prompts, text(50, 3)], limits);
    expect(hits).toEqual([0, 400, 400, 0]);
    expect(numComputed).toBe(445 + 35 + 25 + 50);
  });

  test("wait no longer than it takes to compute what they share; others pass them", () => {
    const engine = new MockEngine(limits);
    const [first, second] = [1, 2].map((seed) => engine.add([...text(160, 1), ...text(400, seed)], 5));
    const other = engine.add(text(10, 9), 5);
    engine.step();
    expect([first.numComputed, second.state, other.state]).toEqual([118, "waiting", "running"]);
    while (first.numComputed < 160) engine.step();
    engine.step();
    expect([second.state, second.cacheUse?.hitTokens]).toEqual(["running", 160]);
  });

  test("do not wait for one that has gone", () => {
    const engine = new MockEngine(limits);
    const [first, second] = [1, 2].map((seed) => engine.add([...text(300, 1), ...text(40, seed)], 5));
    engine.step();
    expect(second.state).toBe("waiting");
    engine.scheduler.remove(first);
    engine.runToEnd();
    expect(answered(second)).toEqual(alone([...text(300, 1), ...text(40, 2)], limits));
  });
});

test("what little is shared, or shared by nobody, is computed at once", () => {
  for (const limits of [plain, { ...plain, prefixCache: false }, { ...plain, maxCheckpoints: 0 }]) {
    const engine = new MockEngine(limits);
    const length = limits === plain ? 31 : 100;
    const sequences = [1, 2].map((seed) => engine.add([...text(length, 1), ...text(10, seed)], 5));
    engine.step();
    expect(sequences.map(({ state }) => state)).toEqual(["running", "running"]);
  }
});
