import { expect, test } from "vitest";
import type { Batch } from "../../core/batch.ts";
import { normalValues } from "../conformance/random-values.ts";
import type { StateSpec } from "../ops.ts";
import { causalConv } from "./causal-conv.ts";
import { type DeltaRuleValues, gatedDeltaRule } from "./gated-delta-rule.ts";

const floats = (...values: number[]) => Float32Array.from(values);
const silu = (x: number) => x / (1 + Math.exp(-x));

/** Sequences of so many tokens, and the states they read and write. */
function batchOf(parts: readonly { readonly tokens: number; readonly read: number; readonly write: number }[]): Batch {
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

test("causalConv sums the latest inputs of each channel, the last tap the token's own", () => {
  // Two channels with taps (1, 10, 100) and (0, 0, 1); slot 1 holds the inputs (1, 5) and (2, 6).
  const w = floats(1, 10, 100, 0, 0, 1);
  const states = floats(0, 0, 0, 0, 1, 5, 2, 6);
  const batch = batchOf([
    { tokens: 1, read: 1, write: 1 },
    { tokens: 2, read: -1, write: 0 },
  ]);
  const out = causalConv(floats(3, 7, 0.1, -1, 0.2, -2), w, states, 3, batch);
  const expected = [321, 7, 10, -1, 21, -2].map(silu);
  for (const [i, value] of expected.entries()) expect(out[i]).toBeCloseTo(value, 4);
  expect(states).toEqual(floats(0.1, -1, 0.2, -2, 2, 6, 3, 7));
});

const spec: StateSpec = {
  ...{ numLayers: 1, numKeyHeads: 1, numValueHeads: 1, keyHeadDim: 2, valueHeadDim: 1, convKernelSize: 4 },
};

test("gatedDeltaRule writes what a key has not yet, and reads by the query", () => {
  // Keys and queries along the axes are themselves when normalised, but for the 1e-6.
  const inputs: DeltaRuleValues = {
    qkv: floats(0, 1, 0, 1, 8, 1, 0, 1, 0, 4, 0, 1, 0, 1, 2),
    a: floats(0, 0, 0),
    b: floats(0, 100, 100),
    // softplus(0) = ln 2: decay 1/2.
    decayRate: floats(-1),
    timeStepBias: floats(0),
  };
  const states = floats(0, 16);
  const out = gatedDeltaRule(inputs, states, spec, batchOf([{ tokens: 3, read: 0, write: 0 }]), "grouped");
  // 16 → 8, of 8 nothing is missing; 8 → 4 beside a new 4; 4 → 2, of 2 nothing is missing.
  const expected = [8, 4, 2].map((value) => value / Math.SQRT2);
  for (const [i, value] of expected.entries()) expect(out[i]).toBeCloseTo(value, 4);
  expect([...states].map((value) => Math.round(1e4 * value) / 1e4)).toEqual([2, 2]);
});

test("value heads read key heads in groups or in turn", () => {
  const heads: StateSpec = { ...spec, numKeyHeads: 2, numValueHeads: 4, keyHeadDim: 1 };
  const run = (order: "grouped" | "tiled") => {
    // Query heads 1 and −1, all keys 1, values 1 to 4.
    const inputs: DeltaRuleValues = {
      qkv: floats(1, -1, 1, 1, 1, 2, 3, 4),
      a: new Float32Array(4),
      b: new Float32Array(4).fill(100),
      decayRate: new Float32Array(4),
      timeStepBias: new Float32Array(4),
    };
    const batch = batchOf([{ tokens: 1, read: -1, write: 0 }]);
    return [...gatedDeltaRule(inputs, new Float32Array(4), heads, batch, order)].map(Math.round);
  };
  expect(run("grouped")).toEqual([1, 2, -3, -4]);
  expect(run("tiled")).toEqual([1, -2, 3, -4]);
});

test.each([1, 3, 64])(
  "131 tokens by %i are the same as at once; the states of others and those only read stay",
  (chunk) => {
    const numTokens = 131;
    const wide: StateSpec = { ...spec, numKeyHeads: 2, numValueHeads: 4, keyHeadDim: 5, valueHeadDim: 3 };
    const channels = 32;
    const x = normalValues(1, numTokens * channels);
    const w = normalValues(2, channels * 4);
    const [a, b] = [3, 4].map((seed) => normalValues(seed, numTokens * 4));
    const gates = { decayRate: floats(-0.01, -0.1, -1, -10), timeStepBias: floats(0, 1, -1, 0) };
    const run = (length: number) => {
      const [inputs, matrices] = [new Float32Array(3 * 3 * channels).fill(7), new Float32Array(3 * 60).fill(7)];
      const outputs: number[] = [];
      for (let start = 0; start < numTokens; start += length) {
        const end = Math.min(start + length, numTokens);
        // Read from slot 0 or 2, written to the other one.
        const [read, write] = (start / length) % 2 === 0 ? [2, 0] : [0, 2];
        const batch = batchOf([{ tokens: end - start, read: start === 0 ? -1 : read, write }]);
        const before = [inputs, matrices].map((states) => states.slice());
        const qkv = causalConv(x.subarray(start * channels, end * channels), w, inputs, 4, batch);
        const part = { qkv, a: a.subarray(4 * start, 4 * end), b: b.subarray(4 * start, 4 * end), ...gates };
        outputs.push(...gatedDeltaRule(part, matrices, wide, batch, "grouped"));
        for (const slot of [0, 1, 2].filter((each) => each !== write)) {
          for (const [i, states] of [inputs, matrices].entries()) {
            const length = states.length / 3;
            const slotOf = (values: Float32Array) => values.subarray(slot * length, (slot + 1) * length);
            expect(slotOf(states)).toEqual(slotOf(before[i]));
          }
        }
      }
      return outputs;
    };
    const [whole, cut] = [run(numTokens), run(chunk)];
    expect(cut.length).toBe(whole.length);
    expect(Math.max(...cut.map((value, i) => Math.abs(value - whole[i])))).toBeLessThan(1e-5);
  },
);
