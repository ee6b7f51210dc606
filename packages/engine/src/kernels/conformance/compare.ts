import type { ErrorBound } from "./op-case.ts";

export interface Comparison {
  /** Normalised mean squared error; 0 where both are all zeros. */
  readonly nmse: number;
  /** Largest absolute error. */
  readonly largestError: number;
  /** What is wrong, for people; absent when the values are inside the bound. */
  readonly failure?: string;
}

/** No single error may exceed this multiple of the root mean squared error allowed: it finds single wrong elements. */
const outlierFactor = 10;

/** Holds a backend's values against the reference's. */
export function compare(actual: Float32Array, expected: Float32Array, bound: ErrorBound): Comparison {
  if (actual.length !== expected.length) {
    return failed(`${actual.length} values instead of ${expected.length}`);
  }
  let sumOfErrors = 0;
  let sumOfSquares = 0;
  let worst = 0;
  for (let i = 0; i < actual.length; i++) {
    if (!Number.isFinite(actual[i])) return failed(`[${i}] is ${actual[i]} instead of ${expected[i]}`);
    sumOfErrors += (actual[i] - expected[i]) ** 2;
    sumOfSquares += expected[i] ** 2;
    if (Math.abs(actual[i] - expected[i]) > Math.abs(actual[worst] - expected[worst])) worst = i;
  }
  const nmse = sumOfErrors === 0 ? 0 : sumOfErrors / sumOfSquares;
  const largestError = actual.length === 0 ? 0 : Math.abs(actual[worst] - expected[worst]);
  const allowedRms = Math.sqrt((bound.nmse * sumOfSquares) / actual.length) + (bound.floor ?? 0);
  const rms = Math.sqrt(sumOfErrors / actual.length);
  if (rms > allowedRms || largestError > outlierFactor * allowedRms) {
    const where = `[${worst}] is ${actual[worst]} instead of ${expected[worst]}`;
    const failure = `error ${rms.toExponential(2)} rms, ${allowedRms.toExponential(2)} allowed (${bound.reason}); ${where}`;
    return { nmse, largestError, failure };
  }
  return { nmse, largestError };
}

function failed(failure: string): Comparison {
  return { nmse: Number.POSITIVE_INFINITY, largestError: Number.POSITIVE_INFINITY, failure };
}
