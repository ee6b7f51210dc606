import type { Batch } from "../../core/batch.ts";
import type { KeyHeadOrder, StateSpec } from "../ops.ts";
import { numStateChannels } from "../state-shapes.ts";
import { readState } from "./reference-states.ts";

/** As `DeltaRuleInputs`, in values. */
export interface DeltaRuleValues {
  readonly qkv: Float32Array;
  readonly a: Float32Array;
  readonly b: Float32Array;
  readonly decayRate: Float32Array;
  readonly timeStepBias: Float32Array;
}

const NORM_EPS = 1e-6;

/**
 * Gated delta rule, token by token, as `Ops.gatedDeltaRule` has it; all in float64, but states are float32 between steps.
 * `states` [slots, Hv, Pk, Pv]. Returns [T, Hv, Pv].
 */
export function gatedDeltaRule(
  inputs: DeltaRuleValues,
  states: Float32Array,
  spec: StateSpec,
  { sequenceStarts, states: slots }: Batch,
  keyHeadOrder: KeyHeadOrder,
): Float32Array {
  const { numValueHeads, keyHeadDim, valueHeadDim } = spec;
  const headLength = keyHeadDim * valueHeadDim;
  const stateLength = numValueHeads * headLength;
  const out = new Float32Array(inputs.a.length * valueHeadDim);
  slots!.writes.forEach((write, b) => {
    const state = Float64Array.from(readState(states, slots!.reads[b], stateLength));
    for (let t = sequenceStarts[b]; t < sequenceStarts[b + 1]; t++) {
      for (let h = 0; h < numValueHeads; h++) {
        const matrix = state.subarray(h * headLength, (h + 1) * headLength);
        out.set(advance(matrix, headOf(inputs, spec, t, h, keyHeadOrder)), (t * numValueHeads + h) * valueHeadDim);
      }
    }
    states.set(state, write * stateLength);
  });
  return out;
}

/** What a token brings to a value head. */
interface HeadInputs {
  readonly q: Float64Array;
  readonly k: Float64Array;
  readonly v: Float32Array;
  readonly decay: number;
  readonly beta: number;
}

function headOf(inputs: DeltaRuleValues, spec: StateSpec, t: number, h: number, order: KeyHeadOrder): HeadInputs {
  const { qkv, a, b, decayRate, timeStepBias } = inputs;
  const { numKeyHeads, numValueHeads, keyHeadDim, valueHeadDim } = spec;
  const keyHead = order === "tiled" ? h % numKeyHeads : Math.floor((h * numKeyHeads) / numValueHeads);
  const row = qkv.subarray(t * numStateChannels(spec), (t + 1) * numStateChannels(spec));
  const part = (start: number, length: number) => row.subarray(start, start + length);
  const keys = numKeyHeads * keyHeadDim;
  const gate = t * numValueHeads + h;
  return {
    q: normalised(part(keyHead * keyHeadDim, keyHeadDim)).map((value) => value * keyHeadDim ** -0.5),
    k: normalised(part(keys + keyHead * keyHeadDim, keyHeadDim)),
    v: part(2 * keys + h * valueHeadDim, valueHeadDim),
    decay: Math.exp(decayRate[h] * softplus(a[gate] + timeStepBias[h])),
    beta: 1 / (1 + Math.exp(-b[gate])),
  };
}

/** One token: changes the state [Pk, Pv] and returns the output [Pv]. */
function advance(state: Float64Array, { q, k, v, decay, beta }: HeadInputs): Float64Array {
  const out = new Float64Array(v.length);
  for (let j = 0; j < v.length; j++) {
    let remembered = 0;
    for (let i = 0; i < k.length; i++) {
      state[i * v.length + j] *= decay;
      remembered += state[i * v.length + j] * k[i];
    }
    const update = beta * (v[j] - remembered);
    for (let i = 0; i < k.length; i++) {
      state[i * v.length + j] += k[i] * update;
      out[j] += state[i * v.length + j] * q[i];
    }
  }
  return out;
}

function normalised(x: Float32Array): Float64Array {
  const sumOfSquares = x.reduce((sum, value) => sum + value ** 2, 0);
  return Float64Array.from(x, (value) => value / Math.sqrt(sumOfSquares + NORM_EPS));
}

/** ln(1 + e^x) */
function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}
