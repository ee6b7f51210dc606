import { describe, expect, test } from "vitest";
import { Rng } from "../core/rng.ts";
import { type Limits, MockEngine } from "./mock-engine.fixture.ts";
import type { Sequence } from "./sequence.ts";
import type { StepPlan } from "./step-plan.ts";

const roomy: Limits = { numBlocks: 100, blockLength: 4, maxSequences: 8, tokenBudget: 16 };
const promptOf = (length: number, first = 1) => Array.from({ length }, (_, i) => (first * 37 + i * i) % 1000);

/** What the model says when a request has everything to itself. */
function alone(prompt: readonly number[], numToGenerate: number, numTokenIds = 1000): number[] {
  const engine = new MockEngine({ ...roomy, promptLookup: false, numTokenIds });
  const sequence = engine.add(prompt, numToGenerate);
  engine.runToEnd();
  return [...sequence.tokenIds];
}

const tokensIn = (plan: StepPlan | undefined, sequence: Sequence) =>
  plan?.parts.find((part) => part.sequence === sequence)?.numTokens ?? 0;

test("a long prompt is computed in chunks and gives output only with its last one", () => {
  const engine = new MockEngine(roomy);
  engine.add(promptOf(40), 3);
  const plans = engine.runToEnd();
  expect(plans.map((plan) => plan.numTokens)).toEqual([16, 16, 8, 1, 1]);
  expect(plans.map((plan) => plan.parts[0].hasOutput)).toEqual([false, false, true, true, true]);
  expect(engine.cache.numUsed).toBe(0);
});

test("running answers get a token in every step while a long prompt is read", () => {
  const engine = new MockEngine(roomy);
  const answers = [engine.add(promptOf(3, 1), 30), engine.add(promptOf(5, 2), 30)];
  engine.step();
  const long = engine.add(promptOf(100), 2);
  for (let i = 0; i < 7; i++) {
    const plan = engine.step();
    for (const answer of answers) expect(tokensIn(plan, answer)).toBe(1);
    expect(tokensIn(plan, long)).toBe(14);
  }
  expect(tokensIn(engine.step(), long)).toBe(2);
});

test("a sequence that lacks one token is served before a long prompt that came earlier", () => {
  const engine = new MockEngine(roomy);
  const [long, short] = [engine.add(promptOf(100), 2), engine.add(promptOf(1), 9)];
  for (let i = 0; i < 5; i++) {
    const plan = engine.step();
    expect([tokensIn(plan, short), tokensIn(plan, long)]).toEqual([1, 15]);
  }
});

test("answers wait for no more than a few prompt tokens a step", () => {
  const engine = new MockEngine({ ...roomy, tokenBudget: 60, mixedPromptBudget: 10 });
  const answer = engine.add(promptOf(3, 1), 30);
  engine.step();
  const long = engine.add(promptOf(100), 2);
  const plan = engine.step();
  expect([tokensIn(plan, answer), tokensIn(plan, long)]).toEqual([1, 10]);
  engine.scheduler.remove(answer);
  expect(tokensIn(engine.step(), long)).toBe(60);
});

test("a short prompt does not wait for the end of a long one, which goes on at half speed at least", () => {
  const engine = new MockEngine(roomy);
  const long = engine.add(promptOf(100, 1), 1);
  engine.step();
  const shorts = [engine.add(promptOf(20, 2), 1), engine.add(promptOf(5, 3), 1)];
  const given = Array.from({ length: 4 }, () => {
    const plan = engine.step();
    return [long, ...shorts].map((sequence) => tokensIn(plan, sequence));
  });
  expect(given).toEqual([
    [8, 3, 5],
    [8, 8, 0],
    [8, 8, 0],
    [15, 1, 0],
  ]);
});

test("prompts of one length are read one after the other", () => {
  const engine = new MockEngine(roomy);
  const [first, second] = [engine.add(promptOf(20, 1), 1), engine.add(promptOf(20, 2), 1)];
  const given = Array.from({ length: 2 }, () => {
    const plan = engine.step();
    return [tokensIn(plan, first), tokensIn(plan, second)];
  });
  expect(given).toEqual([
    [16, 0],
    [4, 12],
  ]);
});

test("the budget serves every running sequence even when it is no larger than their number", () => {
  const engine = new MockEngine({ ...roomy, maxSequences: 4, tokenBudget: 4 });
  const sequences = [1, 2, 3, 4, 5].map((first) => engine.add(promptOf(1, first), 5));
  const plan = engine.step();
  expect(sequences.map((sequence) => tokensIn(plan, sequence))).toEqual([1, 1, 1, 1, 0]);
  expect([engine.scheduler.numRunning, engine.scheduler.numWaiting]).toEqual([4, 1]);
});

test("admission is first come, first served: a small request does not overtake a large one that waits for blocks", () => {
  const engine = new MockEngine({ ...roomy, numBlocks: 10 });
  const first = engine.add(promptOf(28, 1), 2);
  const large = engine.add(promptOf(20, 2), 2);
  const small = engine.add(promptOf(1, 3), 1);
  const plans = engine.runToEnd();
  const [firstAt, largeAt, smallAt] = [first, large, small].map((s) =>
    plans.findIndex((plan) => tokensIn(plan, s) > 0),
  );
  expect(largeAt).toBeGreaterThan(firstAt);
  expect(smallAt).toBe(largeAt);
});

test("when blocks run out the youngest is computed again later, and every sequence gets its tokens", () => {
  const requests = [1, 2, 3].map((first) => promptOf(6, first));
  const engine = new MockEngine({ ...roomy, numBlocks: 9 });
  const sequences = requests.map((prompt) => engine.add(prompt, 25));
  const preempted = new Set<Sequence>();
  for (let plan = engine.step(); plan !== undefined; plan = engine.step()) {
    for (const sequence of sequences) {
      if (sequence.state === "waiting" && sequence.length > sequence.promptLength) preempted.add(sequence);
    }
  }
  expect(preempted.has(sequences[0])).toBe(false);
  expect(preempted.has(sequences[2])).toBe(true);
  expect(sequences.map((sequence) => [...sequence.tokenIds])).toEqual(requests.map((prompt) => alone(prompt, 25)));
  expect(engine.cache.numUsed).toBe(0);
});

test("a preempted sequence comes back before those that never ran", () => {
  const engine = new MockEngine({ ...roomy, numBlocks: 6, maxSequences: 2 });
  const [oldest, youngest] = [engine.add(promptOf(8, 1), 16), engine.add(promptOf(8, 2), 16)];
  const newcomer = engine.add(promptOf(4, 3), 4);
  while (youngest.state !== "waiting" || youngest.length === youngest.promptLength) engine.step();
  const plans = engine.runToEnd();
  const firstStep = (sequence: Sequence) => plans.findIndex((plan) => tokensIn(plan, sequence) > 0);
  expect(firstStep(oldest)).toBe(0);
  expect(firstStep(newcomer)).toBeGreaterThanOrEqual(firstStep(youngest));
});

describe("beginnings that were computed before", () => {
  test("are not computed again, but for what is behind the last full block; at least one token always is", () => {
    const engine = new MockEngine(roomy);
    const first = engine.add(promptOf(14), 8);
    engine.runToEnd();
    const next = [...first.tokenIds, 5, 6, 7];
    const [continued, same, other] = [next, next.slice(0, 12), promptOf(14, 2)].map((prompt) => engine.add(prompt, 2));
    engine.runToEnd();
    expect([first, continued, same, other].map(({ cacheUse }) => cacheUse?.hitTokens)).toEqual([0, 20, 8, 0]);
    expect([...continued.tokenIds]).toEqual(alone(next, 2));
    expect([...same.tokenIds]).toEqual(alone(next.slice(0, 12), 2));
  });

  test("are shared by sequences that run at once, also when they were computed side by side", () => {
    const engine = new MockEngine({ ...roomy, tokenBudget: 32 });
    const twins = [1, 2].map(() => engine.add(promptOf(13), 9));
    engine.step();
    expect(twins.map(({ blocks }) => blocks.slice(0, 3))).toEqual([0, 1].map(() => twins[0].blocks.slice(0, 3)));
    expect(engine.cache.numUsed).toBe(3 + 2);
    const late = engine.add(promptOf(13), 9);
    engine.step();
    expect(late.cacheUse?.hitTokens).toBe(12);
    engine.runToEnd();
    for (const sequence of [...twins, late]) expect([...sequence.tokenIds]).toEqual(alone(promptOf(13), 9));
    expect(engine.cache.numUsed).toBe(0);
  });

  test("make room: a request that needs all blocks gets them", () => {
    const engine = new MockEngine({ ...roomy, numBlocks: 10 });
    for (let first = 1; first <= 5; first++) engine.add(promptOf(20, first), 1);
    engine.runToEnd();
    expect(engine.cache.numKept).toBeGreaterThan(0);
    const large = engine.add(promptOf(36, 9), 4);
    engine.runToEnd();
    expect([...large.tokenIds]).toEqual(alone(promptOf(36, 9), 4));
  });

  test("help one that had to give up its blocks", () => {
    const engine = new MockEngine({ ...roomy, numBlocks: 12 });
    const sequences = [1, 2].map((first) => engine.add(promptOf(16, first), 12));
    const plans = engine.runToEnd();
    const computed = plans.reduce((sum, plan) => sum + tokensIn(plan, sequences[1]), 0);
    expect(computed).toBeLessThan(2 * 16);
    expect(sequences[1].cacheUse?.hitTokens).toBe(0);
  });

  test("are computed again where nothing is to be kept", () => {
    const engine = new MockEngine({ ...roomy, prefixCache: false });
    for (let i = 0; i < 2; i++) {
      const sequence = engine.add(promptOf(13), 2);
      engine.runToEnd();
      expect(sequence.cacheUse?.hitTokens).toBe(0);
    }
    expect(engine.cache.numKept).toBe(0);
  });
});

describe("guesses of a draft block", () => {
  /** Knows what is to come, and is wrong now and then. */
  function guesser(answers: readonly (readonly number[])[], seed: number) {
    const rng = Rng.fromSeed(seed);
    return ({ tokenIds, length: known }: Sequence, length: number) => {
      const whole = answers.find((answer) => tokenIds.every((token, i) => answer[i] === token)) ?? [];
      return whole.slice(known, known + length).map((token) => (rng.next() < 0.2 ? token + 1 : token));
    };
  }

  test.each([undefined, 3])("change the number of steps, never the tokens; checkpoints: %s", (maxCheckpoints) => {
    const limits = { ...roomy, tokenBudget: 32, ...(maxCheckpoints !== undefined && { maxCheckpoints }) };
    const answersOf = (more: Partial<Limits>) => {
      const engine = new MockEngine({ ...limits, ...more });
      const sequences = [
        engine.add(promptOf(30), 100),
        engine.add(promptOf(21, 2), 80),
        engine.add(promptOf(3, 3), 90),
      ];
      const numSteps = engine.runToEnd().length;
      return { answers: sequences.map(({ tokenIds }) => [...tokenIds]), numSteps, sequences };
    };
    const plain = answersOf({ promptLookup: false });
    const guessing = answersOf({ guess: guesser(plain.answers, 5) });
    expect(guessing.answers).toEqual(plain.answers);
    expect(guessing.numSteps).toBeLessThan(0.85 * plain.numSteps);
    const [{ acceptance }] = guessing.sequences;
    expect(acceptance.model.numAccepted / acceptance.model.numDrafted).toBeGreaterThan(0.5);
    expect(acceptance.model.numAccepted).toBeLessThan(acceptance.model.numDrafted);
  });

  test("are not asked for while a prompt is read, nor where lookup has some", () => {
    const asked: Sequence[] = [];
    const guess = (sequence: Sequence) => {
      asked.push(sequence);
      return [];
    };
    const engine = new MockEngine({ ...roomy, guess });
    engine.add(promptOf(3), 200);
    engine.step();
    expect(asked).toHaveLength(1);
    const long = engine.add(promptOf(60, 2), 2);
    engine.step();
    engine.step();
    expect(long.numComputed).toBeLessThan(60);
    expect(asked).toHaveLength(1);
  });
});

describe("guesses", () => {
  // Answers of two different tokens: any two that stand side by side have often done so before.
  const repetitive: Limits = { ...roomy, numTokenIds: 2 };

  test("change the number of steps, never the tokens", () => {
    const [guessing, plain] = [true, false].map((promptLookup) => {
      const engine = new MockEngine({ ...repetitive, promptLookup });
      const sequence = engine.add(promptOf(30), 200);
      const numSteps = engine.runToEnd().length;
      return { tokenIds: [...sequence.tokenIds], numAccepted: sequence.acceptance.lookup.numAccepted, numSteps };
    });
    expect(guessing.numSteps).toBeLessThan(0.9 * plain.numSteps);
    expect(guessing.tokenIds).toEqual(plain.tokenIds);
    expect(guessing.numAccepted).toBe(plain.numSteps - guessing.numSteps);
  });

  test("are not made beside prompts", () => {
    const engine = new MockEngine(repetitive);
    engine.add(promptOf(3), 60);
    for (let i = 0; i < 20; i++) engine.step();
    engine.add(promptOf(90, 2), 60);
    const plans = engine.runToEnd().map(({ parts }) => ({
      isMixed: parts.some(({ numTokens }) => numTokens > 1),
      numDrafted: parts.reduce((sum, { draft }) => sum + draft.length, 0),
    }));
    expect(plans.filter(({ isMixed }) => isMixed).map(({ numDrafted }) => numDrafted)).toEqual(new Array(6).fill(0));
    expect(plans.some(({ numDrafted }) => numDrafted > 0)).toBe(true);
  });

  test("stop where steps get so much longer that they do not pay", () => {
    const engine = new MockEngine({ ...repetitive, numBlocks: 200 });
    engine.add(promptOf(30), 600);
    const drafts: number[] = [];
    for (let plan = engine.step(); plan !== undefined; plan = engine.step()) {
      engine.scheduler.recordTime(plan, 3 * plan.numTokens);
      drafts.push(plan.parts[0].draft.length);
    }
    const lastDrafts = drafts.slice(-200);
    expect(drafts.some((length) => length > 1)).toBe(true);
    expect(lastDrafts.filter((length) => length > 0).length).toBeLessThan(15);
  });
});

describe("removing", () => {
  test("a waiting, a running and an already removed sequence leaves nothing behind", () => {
    const engine = new MockEngine({ ...roomy, maxSequences: 1 });
    const [running, waiting] = [engine.add(promptOf(9, 1), 9), engine.add(promptOf(9, 2), 9)];
    engine.step();
    engine.scheduler.remove(waiting);
    engine.scheduler.remove(running);
    engine.scheduler.remove(running);
    expect([engine.scheduler.numRunning, engine.scheduler.numWaiting, engine.cache.numUsed]).toEqual([0, 0, 0]);
    expect(engine.step()).toBeUndefined();
  });

  test("is possible between plan and commit", () => {
    const engine = new MockEngine(roomy);
    const [gone, stays] = [engine.add(promptOf(3, 1), 4), engine.add(promptOf(3, 2), 4)];
    const plan = engine.scheduler.next();
    engine.scheduler.remove(gone);
    if (plan) engine.scheduler.commit(plan, new Map([[stays, [7]]]));
    expect([gone.length, stays.length, stays.numPending]).toEqual([3, 4, 1]);
  });
});

test("misuse is a bug: a sequence too long for the pool, a part without its token, growth beyond the maximum", () => {
  const engine = new MockEngine({ ...roomy, numBlocks: 2 });
  expect(() => engine.add(promptOf(5), 4)).toThrow(/longer than the cache/);
  const sequence = engine.add(promptOf(5), 0);
  const plan = engine.scheduler.next();
  if (!plan) throw new Error("expected a plan");
  expect(() => engine.scheduler.commit(plan, new Map())).toThrow(/a token for every part/);
  expect(() => sequence.append(1)).toThrow(/beyond its maximum/);
});

test("random arrivals, cancels and shortages: same tokens as alone, no block lost", () => {
  for (let seed = 1; seed <= 25; seed++) {
    const rng = Rng.fromSeed(seed);
    const below = (n: number) => Math.floor(rng.next() * n);
    const maxSequences = 1 + below(6);
    const budgets = { tokenBudget: 6 + below(30), mixedPromptBudget: 1 + below(30) };
    const prefixCache = seed % 5 > 0;
    const numTokenIds = seed % 3 === 0 ? 2 : 1000;
    const limits = {
      numBlocks: 8 + below(20),
      blockLength: 1 + below(7),
      maxSequences,
      prefixCache,
      numTokenIds,
      ...budgets,
    };
    const numPrompts = seed % 2 === 0 ? 3 : 1000;
    const engine = new MockEngine(limits);
    const capacity = limits.numBlocks * limits.blockLength;
    const alive: Sequence[] = [];
    for (let i = 0; i < 120; i++) {
      if (rng.next() < 0.4) {
        const total = 2 + below(Math.min(capacity, 60) - 1);
        const promptLength = 1 + below(total - 1);
        alive.push(engine.add(promptOf(promptLength, below(numPrompts)), total - promptLength));
      }
      if (rng.next() < 0.1 && alive.length > 0) engine.scheduler.remove(alive.splice(below(alive.length), 1)[0]);
      engine.step();
      expect(engine.cache.numUsed).toBe(new Set(alive.flatMap(({ blocks }) => blocks)).size);
    }
    engine.runToEnd();
    expect([engine.scheduler.numRunning, engine.scheduler.numWaiting, engine.cache.numUsed]).toEqual([0, 0, 0]);
    for (const { tokenIds, promptLength, maxLength } of alive) {
      const prompt = [...tokenIds.subarray(0, promptLength)];
      expect([...tokenIds]).toEqual(alone(prompt, maxLength - promptLength, numTokenIds));
    }
  }
});
