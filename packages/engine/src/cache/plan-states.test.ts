import { expect, test } from "vitest";
import type { StateSpec } from "../kernels/ops.ts";
import { planStates, stateBytes } from "./plan-states.ts";

/** Qwen3.5-0.8B's. */
const spec: StateSpec = {
  numLayers: 18,
  numKeyHeads: 16,
  numValueHeads: 16,
  keyHeadDim: 128,
  valueHeadDim: 128,
  convKernelSize: 4,
};
const bytes = 18 * (3 * 6144 + 16 * 128 * 128) * 4;

test("a state is the convolution's last inputs and a matrix a head, in each layer", () => {
  expect(stateBytes(spec)).toBe(bytes);
  expect(stateBytes({ ...spec, numLayers: 48, numValueHeads: 48 })).toBe(48 * (3 * 10_240 + 48 * 128 * 128) * 4);
});

test("every sequence has one; checkpoints take half of what is left, between a few and many", () => {
  const numSlots = (budgetBytes: number) => planStates({ spec, maxSequences: 8 }, budgetBytes).numSlots;
  expect([28, 1000, 9, 0, -5].map((slots) => numSlots(slots * bytes))).toEqual([8 + 10, 8 + 64, 8 + 2, 8 + 2, 8 + 2]);
  expect(planStates({ spec, maxSequences: 8 }, 28 * bytes).sizeBytes).toBe(18 * bytes);
});

test("bytes that were asked for are had, whatever the budget", () => {
  const numSlots = (checkpointBytes: number) => planStates({ spec, maxSequences: 3, checkpointBytes }, 0).numSlots;
  expect([0, bytes - 1, 5.5 * bytes].map(numSlots)).toEqual([3, 3, 8]);
});
