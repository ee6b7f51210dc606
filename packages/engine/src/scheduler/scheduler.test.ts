import { describe, expect, test } from "vitest";
import { BlockPool } from "../cache/block-pool.ts";
import { PrefixCache } from "../cache/prefix-cache.ts";
import type { Batch } from "../core/batch.ts";
import { Rng } from "../core/rng.ts";
import { BatchBuilder } from "./batch-builder.ts";
import { Scheduler } from "./scheduler.ts";
import { Sequence } from "./sequence.ts";
import type { StepPlan } from "./step-plan.ts";

interface Limits {
  readonly numBlocks: number;
  readonly blockLength: number;
  readonly maxSequences: number;
  readonly tokenBudget: number;
  readonly mixedPromptBudget?: number;
  readonly prefixCache?: boolean;
}

/**
 * A scheduler with a model that needs no tensors: the cache holds token ids instead of keys and values, and the next
 * token is a hash of all that a sequence finds in its blocks. A wrong slot, position or block table changes the answer.
 */
class MockEngine {
  readonly cache: PrefixCache;
  readonly scheduler: Scheduler;
  readonly #limits: Limits;
  readonly #builder: BatchBuilder;
  /** Token ids by slot. */
  readonly #slots: Int32Array;

  constructor(limits: Limits) {
    this.#limits = limits;
    this.cache = new PrefixCache(new BlockPool(limits.numBlocks, limits.blockLength), limits.prefixCache);
    this.scheduler = new Scheduler({ cache: this.cache, ...limits });
    this.#slots = new Int32Array(limits.numBlocks * limits.blockLength).fill(-1);
    this.#builder = new BatchBuilder({ ...limits, maxTokens: limits.tokenBudget, maxBlocks: limits.numBlocks });
  }

  add(promptTokenIds: readonly number[], numToGenerate: number): Sequence {
    const sequence = new Sequence({ promptTokenIds, maxLength: promptTokenIds.length + numToGenerate });
    this.scheduler.add(sequence);
    return sequence;
  }

  /** One step; sequences that reach their maximum leave. */
  step(): StepPlan | undefined {
    const plan = this.scheduler.next();
    if (plan === undefined) return undefined;
    const batch = this.#builder.build(plan);
    this.#check(plan, batch);
    const tokens = this.#forward(batch);
    const withOutput = plan.parts.filter((part) => part.hasOutput);
    this.scheduler.commit(plan, new Map(withOutput.map(({ sequence }, i) => [sequence, tokens[i]])));
    for (const { sequence } of withOutput) {
      if (sequence.length === sequence.maxLength) this.scheduler.remove(sequence);
    }
    return plan;
  }

  runToEnd(): StepPlan[] {
    const plans: StepPlan[] = [];
    for (let plan = this.step(); plan !== undefined; plan = this.step()) plans.push(plan);
    return plans;
  }

  #check(plan: StepPlan, batch: Batch): void {
    const sum = plan.parts.reduce((total, part) => total + part.numTokens, 0);
    expect(plan.numTokens).toBe(sum);
    expect(sum).toBeGreaterThan(0);
    expect(sum).toBeLessThanOrEqual(this.#limits.tokenBudget);
    expect(plan.parts.length).toBeLessThanOrEqual(this.#limits.maxSequences);
    expect(batch.slots.length).toBe(sum);
    expect(new Set(batch.slots).size).toBe(sum);
    expect(batch.outputRows.length).toBe(plan.parts.filter((part) => part.hasOutput).length);
  }

  #forward(batch: Batch): number[] {
    const { blockLength } = this.#limits;
    batch.slots.forEach((slot, row) => {
      this.#slots[slot] = batch.tokenIds[row];
    });
    return Array.from(batch.outputRows, (row) => {
      const b = batch.sequenceStarts.findIndex((start) => start > row) - 1;
      expect(batch.contextLengths[b]).toBe(batch.positions[row] + 1);
      let hash = 17;
      for (let position = 0; position <= batch.positions[row]; position++) {
        const block = batch.blockTables[b * batch.maxBlocks + Math.floor(position / blockLength)];
        hash = (Math.imul(hash, 31) + this.#slots[block * blockLength + (position % blockLength)]) | 0;
      }
      return (hash >>> 8) % 1000;
    });
  }
}

const roomy: Limits = { numBlocks: 100, blockLength: 4, maxSequences: 8, tokenBudget: 16 };
const promptOf = (length: number, first = 1) => Array.from({ length }, (_, i) => (first * 37 + i * i) % 1000);

/** What the model says when a request has everything to itself. */
function alone(prompt: readonly number[], numToGenerate: number): number[] {
  const engine = new MockEngine(roomy);
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
    expect([first, continued, same, other].map(({ numCached }) => numCached)).toEqual([0, 20, 8, 0]);
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
    expect(late.numCached).toBe(12);
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
    expect(sequences[1].numCached).toBe(0);
  });

  test("are computed again where nothing is to be kept", () => {
    const engine = new MockEngine({ ...roomy, prefixCache: false });
    for (let i = 0; i < 2; i++) {
      const sequence = engine.add(promptOf(13), 2);
      engine.runToEnd();
      expect(sequence.numCached).toBe(0);
    }
    expect(engine.cache.numKept).toBe(0);
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
    if (plan) engine.scheduler.commit(plan, new Map([[stays, 7]]));
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
    const limits = { numBlocks: 8 + below(20), blockLength: 1 + below(7), maxSequences, prefixCache, ...budgets };
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
      expect([...tokenIds]).toEqual(alone([...tokenIds.subarray(0, promptLength)], maxLength - promptLength));
    }
  }
});
