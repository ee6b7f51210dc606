import type { Batch } from "../../core/batch.ts";
import { readState } from "./reference-states.ts";

/**
 * Depthwise causal convolution, then SiLU; sums in float64. x [T, C], w [C, kernel]; `states` [slots, kernel − 1, C]: what
 * came before the first token of the step, the oldest first. Returns [T, C].
 */
export function causalConv(
  x: Float32Array,
  w: Float32Array,
  states: Float32Array,
  kernelSize: number,
  { sequenceStarts, states: slots }: Batch,
): Float32Array {
  const numChannels = w.length / kernelSize;
  const stateLength = (kernelSize - 1) * numChannels;
  const out = new Float32Array(x.length);
  slots!.writes.forEach((write, b) => {
    const own = x.subarray(sequenceStarts[b] * numChannels, sequenceStarts[b + 1] * numChannels);
    const inputs = new Float32Array(stateLength + own.length);
    inputs.set(readState(states, slots!.reads[b], stateLength));
    inputs.set(own, stateLength);
    const start = sequenceStarts[b] * numChannels;
    for (let i = 0; i < own.length; i++) {
      const channel = i % numChannels;
      let sum = 0;
      for (let j = 0; j < kernelSize; j++) sum += w[channel * kernelSize + j] * inputs[i + j * numChannels];
      out[start + i] = sum / (1 + Math.exp(-sum));
    }
    states.set(inputs.subarray(own.length), write * stateLength);
  });
  return out;
}
