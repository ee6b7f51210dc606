import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Batch } from "../../../../core/batch.ts";
import { bytesSource } from "../../../../files/bytes-source.ts";
import { f32 } from "../../../../quant/f32.ts";
import type { Backend, WeightRequest } from "../../../backend.ts";
import { normalValues } from "../../../conformance/random-values.ts";
import type { StateCache, StateSpec, Weight } from "../../../ops.ts";
import { createWasmBackend } from "../../wasm-backend.ts";

const spec: StateSpec = {
  ...{ numLayers: 1, numKeyHeads: 2, numValueHeads: 4, keyHeadDim: 32, valueHeadDim: 20, convKernelSize: 4 },
};
const CHANNELS = 208;
const KEYS = 64;
const NUM_TOKENS = 100;

/** Rows of the table, and the states. */
interface Part {
  readonly first: number;
  readonly tokens: number;
  readonly read: number;
  readonly write: number;
}

function request(name: string, shape: number[], values: Float32Array): WeightRequest {
  const bytes = new Uint8Array(values.buffer);
  const kind = name.startsWith("table") ? "matrix" : "vector";
  return {
    name,
    shape,
    kind,
    format: f32,
    data: [{ source: bytesSource(name, bytes), offset: 0, length: bytes.length }],
  };
}

function batchOf(parts: readonly Part[]): Batch {
  const sequenceStarts = [0];
  for (const { tokens } of parts) sequenceStarts.push(sequenceStarts[sequenceStarts.length - 1] + tokens);
  const none = new Int32Array(0);
  return {
    ...{ tokenIds: none, positions: none, contextLengths: none, slots: none, blockTables: none, outputRows: none },
    maxBlocks: 0,
    sequenceStarts: Int32Array.from(sequenceStarts),
    states: {
      reads: Int32Array.from(parts, ({ read }) => read),
      writes: Int32Array.from(parts, ({ write }) => write),
    },
  };
}

describe.each([true, false])("wasm backend, relaxed SIMD %s", (relaxedSimd) => {
  let backend: Backend;
  let weights: Record<string, Weight>;
  beforeAll(async () => {
    backend = await createWasmBackend({ numThreads: 2, ...(relaxedSimd ? {} : { relaxedSimd }) });
    const values = normalValues(1, NUM_TOKENS * CHANNELS);
    const huge = (sign: number) =>
      values.map((value, i) => (Math.floor(i / CHANNELS) === 40 && i % CHANNELS === KEYS + 5 ? sign * 3e38 : value));
    const loaded = await backend.loadWeights([
      request("table", [NUM_TOKENS, CHANNELS], values),
      request("tableOfHuge", [NUM_TOKENS, CHANNELS], huge(1)),
      request("tableOfMinusHuge", [NUM_TOKENS, CHANNELS], huge(-1)),
      request("tableOfGates", [NUM_TOKENS, 4], normalValues(2, NUM_TOKENS * 4)),
      request("w", [CHANNELS, 4], normalValues(3, CHANNELS * 4)),
      request("decayRate", [4], Float32Array.of(-0.01, -0.3, -2, -16)),
      request("timeStepBias", [4], normalValues(4, 4)),
    ]);
    weights = Object.fromEntries(loaded.map((weight) => [weight.name, weight]));
  });
  afterAll(() => backend.close());

  /** What each part comes to: convolution, then delta rule. */
  async function run(states: StateCache, parts: readonly Part[], withNan = false): Promise<Float32Array[]> {
    const { w, decayRate, timeStepBias } = weights;
    const batch = batchOf(parts);
    const rows = Int32Array.from(
      parts.flatMap(({ first, tokens }) => Array.from({ length: tokens }, (_, i) => first + i)),
    );
    const ops = backend.beginStep();
    const gates = ops.embedding(rows, weights.tableOfGates);
    const [huge, minusHuge] = ["tableOfHuge", "tableOfMinusHuge"].map((name) => {
      const x = ops.embedding(rows, weights[name]);
      return ops.add(x, x);
    });
    // Infinity − Infinity in one place, sums of the same numbers elsewhere.
    const x = withNan ? ops.add(huge, minusHuge) : ops.embedding(rows, weights.table);
    const qkv = withNan ? x : ops.causalConv(x, w, states, 0, batch);
    const inputs = { qkv, a: gates, b: gates, decayRate, timeStepBias };
    const [out] = await ops.run([ops.gatedDeltaRule(inputs, states, 0, batch, "grouped")]);
    const values = out.slice();
    const at = (part: number) => (batch.sequenceStarts[part] * values.length) / rows.length;
    return parts.map((_, i) => values.slice(at(i), at(i + 1)));
  }

  test("a sequence comes to the same bits alone and beside others", async () => {
    const together = backend.createStateCache(spec, 6);
    const alone = backend.createStateCache(spec, 6);
    const steps = [
      [1, 40, 16, 3],
      [1, 1, 17, 9],
      [5, 33, 1, 1],
    ];
    const done = [0, 0, 0, 0];
    for (const tokens of steps) {
      const parts = tokens.map((count, i) => ({
        ...{ first: 7 * i + done[i], tokens: count, read: done[i] === 0 ? -1 : i + 1, write: i + 1 },
      }));
      const results = await run(together, parts);
      for (const [i, part] of parts.entries()) {
        expect((await run(alone, [part]))[0]).toEqual(results[i]);
        done[i] += tokens[i];
      }
    }
  });

  test("an answer's tokens come to the same bits one by one and, as guesses are, several at once", async () => {
    const states = backend.createStateCache(spec, 2);
    await run(states, [{ first: 0, tokens: 30, read: -1, write: 0 }]);
    const [atOnce] = await run(states, [{ first: 30, tokens: 9, read: 0, write: 1 }]);
    for (let i = 0; i < 9; i++) {
      const [one] = await run(states, [{ first: 30 + i, tokens: 1, read: 0, write: 0 }]);
      expect(one).toEqual(atOnce.slice(i * one.length, (i + 1) * one.length));
    }
  });

  test.each([
    ["token by token", 35, 15],
    ["in blocks", 10, 64],
    ["behind the last block", 24, 18],
  ])("a key that is NaN reaches its heads from its token on, %s", async (_how, first, tokens) => {
    const states = backend.createStateCache(spec, 2);
    const parts = [
      { first, tokens, read: -1, write: 0 },
      { first: 60, tokens: 20, read: -1, write: 1 },
    ];
    const [bad, good] = await run(states, parts, true);
    expect(good.every(Number.isFinite)).toBe(true);
    const headIsNan = Array.from({ length: tokens * 4 }, (_, i) => {
      const head = bad.subarray(i * 20, (i + 1) * 20);
      return head.every(Number.isNaN) || (head.every(Number.isFinite) ? false : "partly");
    });
    const expected = headIsNan.map((_, i) => first + Math.floor(i / 4) >= 40 && i % 4 < 2);
    expect(headIsNan).toEqual(expected);
  });
});

test("counts the memory that states take, and refuses what does not fit", async () => {
  const backend = await createWasmBackend({ numThreads: 1 });
  const { memoryBytes } = backend;
  backend.createStateCache({ ...spec, valueHeadDim: 16 }, 3);
  const inputBytes = 3 * (2 * 64 + 4 * 16) * 4;
  expect(backend.memoryBytes - memoryBytes).toBe(3 * (inputBytes + 4 * 32 * 16 * 4));
  expect(() => backend.createStateCache(spec, 2 ** 24)).toThrow(
    expect.objectContaining({ code: "engine/out-of-memory" }),
  );
  await backend.close();
});
