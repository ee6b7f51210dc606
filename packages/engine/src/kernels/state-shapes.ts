import type { Batch } from "../core/batch.ts";
import { assert } from "../errors.ts";
import type { DeltaRuleInputs, StateCache, StateSpec, Tensor, Weight } from "./ops.ts";

/*
 * As op-shapes.ts, of the ops that carry a state from token to token.
 */

/** C: channels of queries, keys and values. */
export function numStateChannels({ numKeyHeads, keyHeadDim, numValueHeads, valueHeadDim }: StateSpec): number {
  return 2 * numKeyHeads * keyHeadDim + numValueHeads * valueHeadDim;
}

export function causalConvShape(x: Tensor, w: Weight, { spec }: StateCache, layerIndex: number): number[] {
  const [numTokens] = x.shape;
  const numChannels = numStateChannels(spec);
  checkLayer("causalConv", spec, layerIndex);
  checkShape("causalConv: x", x.shape, [numTokens, numChannels]);
  checkShape(`causalConv: ${w.name}`, w.shape, [numChannels, spec.convKernelSize]);
  return [numTokens, numChannels];
}

export function gatedDeltaRuleShape(inputs: DeltaRuleInputs, { spec }: StateCache, layerIndex: number): number[] {
  const { qkv, a, b, decayRate, timeStepBias } = inputs;
  const [numTokens] = qkv.shape;
  const { numValueHeads, valueHeadDim } = spec;
  checkLayer("gatedDeltaRule", spec, layerIndex);
  checkShape("gatedDeltaRule: qkv", qkv.shape, [numTokens, numStateChannels(spec)]);
  checkShape("gatedDeltaRule: a", a.shape, [numTokens, numValueHeads]);
  checkShape("gatedDeltaRule: b", b.shape, [numTokens, numValueHeads]);
  for (const w of [decayRate, timeStepBias]) checkShape(`gatedDeltaRule: ${w.name}`, w.shape, [numValueHeads]);
  return [numTokens, numValueHeads, valueHeadDim];
}

/** Asserts that a batch's states are in order: a wrong slot would silently mix up sequences, or write outside the cache. */
export function checkBatchStates({ sequenceStarts, states }: Batch, numTokens: number, { numSlots }: StateCache): void {
  assert(states, "batch: the model carries states, but none are named");
  const { reads, writes } = states;
  const numSequences = sequenceStarts.length - 1;
  assert(
    reads.length === numSequences && writes.length === numSequences,
    () => `batch: ${reads.length} and ${writes.length} states for ${numSequences} sequences`,
  );
  assert(
    sequenceStarts[0] === 0 && sequenceStarts[numSequences] === numTokens,
    () => `batch: sequences do not cover the ${numTokens} tokens`,
  );
  const writers = new Map<number, number>();
  writes.forEach((slot, sequence) => {
    assert(slot >= 0 && slot < numSlots, () => `batch: state ${slot} of ${numSlots} is to be written`);
    assert(!writers.has(slot), () => `batch: sequences ${writers.get(slot)} and ${sequence} both write state ${slot}`);
    writers.set(slot, sequence);
  });
  reads.forEach((slot, sequence) => {
    const count = sequenceStarts[sequence + 1] - sequenceStarts[sequence];
    assert(count >= 0, () => `batch: sequence ${sequence} has ${count} tokens`);
    assert(slot >= -1 && slot < numSlots, () => `batch: state ${slot} of ${numSlots} is to be read`);
    const writer = writers.get(slot) ?? sequence;
    assert(writer === sequence, () => `batch: sequence ${writer} writes state ${slot}, which ${sequence} reads`);
  });
}

function checkLayer(op: string, { numLayers }: StateSpec, layerIndex: number): void {
  assert(layerIndex >= 0 && layerIndex < numLayers, () => `${op}: layer ${layerIndex} of ${numLayers}`);
}

function checkShape(what: string, shape: readonly number[], expected: readonly number[]): void {
  assert(
    shape.length === expected.length && shape.every((length, axis) => length === expected[axis]),
    () => `${what} [${shape.join(", ")}] instead of [${expected.join(", ")}]`,
  );
}
