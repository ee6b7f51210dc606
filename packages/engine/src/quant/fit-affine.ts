/*
 * Scales and minima for formats whose levels rise from a minimum: x = scale·level + minimum, level from 0 to n.
 *
 * The search begins at several scales, from the smallest weight on. For the levels that they give, the best scale and
 * minimum follow by least squares, and are tried in turn.
 */

/** By how many levels the largest weight lies beyond the highest one, at first. */
const starts = [-1, -0.5, 0, 0.5, 1];
const rounds = 3;

export interface AffineFit {
  readonly scale: number;
  readonly minimum: number;
}

/** Of a group's weights. */
interface Totals {
  readonly count: number;
  readonly least: number;
  readonly most: number;
  readonly sum: number;
  readonly squares: number;
}

/**
 * Scale (not negative) and minimum for weights `begin` to `end`.
 * @param isBelowZero Whether the format can hold only a minimum of at most zero.
 */
export function fitAffine(
  weights: Float32Array,
  begin: number,
  end: number,
  n: number,
  isBelowZero: boolean,
): AffineFit {
  const totals = totalsOf(weights, begin, end);
  const least = isBelowZero ? Math.min(0, totals.least) : totals.least;
  const range = totals.most - least;
  let best: AffineFit = { scale: 0, minimum: least };
  let bestError = Number.POSITIVE_INFINITY;
  if (range <= 0) return best;
  for (const start of starts) {
    let fit = { scale: range / (n + start), minimum: least, error: 0 };
    for (let round = 0; round < rounds; round++) {
      fit = improved(weights, begin, end, n, fit, totals, isBelowZero);
      if (!(fit.scale > 0)) break;
      if (fit.error < bestError) {
        bestError = fit.error;
        best = fit;
      }
    }
  }
  return best;
}

function totalsOf(weights: Float32Array, begin: number, end: number): Totals {
  let least = weights[begin];
  let most = least;
  let sum = 0;
  let squares = 0;
  for (let i = begin; i < end; i++) {
    const weight = weights[i];
    if (weight < least) least = weight;
    if (weight > most) most = weight;
    sum += weight;
    squares += weight * weight;
  }
  return { count: end - begin, least, most, sum, squares };
}

/** What is best for the levels that `from` gives, and the squared error with those levels. */
function improved(
  weights: Float32Array,
  begin: number,
  end: number,
  n: number,
  from: AffineFit,
  { count, sum, squares }: Totals,
  isBelowZero: boolean,
) {
  const inverse = 1 / from.scale;
  let levels = 0;
  let levelSquares = 0;
  let products = 0;
  for (let i = begin; i < end; i++) {
    const level = affineLevel((weights[i] - from.minimum) * inverse, n);
    levels += level;
    levelSquares += level * level;
    products += weights[i] * level;
  }
  // Zero where all weights get the same level.
  const determinant = count * levelSquares - levels * levels;
  let scale = determinant === 0 ? 0 : (count * products - sum * levels) / determinant;
  let minimum = determinant === 0 ? sum / count : (levelSquares * sum - levels * products) / determinant;
  if (isBelowZero && minimum > 0) {
    minimum = 0;
    scale = products / levelSquares;
  }
  const error =
    squares +
    scale * (scale * levelSquares - 2 * products) +
    minimum * (count * minimum - 2 * sum + 2 * scale * levels);
  return { scale, minimum, error };
}

/** The level nearest to a weight, given its distance from the minimum divided by the scale. */
export function affineLevel(quotient: number, n: number): number {
  const place = quotient + 0.5;
  return place >= n ? n : place < 0 ? 0 : place | 0;
}

/** Σ (w − scale·level − minimum)² */
export function affineError(
  weights: Float32Array,
  begin: number,
  end: number,
  n: number,
  scale: number,
  minimum: number,
): number {
  const inverse = scale === 0 ? 0 : 1 / scale;
  let sum = 0;
  for (let i = begin; i < end; i++) {
    const level = affineLevel((weights[i] - minimum) * inverse, n);
    const error = weights[i] - scale * level - minimum;
    sum += error * error;
  }
  return sum;
}
