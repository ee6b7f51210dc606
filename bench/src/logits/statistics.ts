/** How two sets of logits, one row a position, relate. */
export interface Agreement {
  readonly positions: number;
  /** Positions where the reference's best token is no tie. */
  readonly clear: number;
  /** Share of the clear positions with the same best token. */
  readonly sameTop: number;
  /** Share of all positions with the same best token. */
  readonly sameTopWithTies: number;
  readonly largestDifference: number;
  /** Root mean square of the differences. */
  readonly rmsDifference: number;
  /** Kullback–Leibler divergence of our distribution from the reference's, in nats, on average over positions. */
  readonly meanDivergence: number;
  readonly largestDivergence: number;
}

/** `tieGap`: a position whose two best reference logits are closer than this is a tie. */
export function agreement(
  reference: readonly Float32Array[],
  ours: readonly Float32Array[],
  tieGap: number,
): Agreement {
  const tops = reference.map((row, i) => ({
    same: top(row).index === top(ours[i]).index,
    clear: top(row).gap >= tieGap,
  }));
  const clear = tops.filter((position) => position.clear);
  const divergences = reference.map((row, i) => divergence(row, ours[i]));
  return {
    positions: reference.length,
    clear: clear.length,
    sameTop: share(clear.filter(({ same }) => same).length, clear.length),
    sameTopWithTies: share(tops.filter(({ same }) => same).length, tops.length),
    largestDifference: Math.max(...reference.map((row, i) => differences(row, ours[i]).largest)),
    rmsDifference: rmsDifference(reference, ours),
    meanDivergence: mean(divergences),
    largestDivergence: Math.max(...divergences),
  };
}

/** Root mean square of all differences. */
export function rmsDifference(a: readonly Float32Array[], b: readonly Float32Array[]): number {
  return Math.sqrt(mean(a.map((row, i) => differences(row, b[i]).sumOfSquares / row.length)));
}

function differences(a: Float32Array, b: Float32Array): { readonly largest: number; readonly sumOfSquares: number } {
  let largest = 0;
  let sumOfSquares = 0;
  for (let i = 0; i < a.length; i++) {
    const difference = Math.abs(a[i] - b[i]);
    // A NaN must not pass as a small difference.
    if (!(difference <= largest)) largest = Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference;
    sumOfSquares += difference * difference;
  }
  return { largest, sumOfSquares };
}

/** The best token and how far ahead of the second it is. */
function top(row: Float32Array): { readonly index: number; readonly gap: number } {
  let index = 0;
  let second = Number.NEGATIVE_INFINITY;
  for (let i = 1; i < row.length; i++) {
    if (row[i] > row[index]) {
      second = row[index];
      index = i;
    } else if (row[i] > second) second = row[i];
  }
  return { index, gap: row[index] - second };
}

function divergence(reference: Float32Array, ours: Float32Array): number {
  const p = logProbabilities(reference);
  const q = logProbabilities(ours);
  let sum = 0;
  for (let i = 0; i < p.length; i++) sum += Math.exp(p[i]) * (p[i] - q[i]);
  return sum;
}

export function logProbabilities(row: Float32Array): Float64Array {
  let largest = Number.NEGATIVE_INFINITY;
  for (const logit of row) largest = Math.max(largest, logit);
  let sum = 0;
  for (const logit of row) sum += Math.exp(logit - largest);
  const logSum = largest + Math.log(sum);
  return Float64Array.from(row, (logit) => logit - logSum);
}

function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum / values.length;
}

const share = (part: number, whole: number): number => (whole === 0 ? 1 : part / whole);
