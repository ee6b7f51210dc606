import { expect, test } from "vitest";
import type { Batch } from "../core/batch.ts";
import { createReferenceBackend } from "./reference/reference-backend.ts";
import { causalConvShape, checkBatchStates, gatedDeltaRuleShape } from "./state-shapes.ts";

const spec = { numLayers: 2, numKeyHeads: 1, numValueHeads: 2, keyHeadDim: 3, valueHeadDim: 4, convKernelSize: 4 };
const states = createReferenceBackend().createStateCache(spec, 3);
const weight = (shape: number[]) => ({ name: "w", shape, formatId: "F32", sizeBytes: 0 });

test("operands that do not fit are a bug", () => {
  const x = { shape: [5, 14] };
  expect(causalConvShape(x, weight([14, 4]), states, 1)).toEqual([5, 14]);
  expect(() => causalConvShape(x, weight([14, 3]), states, 1)).toThrow(/w \[14, 3\] instead of \[14, 4\]/);
  expect(() => causalConvShape({ shape: [5, 13] }, weight([14, 4]), states, 1)).toThrow(/x \[5, 13\]/);
  expect(() => causalConvShape(x, weight([14, 4]), states, 2)).toThrow(/layer 2 of 2/);
  const gate = { shape: [5, 2] };
  const inputs = { qkv: x, a: gate, b: gate, decayRate: weight([2]), timeStepBias: weight([2]) };
  expect(gatedDeltaRuleShape(inputs, states, 0)).toEqual([5, 2, 4]);
  expect(() => gatedDeltaRuleShape({ ...inputs, b: { shape: [4, 2] } }, states, 0)).toThrow(/b \[4, 2\]/);
  expect(() => gatedDeltaRuleShape({ ...inputs, decayRate: weight([3]) }, states, 0)).toThrow(/\[3\] instead of \[2\]/);
});

test.each([
  ["none at all", undefined, undefined, /none are named/],
  ["too few", [0], [0], /1 and 1 states for 2 sequences/],
  ["one that is not there to be read", [3, -1], [0, 1], /state 3 of 3 is to be read/],
  ["one that is not there to be written", [0, 1], [0, -1], /state -1 of 3 is to be written/],
  ["one that two write", [-1, -1], [2, 2], /0 and 1 both write state 2/],
  ["one that is read and that another writes", [1, 0], [2, 1], /sequence 1 writes state 1, which 0 reads/],
] as const)("of a batch's states, %s is a bug", (_what, reads, writes, message) => {
  const none = new Int32Array(0);
  const batch: Batch = {
    ...{ tokenIds: none, positions: none, contextLengths: none, slots: none, blockTables: none, outputRows: none },
    maxBlocks: 0,
    sequenceStarts: Int32Array.of(0, 2, 5),
    ...(reads && { states: { reads: Int32Array.from(reads), writes: Int32Array.from(writes) } }),
  };
  expect(() => checkBatchStates(batch, 5, states)).toThrow(message);
});

test("a state may be read by several, and written by the one that reads it", () => {
  const none = new Int32Array(0);
  const batch: Batch = {
    ...{ tokenIds: none, positions: none, contextLengths: none, slots: none, blockTables: none, outputRows: none },
    maxBlocks: 0,
    sequenceStarts: Int32Array.of(0, 2, 3, 5),
    states: { reads: Int32Array.of(0, 0, 2), writes: Int32Array.of(1, 3, 2) },
  };
  const four = createReferenceBackend().createStateCache(spec, 4);
  expect(() => checkBatchStates(batch, 5, four)).not.toThrow();
  expect(() => checkBatchStates(batch, 6, four)).toThrow(/do not cover the 6 tokens/);
});
