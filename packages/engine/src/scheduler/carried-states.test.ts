import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Limits, MockEngine } from "./mock-engine.fixture.ts";
import type { Sequence } from "./sequence.ts";

const roomy = { numBlocks: 1000, blockLength: 32, maxSequences: 4, tokenBudget: 512, maxCheckpoints: 40 };
const text = (length: number, seed: number) => Array.from({ length }, (_, i) => (seed * 7919 + i * i) % 1000);

/** Prompts of a chat as a template writes them: every message begins with token 1. */
function chat(...messages: (readonly number[])[]): { readonly prompt: number[]; readonly starts: number[] } {
  const prompt: number[] = [];
  const starts: number[] = [];
  for (const message of [...messages, [2, 3]]) {
    starts.push(prompt.length);
    prompt.push(1, ...message);
  }
  return { prompt, starts };
}

function answer(engine: MockEngine, { prompt, starts }: ReturnType<typeof chat>, numToGenerate = 50): Sequence {
  const sequence = engine.add(prompt, numToGenerate, starts);
  engine.runToEnd();
  return sequence;
}

const answered = ({ tokenIds, promptLength }: Sequence) => [...tokenIds.subarray(promptLength)];

/** The answer of a model that never saw anything else. */
function alone(prompt: readonly number[], numToGenerate: number, numTokenIds = 1000): number[] {
  const wide = { numBlocks: 2000, blockLength: 8, maxSequences: 1, maxCheckpoints: 0 };
  const engine = new MockEngine({ ...roomy, ...wide, numTokenIds });
  return answered(answer(engine, { prompt: [...prompt], starts: [] }, numToGenerate));
}

function expectReuse(sequence: Sequence, { atLeast }: { readonly atLeast: number }): void {
  const prompt = [...sequence.tokenIds.subarray(0, sequence.promptLength)];
  expect(answered(sequence)).toEqual(alone(prompt, sequence.length - sequence.promptLength));
  expect(sequence.cacheUse?.hitTokens).toBeGreaterThanOrEqual(atLeast);
}

describe("a chat with 8,000 tokens behind it is not computed again", () => {
  const [system, history, question, thought] = [text(900, 1), text(7000, 2), text(90, 3), text(40, 4)];
  const first = chat(system, text(3, 5), history, question);
  const total = first.prompt.length;

  test("for its next turn, whether the history keeps the answer as it was or leaves out its thought", () => {
    const engine = new MockEngine(roomy);
    const answerTokens = answered(answer(engine, first, 200));
    const kept = chat(system, text(3, 5), history, question, [2, 3, ...answerTokens], text(40, 6));
    expectReuse(answer(engine, kept), { atLeast: total + 200 - 32 });
    const dropped = chat(system, text(3, 5), history, question, [2, ...answerTokens.slice(99)], text(40, 6));
    expectReuse(answer(engine, dropped), { atLeast: total - 64 });
  });

  test("when the last message is edited or answered anew", () => {
    const engine = new MockEngine(roomy);
    answer(engine, first);
    expectReuse(answer(engine, chat(system, text(3, 5), history, thought)), { atLeast: total - 91 - 3 - 64 });
    expectReuse(answer(engine, first), { atLeast: total - 64 });
  });

  test("when only the system text is the same, or a long message up to its middle", () => {
    const engine = new MockEngine(roomy);
    answer(engine, first);
    expectReuse(answer(engine, chat(system, text(50, 7))), { atLeast: 900 - 32 });
    const other = chat(system, text(3, 5), [...history.slice(0, 5000), ...text(500, 8)]);
    expectReuse(answer(engine, other), { atLeast: 4900 - 1024 });
    // Two have parted there: the third goes on from where they did.
    const third = chat(system, text(3, 5), [...history.slice(0, 5000), ...text(500, 9)]);
    expectReuse(answer(engine, third), { atLeast: 5900 - 32 });
  });
});

test("the answer's checkpoint moves along with it: one slot, however long it gets", () => {
  const engine = new MockEngine(roomy);
  const sequence = engine.add(text(10, 1), 400);
  for (let i = 0; i < 300; i++) engine.step();
  expect([sequence.numComputed, engine.states?.numCheckpoints, engine.states?.numTaken]).toEqual([309, 1, 2]);
  engine.scheduler.remove(sequence);
  expect([engine.states?.numTaken, engine.cache.numKept, engine.cache.numUsed]).toEqual([1, 9, 0]);
  expectReuse(answer(engine, { prompt: [...sequence.tokenIds], starts: [] }), { atLeast: 288 });
});

test("where another request went on from an answer under way, the state stays when the answer moves on", () => {
  const engine = new MockEngine(roomy);
  const first = engine.add(text(10, 1), 400);
  for (let i = 0; i < 60; i++) engine.step();
  const beginning = [...first.tokenIds.subarray(0, 66)];
  const second = engine.add([...beginning, ...text(20, 2)], 5);
  for (let i = 0; i < 200; i++) engine.step();
  expect(second.cacheUse?.hitTokens).toBe(64);
  expectReuse(answer(engine, { prompt: [...beginning, ...text(20, 3)], starts: [] }), { atLeast: 64 });
});

test("a sequence that gave up its blocks goes on beside one that says the same and is ahead of it", () => {
  for (let numBlocks = 22; numBlocks < 34; numBlocks++) {
    const engine = new MockEngine({ ...roomy, numBlocks, blockLength: 4, maxCheckpoints: 1 });
    const [ahead, other] = [engine.add(text(8, 1), 80), engine.add(text(8, 2), 40)];
    for (let i = 0; i < 9; i++) engine.step();
    const behind = engine.add(text(8, 1), 80);
    engine.runToEnd();
    for (const sequence of [ahead, other, behind]) expectReuse(sequence, { atLeast: 0 });
  }
});

test("a cancelled prompt is gone on with from its last checkpoint, and blocks behind it are free", () => {
  const engine = new MockEngine(roomy);
  const sequence = engine.add(text(5000, 1), 9);
  for (let i = 0; i < 7; i++) engine.step();
  engine.scheduler.remove(sequence);
  expect([sequence.numComputed, engine.cache.numKept * 32]).toEqual([3488, 2976]);
  expectReuse(answer(engine, { prompt: text(5000, 1), starts: [] }), { atLeast: 2976 });
});

test("without room for checkpoints nothing is kept or reused, and the answers are the same", () => {
  const engine = new MockEngine({ ...roomy, maxCheckpoints: 0 });
  for (let i = 0; i < 2; i++) expectReuse(answer(engine, { prompt: text(200, 1), starts: [] }), { atLeast: 0 });
  expect([engine.cache.numKept, engine.states?.numTaken]).toEqual([0, 0]);
});

test("guesses change no answer; after a wrong one, the tokens of its step are computed again", () => {
  const limits = { ...roomy, numTokenIds: 2 };
  const [guessing, plain] = [true, false].map((promptLookup) => {
    const engine = new MockEngine({ ...limits, promptLookup });
    const sequences = [engine.add(text(30, 1), 300), engine.add(text(40, 2), 300)];
    const plans = engine.runToEnd();
    return { sequences, plans, answers: sequences.map(answered) };
  });
  expect(guessing.answers).toEqual(plain.answers);
  expect(guessing.sequences[0].acceptance.lookup.numAccepted).toBeGreaterThan(10);
  expect(guessing.sequences[0].acceptance.lookup.numDrafted).toBeGreaterThan(
    guessing.sequences[0].acceptance.lookup.numAccepted,
  );
  expect(guessing.plans.length).toBeLessThan(plain.plans.length);
});

test("without a slot to spare no guesses are made", () => {
  const engine = new MockEngine({ ...roomy, maxSequences: 1, maxCheckpoints: 0, numTokenIds: 2 });
  engine.add(text(30, 1), 100);
  expect(engine.runToEnd().every(({ parts }) => parts.every(({ draft }) => draft.length === 0))).toBe(true);
});

describe("why no more was reused", () => {
  const reasonOf = (engine: MockEngine, prompt: readonly number[]) =>
    answer(engine, { prompt: [...prompt], starts: [] }, 1).cacheUse?.reason;

  test("first request, something new, nothing missing, switched off", () => {
    const engine = new MockEngine(roomy);
    expect(reasonOf(engine, text(100, 1))).toMatch(/first request/);
    expect(reasonOf(engine, text(100, 2))).toMatch(/goes on like this after token 0/);
    expect(reasonOf(engine, [...text(100, 1), ...text(100, 3)])).toMatch(/goes on like this after token 96/);
    expect(reasonOf(engine, text(100, 1))).toBeUndefined();
    expect(reasonOf(new MockEngine({ ...roomy, prefixCache: false }), text(100, 1))).toMatch(/switched off/);
  });

  test("no checkpoint there, or one that had to make room", () => {
    const engine = new MockEngine(roomy);
    answer(engine, { prompt: text(900, 1), starts: [] }, 1);
    const parting = answer(engine, { prompt: [...text(500, 1), ...text(100, 2)], starts: [] }, 1);
    expect(parting.cacheUse).toMatchObject({ hitTokens: 0, matchedTokens: 480 });
    expect(parting.cacheUse?.reason).toBe("no state checkpoint after token 0, though 480 tokens are kept");

    const small = new MockEngine({ ...roomy, maxCheckpoints: 1 });
    answer(small, { prompt: text(300, 1), starts: [0, 70, 280] }, 1);
    const evicted = answer(small, { prompt: [...text(200, 1), ...text(300, 2)], starts: [] }, 1);
    expect(evicted.cacheUse?.reason).toBe(
      "the state checkpoint after token 0 had to make room, though 192 tokens are kept",
    );
  });

  test("blocks that had to make room", () => {
    const engine = new MockEngine({ ...roomy, numBlocks: 12 });
    for (const seed of [1, 2, 3]) answer(engine, { prompt: text(200, seed), starts: [] }, 1);
    expect(reasonOf(engine, text(200, 1))).toMatch(/what follows token 0 was kept, but had to make room/);
  });
});

test("guesses that were made before other requests came leave them their slots", () => {
  const prompts = [text(40, 1), ...Array.from({ length: 3 }, (_, i) => [i + 1])];
  const answers = prompts.map((prompt) => alone(prompt, 30));
  const right = (sequence: Sequence, length: number) => {
    const known = answers[prompts.findIndex(([first]) => first === sequence.tokenIds[0])] ?? [];
    return Array.from({ length }, (_, i) => known[sequence.length - sequence.promptLength + i] ?? 0);
  };
  const engine = new MockEngine({ ...roomy, maxCheckpoints: 2, promptLookup: false, guess: right });
  for (let i = 0; i < 6; i++) answer(engine, { prompt: text(70, 10 + i), starts: [] });
  expect(engine.states?.numCheckpoints).toBe(2);
  const first = engine.add(prompts[0], 30);
  for (let i = 0; i < 4; i++) engine.step();
  const sequences = [first, ...prompts.slice(1).map((prompt) => engine.add(prompt, 30))];
  engine.runToEnd();
  expect(sequences.map(answered)).toEqual(answers);
  expect(first.acceptance.model.numAccepted).toBeGreaterThan(0);
});

interface Arrival {
  readonly prompt: readonly number[];
  readonly starts: readonly number[];
  readonly numToGenerate: number;
  /** Steps until the next one. */
  readonly wait: number;
  /** Steps after which it is cancelled, if it still runs. */
  readonly cancelAfter: number | undefined;
}

/** Prompts of a few pieces, so that many begin alike. */
const arrivals = fc.array(
  fc
    .record({
      pieces: fc.array(fc.tuple(fc.nat(2), fc.integer({ min: 1, max: 12 })), { minLength: 1, maxLength: 5 }),
      numToGenerate: fc.integer({ min: 1, max: 20 }),
      wait: fc.nat(6),
      cancelAfter: fc.option(fc.nat(8), { nil: undefined, freq: 4 }),
    })
    .map(({ pieces, ...rest }): Arrival => {
      const starts = pieces.map((_, i) => pieces.slice(0, i).reduce((sum, [, length]) => sum + length, 0));
      return { ...rest, starts, prompt: pieces.flatMap(([seed, length]) => text(length, seed)) };
    }),
  { minLength: 1, maxLength: 14 },
);

const limits: fc.Arbitrary<Limits> = fc.record({
  numBlocks: fc.integer({ min: 1, max: 20 }).map((n) => n + 80),
  blockLength: fc.integer({ min: 1, max: 5 }),
  maxSequences: fc.integer({ min: 1, max: 4 }),
  tokenBudget: fc.integer({ min: 4, max: 30 }),
  mixedPromptBudget: fc.integer({ min: 1, max: 20 }),
  maxCheckpoints: fc.nat(6),
  prefixCache: fc.boolean().map((isOff) => !isOff),
  // Few of them repeat soon, so that there are guesses.
  numTokenIds: fc.constantFrom(1000, 2),
  guess: fc.constantFrom(
    () => [],
    (_: Sequence, length: number) => Array.from({ length }, (_, i) => i % 2),
  ),
});

test("whatever comes, every answer is the one that the request gets alone, and no block or slot is lost", () => {
  const property = fc.property(arrivals, limits, fc.boolean(), (requests, limits, isTight) => {
    const numBlocks = isTight ? Math.ceil(80 / limits.blockLength) : limits.numBlocks;
    const engine = new MockEngine({ ...limits, numBlocks });
    const running: { readonly sequence: Sequence; cancelIn: number }[] = [];
    const step = () => {
      engine.step();
      for (const each of running) if (each.cancelIn-- === 0) engine.scheduler.remove(each.sequence);
      checkBalance(engine, limits.maxCheckpoints ?? 0);
    };
    for (const { prompt, starts, numToGenerate, wait, cancelAfter = Number.POSITIVE_INFINITY } of requests) {
      running.push({ sequence: engine.add(prompt, numToGenerate, starts), cancelIn: cancelAfter });
      for (let i = 0; i < wait; i++) step();
    }
    while (engine.scheduler.numRunning + engine.scheduler.numWaiting > 0) step();
    for (const { sequence } of running.filter(({ sequence }) => sequence.length > sequence.promptLength)) {
      const prompt = [...sequence.tokenIds.subarray(0, sequence.promptLength)];
      expect(answered(sequence)).toEqual(alone(prompt, sequence.length - sequence.promptLength, limits.numTokenIds));
    }
    expect(engine.cache.numUsed).toBe(0);
    if (engine.states?.numCheckpoints === 0) expect(engine.cache.numKept).toBe(0);
  });
  fc.assert(property, { numRuns: 300 });
});

function checkBalance({ scheduler, states, cache }: MockEngine, maxCheckpoints: number): void {
  if (!states) throw new Error("expected states");
  expect(states.numTaken).toBe(scheduler.numRunning + states.numCheckpoints);
  expect(states.numCheckpoints).toBeLessThanOrEqual(maxCheckpoints);
  expect(cache.numUsed + cache.numAvailable).toBe(cache.numBlocks);
}
