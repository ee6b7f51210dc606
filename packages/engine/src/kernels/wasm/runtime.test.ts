import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { i32 } from "./emitter/scalar.ts";
import { defineKernel } from "./kernel.ts";
import { add } from "./kernels/add.ts";
import { forEachShare } from "./kernels/share.ts";
import type { StepBuffer } from "./recorder.ts";
import { WasmRuntime } from "./runtime.ts";

/** out[i] = factor × x[n − 1 − i] + y[i]: reads what other threads wrote, so a missing barrier shows. */
const mixReversed = defineKernel({
  name: "mix-reversed",
  args: { x: "i32", y: "i32", out: "i32", words: "i32", factor: "i32" },
  build(f, { x, y, out, words, factor }, context) {
    forEachShare(f, context, words, (index) => {
      const mirrored = i32.add(x, i32.shl(i32.sub(i32.sub(words, 1), index), 2));
      const at = i32.shl(index, 2);
      const value = i32.add(i32.mul(i32.load(mirrored), factor), i32.load(i32.add(y, at)));
      f.do(i32.store(i32.add(out, at), value));
    });
  },
});

const WORDS = 300;

/** Each command mixes two earlier results; a step gives some of all results. */
const program = fc.record({
  inputs: fc.array(fc.integer(), { minLength: 2, maxLength: 4 }),
  commands: fc.array(fc.record({ x: fc.nat(), y: fc.nat(), factor: fc.integer() }), { minLength: 1, maxLength: 40 }),
  outputs: fc.array(fc.nat(), { maxLength: 4 }),
});
type Program = typeof program extends fc.Arbitrary<infer P> ? P : never;

const inputOf = (seed: number): Int32Array => Int32Array.from({ length: WORDS }, (_, i) => Math.imul(seed + i, 40503));

function runNaively({ inputs, commands, outputs }: Program): Int32Array[] {
  const results = inputs.map(inputOf);
  for (const { x, y, factor } of commands) {
    const [a, b] = [results[x % results.length], results[y % results.length]];
    results.push(a.map((_, i) => Math.imul(a[WORDS - 1 - i], factor) + b[i]));
  }
  return [...outputs, results.length - 1].map((index) => results[index % results.length]);
}

function record(runtime: WasmRuntime, { commands, outputs }: Program, inputs: readonly Int32Array[]) {
  const step = runtime.beginStep();
  const results: StepBuffer[] = inputs.map((input) => step.upload(input));
  for (const { x, y, factor } of commands) {
    const [a, b] = [results[x % results.length], results[y % results.length]];
    const out = step.buffer(4 * WORDS);
    step.command(mixReversed, { x: a, y: b, out, words: WORDS, factor });
    results.push(out);
  }
  const wanted = [...outputs, results.length - 1].map((index) => results[index % results.length]);
  return { step, views: wanted.map((buffer) => ({ buffer, length: WORDS })) };
}

const integers = (views: readonly Float32Array[]): Int32Array[] =>
  views.map((view) => new Int32Array(view.buffer, view.byteOffset, WORDS).slice());

async function runOn(runtime: WasmRuntime, each: Program, isTimed = false): Promise<Int32Array[]> {
  const { views } = record(runtime, each, each.inputs.map(inputOf));
  const begin = performance.now();
  const { values, times } = isTimed ? await runtime.runTimed(views) : { values: await runtime.run(views) };
  if (times) expectAscending([begin, ...times, performance.now()], each.commands.length + 3);
  return integers(values);
}

/** To a microsecond: what a float64 holds of the time since 1970 is not much finer. */
function expectAscending(times: readonly number[], length: number): void {
  expect(times).toHaveLength(length);
  for (const [i, time] of times.entries()) expect(time).toBeGreaterThanOrEqual((times[i - 1] ?? 0) - 1e-3);
}

describe.each([1, 2, 3])("%i threads", (numThreads) => {
  let runtime: WasmRuntime;
  beforeAll(async () => {
    runtime = await WasmRuntime.start(() => [add, mixReversed], { numThreads });
  });
  afterAll(() => runtime.close());

  it("computes what a naive executor computes", async () => {
    const check = async (each: Program) => {
      expect(await runOn(runtime, each)).toEqual(runNaively(each));
    };
    await fc.assert(fc.asyncProperty(program, check), { numRuns: 50 });
  });

  it("computes the same command by command, and tells when each began", async () => {
    const check = async (each: Program) => {
      expect(await runOn(runtime, each, true)).toEqual(runNaively(each));
    };
    await fc.assert(fc.asyncProperty(program, check), { numRuns: 20 });
  });

  it("computes the same with some of its threads, others at each step", async () => {
    const check = async (each: Program, numActive: number) => {
      runtime.pool.numActive = numActive;
      expect(await runOn(runtime, each)).toEqual(runNaively(each));
    };
    await fc.assert(fc.asyncProperty(program, fc.integer({ min: 1, max: numThreads }), check), { numRuns: 100 });
    runtime.pool.numActive = numThreads;
  });

  it("computes the same again, over what was uploaded as it is by then", async () => {
    const check = async (each: Program, seeds: readonly number[]) => {
      const again = { ...each, inputs: each.inputs.map((_, i) => seeds[i]) };
      const arrays = each.inputs.map(inputOf);
      const { step, views } = record(runtime, each, arrays);
      expect(integers(await runtime.run(views))).toEqual(runNaively(each));
      for (const [i, array] of arrays.entries()) array.set(inputOf(again.inputs[i]));
      const values = await runtime.rerun(step, views);
      expect(values && integers(values)).toEqual(runNaively(again));
    };
    const seeds = fc.array(fc.integer(), { minLength: 4, maxLength: 4 });
    await fc.assert(fc.asyncProperty(program, seeds, check), { numRuns: 50 });
  });

  it("runs many steps in a row", async () => {
    for (let i = 0; i < 1000; i++) {
      const step = runtime.beginStep();
      const x = step.upload(Float32Array.of(i, 1, 2, 3));
      const out = step.buffer(16);
      step.command(add, { x, y: x, out, vectors: 1 });
      runtime.pool.numActive = 1 + (i % numThreads);
      const [values] = await runtime.run([{ buffer: out, length: 4 }]);
      expect(values[0]).toBe(2 * i);
    }
  });

  it("lets independent commands run without a barrier, in memory of their own", async () => {
    const step = runtime.beginStep();
    const x = step.upload(Float32Array.from({ length: 400 }, (_, i) => i));
    const sums = Array.from({ length: 20 }, (_, i) => {
      const out = step.buffer(1600);
      step.command(add, { x, y: i === 0 ? x : { buffer: x, offset: 0 }, out, vectors: 100 }, { independent: i > 0 });
      return out;
    });
    const total = sums.reduce((a, b) => {
      const out = step.buffer(1600);
      step.command(add, { x: a, y: b, out, vectors: 100 });
      return out;
    });
    const [values] = await runtime.run([{ buffer: total, length: 400 }]);
    expect(values[399]).toBe(40 * 399);
  });

  it("works at addresses above 2 GiB", async () => {
    if (runtime.memory.persistentEnd < 2 ** 31) runtime.memory.allocate(3.5 * 2 ** 30, "a large model");
    const each = { inputs: [1, 2], commands: [{ x: 0, y: 1, factor: 3 }], outputs: [0] };
    expect(await runOn(runtime, each)).toEqual(runNaively(each));
    expect(await runOn(runtime, each, true)).toEqual(runNaively(each));
  });
});

it("a step does not run again when its commands are gone, or uploads are not as long as they were", async () => {
  const runtime = await WasmRuntime.start(() => [add], { numThreads: 2 });
  let numbers: Float32Array | undefined = Float32Array.of(1, 2, 3, 4);
  const begin = () => {
    const step = runtime.beginStep();
    const x = step.upload(() => numbers);
    step.command(add, { x, y: x, out: x, vectors: 1 });
    return { step, views: [{ buffer: x, length: 4 }] };
  };
  const first = begin();
  expect(runtime.rerun(first.step, first.views)).toBeUndefined();
  await runtime.run(first.views);
  numbers = new Float32Array(8);
  expect(runtime.rerun(first.step, first.views)).toBeUndefined();
  numbers = undefined;
  expect(runtime.rerun(first.step, first.views)).toBeUndefined();
  numbers = Float32Array.of(5, 6, 7, 8);
  const running = runtime.rerun(first.step, first.views);
  expect(runtime.rerun(first.step, first.views)).toBeUndefined();
  expect(() => runtime.beginStep()).toThrow(/before the one before it had run/);
  expect([...((await running)?.[0] ?? [])]).toEqual([10, 12, 14, 16]);
  runtime.memory.allocate(64, "something that takes its place");
  expect(runtime.rerun(first.step, first.views)).toBeUndefined();
  const second = begin();
  await runtime.run(second.views);
  expect(runtime.rerun(first.step, first.views)).toBeUndefined();
  await runtime.close();
});

it("a step that does not fit fails before it runs, and the next one runs", async () => {
  const runtime = await WasmRuntime.start(() => [add], { numThreads: 2, memoryBytes: 2 ** 20 });
  const huge = runtime.beginStep();
  const out = huge.buffer(2 ** 21);
  huge.command(add, { x: out, y: out, out, vectors: 1 });
  await expect(runtime.run([])).rejects.toMatchObject({ code: "engine/out-of-memory" });
  const step = runtime.beginStep();
  const x = step.upload(Float32Array.of(1, 2, 3, 4));
  step.command(add, { x, y: x, out: x, vectors: 1 });
  expect([...(await runtime.run([{ buffer: x, length: 4 }]))[0]]).toEqual([2, 4, 6, 8]);
  await runtime.close();
});
