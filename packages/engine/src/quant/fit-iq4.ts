import { largestMagnitude } from "./fit-symmetric.ts";
import { iq4Levels } from "./iq4-levels.ts";

/** Scales for the uneven levels of IQ4_NL and IQ4_XS: x = scale·level[place]. The search is that of fit-symmetric.ts. */

/** By what part of itself the largest magnitude lies beyond the outermost level, at first. */
const starts = [-0.1, -0.05, 0, 0.05, 0.1];
const rounds = 2;

/** [256] place of the level nearest to −128 … 127. */
const nearest = Uint8Array.from({ length: 256 }, (_, i) => nearestPlace(i - 128));

function nearestPlace(value: number): number {
  const distances = Array.from(iq4Levels, (level) => Math.abs(level - value));
  return distances.indexOf(Math.min(...distances));
}

/** The scale for weights `begin` to `end` by least squares; it may be negative. 0 where all weights are. */
export function fitIq4Scale(weights: Float32Array, begin: number, end: number): number {
  const extreme = largestMagnitude(weights, begin, end);
  if (extreme === 0) return 0;
  let best = 0;
  let bestGain = 0;
  for (const outermost of [iq4Levels[0], iq4Levels[15]]) {
    for (const start of starts) {
      let inverse = (outermost * (1 + start)) / extreme;
      for (let round = 0; round < rounds; round++) {
        const { products, squares } = sumsOf(weights, begin, end, inverse);
        if (products === 0) break;
        const gain = (products * products) / squares;
        if (gain > bestGain) {
          bestGain = gain;
          best = products / squares;
        }
        inverse = squares / products;
      }
    }
  }
  return best;
}

function sumsOf(weights: Float32Array, begin: number, end: number, inverse: number) {
  let products = 0;
  let squares = 0;
  for (let i = begin; i < end; i++) {
    const level = iq4Levels[iq4Place(weights[i] * inverse)];
    products += weights[i] * level;
    squares += level * level;
  }
  return { products, squares };
}

/** The place of the level nearest to a weight divided by the scale. */
export function iq4Place(quotient: number): number {
  const value = quotient + 128.5;
  return nearest[value >= 255 ? 255 : value < 0 ? 0 : value | 0];
}

/** Σ (w − scale·level)² */
export function iq4Error(weights: Float32Array, begin: number, end: number, scale: number): number {
  const inverse = scale === 0 ? 0 : 1 / scale;
  let sum = 0;
  for (let i = begin; i < end; i++) {
    const error = weights[i] - scale * iq4Levels[iq4Place(weights[i] * inverse)];
    sum += error * error;
  }
  return sum;
}
