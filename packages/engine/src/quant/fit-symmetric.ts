/*
 * Scales for formats whose levels lie about zero: x = scale·level, level from −n to n − 1.
 *
 * The largest magnitude need not get the outermost level, a somewhat smaller scale serves the many small weights better;
 * and either end may be the one that it is put on. So the search begins at several scales. For the levels that a scale
 * gives, the best scale is a quotient of sums, and is tried in turn.
 */

/** By how many levels the largest magnitude lies beyond the outermost one, at first. */
const starts = [-0.8, -0.4, 0, 0.4, 0.8];
const rounds = 2;

/**
 * The scale for weights `begin` to `end` by least squares; it may be negative. 0 where all weights are.
 * @param n Half the number of levels.
 */
export function fitScale(weights: Float32Array, begin: number, end: number, n: number): number {
  const extreme = largestMagnitude(weights, begin, end);
  if (extreme === 0) return 0;
  let best = 0;
  let bestGain = 0;
  for (const outermost of [-n, n - 1]) {
    for (const start of starts) {
      let inverse = (outermost + Math.sign(outermost) * start) / extreme;
      for (let round = 0; round < rounds; round++) {
        const { products, squares } = sumsOf(weights, begin, end, n, inverse);
        if (products === 0) break;
        // The squared error is Σ w² less this.
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

/** Σ w·level and Σ level². */
function sumsOf(weights: Float32Array, begin: number, end: number, n: number, inverse: number) {
  let products = 0;
  let squares = 0;
  for (let i = begin; i < end; i++) {
    const level = symmetricLevel(weights[i] * inverse, n);
    products += weights[i] * level;
    squares += level * level;
  }
  return { products, squares };
}

/** The level nearest to a weight divided by the scale. */
export function symmetricLevel(quotient: number, n: number): number {
  const place = quotient + n + 0.5;
  return (place >= 2 * n ? 2 * n - 1 : place < 0 ? 0 : place | 0) - n;
}

/** Σ (w − scale·level)² */
export function symmetricError(weights: Float32Array, begin: number, end: number, n: number, scale: number): number {
  const inverse = scale === 0 ? 0 : 1 / scale;
  let sum = 0;
  for (let i = begin; i < end; i++) {
    const error = weights[i] - scale * symmetricLevel(weights[i] * inverse, n);
    sum += error * error;
  }
  return sum;
}

/** The weight of largest magnitude, with its sign. */
export function largestMagnitude(weights: Float32Array, begin: number, end: number): number {
  let extreme = 0;
  for (let i = begin; i < end; i++) if (Math.abs(weights[i]) > Math.abs(extreme)) extreme = weights[i];
  return extreme;
}
