/** Points that small groups of weights may take: what an index in the blocks of the IQ formats stands for. */
export interface Grid {
  /** Weights of one point. */
  readonly dimension: number;
  /** Point after point, [count][dimension]. */
  readonly values: Int8Array;
}

interface GridDescription {
  readonly dimension: number;
  /** What a weight of a point may be. */
  readonly levels: readonly number[];
  /** Whether only points count whose places in `levels`, added up, are even. */
  readonly evenSums: boolean;
  /**
   * Which of all such points belong to the grid, in hexadecimal: a bit each, the highest first. They are ordered as the
   * numbers whose digits are a point's places in `levels`, the first weight's digit counting least.
   */
  readonly members: string;
}

/** Found out when it is first asked for: six of them take some milliseconds of every thread's start. */
export function gridOf(description: GridDescription): Grid {
  let values: Int8Array | undefined;
  return {
    dimension: description.dimension,
    get values() {
      values ??= valuesOf(description);
      return values;
    },
  };
}

function valuesOf({ dimension, levels, evenSums, members }: GridDescription): Int8Array {
  const fours = Uint8Array.from(members.replaceAll(/\s/g, ""), (digit) => Number.parseInt(digit, 16));
  const values: number[] = [];
  const point = new Uint8Array(dimension);
  let place = 0;
  do {
    if (evenSums && sumOf(point) % 2 !== 0) continue;
    const isMember = (fours[place >> 2] >> (3 - (place & 3))) & 1;
    if (isMember) for (const digit of point) values.push(levels[digit]);
    place++;
  } while (countUp(point, levels.length));
  return Int8Array.from(values);
}

function sumOf(digits: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) sum += digits[i];
  return sum;
}

/** The next number, its first digit the lowest. Gives whether there is one. */
function countUp(digits: Uint8Array, base: number): boolean {
  for (let i = 0; i < digits.length; i++) {
    if (++digits[i] < base) return true;
    digits[i] = 0;
  }
  return false;
}

/** Writes `scale` times the point to `out` from `at` on, negative where `signs` has a bit: bit i for weight i. */
export function putPoint(
  out: Float32Array,
  at: number,
  { dimension, values }: Grid,
  index: number,
  scale: number,
  signs: number,
): void {
  for (let i = 0; i < dimension; i++) {
    const sign = 1 - 2 * ((signs >> i) & 1);
    out[at + i] = scale * sign * values[dimension * index + i];
  }
}

/**
 * The signs of eight weights from those of the first seven: an even number of them is negative.
 * @see ggml-common.h `ksigns_iq2xs`
 */
export function evenSigns(seven: number): number {
  const folded = seven ^ (seven >> 4);
  const parity = (0x6996 >> (folded & 15)) & 1;
  return seven | (parity << 7);
}
