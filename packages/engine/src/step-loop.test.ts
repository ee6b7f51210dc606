import { expect, test } from "vitest";
import type { Batch } from "./core/batch.ts";
import { QwenError } from "./errors.ts";
import type { Backend, Step } from "./kernels/backend.ts";
import type { KvCache } from "./kernels/ops.ts";
import type { AnsweringJob } from "./loop-job.ts";
import type { ForwardOutputs } from "./models/define-model.ts";
import type { LoadedModel } from "./models/load-model.ts";
import { Sequence } from "./scheduler/sequence.ts";
import { StepLoop } from "./step-loop.ts";

const vocabSize = 10;
const idle = { runningSequences: 0, waitingSequences: 0, cacheBlocksUsed: 0 };

/** A model whose next token is the last one plus one, on a backend that can be told to hang or to fail. */
class MockMachine {
  readonly batches: Batch[] = [];
  beforeRun: () => Promise<void> = async () => {};
  isClosed = false;

  createLoop(limits: { maxSequences?: number; numBlocks?: number } = {}): StepLoop {
    const { maxSequences = 4, numBlocks = 100 } = limits;
    const spec = { numLayers: 1, numKeyValueHeads: 1, headDim: 2, blockLength: 8, numBlocks, dtype: "F32" } as const;
    const cache: KvCache = { spec };
    return new StepLoop({ backend: this.#backend(), model: this.#model(), cache, maxSequences });
  }

  #model(): LoadedModel {
    const forward = (_: unknown, __: unknown, batch: Batch): ForwardOutputs => {
      this.batches.push({ ...batch, outputRows: batch.outputRows.slice(), tokenIds: batch.tokenIds.slice() });
      return batch.outputRows.length === 0 ? {} : { logits: { shape: [batch.outputRows.length, vocabSize] } };
    };
    return { config: { vocabSize, head: { kind: "vocabulary" } }, forward } as unknown as LoadedModel;
  }

  #backend(): Backend {
    const run = async () => {
      await this.beforeRun();
      if (this.isClosed) throw new QwenError("engine/closed", "closed under way");
      const { outputRows, tokenIds } = this.batches.at(-1) as Batch;
      const logits = new Float32Array(outputRows.length * vocabSize);
      for (const [i, row] of outputRows.entries()) logits[i * vocabSize + ((tokenIds[row] + 1) % vocabSize)] = 1;
      return [logits];
    };
    const close = async () => {
      this.isClosed = true;
    };
    return { beginStep: () => ({ run }) as unknown as Step, close } as unknown as Backend;
  }
}

/** Takes `count` tokens greedily, then is done. */
class MockJob implements AnsweringJob {
  readonly sequence: Sequence;
  readonly tokenIds: number[] = [];
  readonly #ended = Promise.withResolvers<unknown>();
  numBegins = 0;
  onToken: () => void = () => {};

  constructor(count: number, promptTokenIds: number[] = [0]) {
    this.sequence = new Sequence({ promptTokenIds, maxLength: promptTokenIds.length + count });
  }

  /** Its tokens, or the error that ended it. */
  get ended(): Promise<unknown> {
    return this.#ended.promise;
  }

  begin(): void {
    this.numBegins++;
  }

  advance(logits: Float32Array) {
    this.onToken();
    const tokenId = logits.indexOf(1);
    this.tokenIds.push(tokenId);
    return { tokenId, isLast: this.sequence.length + 1 === this.sequence.maxLength };
  }

  leave(): void {
    expect([this.sequence.state, this.sequence.length]).toEqual(["finished", this.sequence.maxLength]);
    this.#ended.resolve(this.tokenIds);
  }

  fail(error: unknown): void {
    this.#ended.resolve(error);
  }
}

function addAll(loop: StepLoop, ...jobs: MockJob[]): Promise<unknown[]> {
  for (const job of jobs) loop.add(job);
  return Promise.all(jobs.map((job) => job.ended));
}

test("jobs are computed together, and each gets its own tokens", async () => {
  const machine = new MockMachine();
  const loop = machine.createLoop();
  const [a, b] = await addAll(loop, new MockJob(3, [1, 2]), new MockJob(4, [5]));
  expect([a, b]).toEqual([
    [3, 4, 5],
    [6, 7, 8, 9],
  ]);
  expect(machine.batches.map(({ tokenIds }) => [...tokenIds])).toEqual([[5, 1, 2], [3, 6], [4, 7], [8]]);
  expect(loop.status).toMatchObject(idle);
});

test("the loop sleeps without jobs and wakes for the next", async () => {
  const loop = new MockMachine().createLoop();
  expect(await addAll(loop, new MockJob(1))).toEqual([[1]]);
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(await addAll(loop, new MockJob(2))).toEqual([[1, 2]]);
});

test("a prompt above the budget takes steps that have no output", async () => {
  const machine = new MockMachine();
  const job = new MockJob(2, new Array(700).fill(3));
  expect(await addAll(machine.createLoop(), job)).toEqual([[4, 5]]);
  expect(machine.batches.map(({ tokenIds, outputRows }) => [tokenIds.length, outputRows.length])).toEqual([
    [512, 0],
    [188, 1],
    [1, 1],
  ]);
  expect(job.numBegins).toBe(1);
});

test("a job that is removed during a step hears nothing more, and the others go on", async () => {
  const machine = new MockMachine();
  const loop = machine.createLoop();
  const [gone, stays] = [new MockJob(50), new MockJob(3)];
  let numSteps = 0;
  machine.beforeRun = async () => {
    if (++numSteps === 2) loop.remove(gone);
  };
  loop.add(gone);
  expect(await addAll(loop, stays)).toEqual([[1, 2, 3]]);
  loop.remove(gone);
  expect(gone.tokenIds).toEqual([1]);
  expect(loop.status).toMatchObject(idle);
});

test("a job whose own code throws fails alone", async () => {
  const loop = new MockMachine().createLoop();
  const [bad, good] = [new MockJob(5), new MockJob(3)];
  bad.onToken = () => {
    throw new Error("bad logits");
  };
  loop.add(bad);
  expect(await addAll(loop, good)).toEqual([[1, 2, 3]]);
  expect(await bad.ended).toEqual(new Error("bad logits"));
  expect(loop.status).toMatchObject(idle);
});

test("a failed step fails every job with its error; the loop is closed from then on and says why", async () => {
  const machine = new MockMachine();
  const loop = machine.createLoop({ maxSequences: 1 });
  const [running, waiting] = [new MockJob(50), new MockJob(50)];
  let numSteps = 0;
  machine.beforeRun = async () => {
    if (++numSteps === 3) throw new QwenError("engine/worker-failed", "thread 2 died");
  };
  loop.add(running);
  loop.add(waiting);
  const failure = expect.objectContaining({ code: "engine/worker-failed" });
  expect([await running.ended, await waiting.ended]).toEqual([failure, failure]);
  expect(running.tokenIds).toEqual([1, 2]);
  expect(() => loop.add(new MockJob(1))).toThrow(/stopped after an error \(thread 2 died\)/);
  expect(await loop.failed).toMatchObject({ code: "engine/worker-failed" });
  await loop.close();
  expect(machine.isClosed).toBe(true);
  expect(loop.status).toMatchObject(idle);
});

test("close fails what runs and what waits, even in the middle of a step; a second close does nothing", async () => {
  const machine = new MockMachine();
  const loop = machine.createLoop({ maxSequences: 1 });
  const [running, waiting] = [new MockJob(50), new MockJob(50)];
  const inStep = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  machine.beforeRun = () => {
    inStep.resolve();
    return release.promise;
  };
  loop.add(running);
  loop.add(waiting);
  await inStep.promise;
  const closing = loop.close();
  const failure = expect.objectContaining({ code: "engine/closed" });
  expect([await running.ended, await waiting.ended]).toEqual([failure, failure]);
  release.resolve();
  await closing;
  await loop.close();
  expect(() => loop.add(new MockJob(1))).toThrow(expect.objectContaining({ code: "engine/closed" }));
});

test("timers run between steps", async () => {
  const loop = new MockMachine().createLoop();
  let numTicks = 0;
  const timer = setInterval(() => numTicks++, 1);
  const job = new MockJob(200);
  const spin = () => {
    for (const until = performance.now() + 0.3; performance.now() < until; );
  };
  job.onToken = spin;
  await addAll(loop, job);
  clearInterval(timer);
  expect(numTicks).toBeGreaterThan(10);
});
