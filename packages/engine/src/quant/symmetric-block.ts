import { writeUnit } from "./block-writer.ts";
import { fitScale, symmetricError, symmetricLevel } from "./fit-symmetric.ts";

/** The parts of a block of 256 in Q3_K and Q6_K: x = d·scale·level. */
export interface SymmetricBlock {
  /** [16], signed. */
  readonly scales: Int8Array;
  /** [256], signed. */
  readonly levels: Int8Array;
}

interface SymmetricLayout {
  /** Levels go from −n to n − 1, groups' scales from −m to m − 1. */
  readonly n: number;
  readonly m: number;
  /** Where the half d is in `out`. */
  readonly dAt: number;
}

const GROUP_LENGTH = 16;

/** Fits the groups, writes d into `out`, and gives the rest for the format to pack. */
export function fitSymmetricBlock(
  weights: Float32Array,
  { n, m, dAt }: SymmetricLayout,
  out: Uint8Array,
): SymmetricBlock {
  const fits = Array.from({ length: weights.length / GROUP_LENGTH }, (_, group) =>
    fitScale(weights, group * GROUP_LENGTH, (group + 1) * GROUP_LENGTH, n),
  );
  const extreme = fits.reduce((most, scale) => (Math.abs(scale) > Math.abs(most) ? scale : most), 0);
  const d = writeUnit(out, dAt, extreme / -m);
  const block: SymmetricBlock = { scales: new Int8Array(fits.length), levels: new Int8Array(weights.length) };
  for (const [group, fit] of fits.entries()) {
    const begin = group * GROUP_LENGTH;
    const scale = d === 0 ? 0 : settled(weights, begin, n, m, d, Math.max(-m, Math.min(m - 1, Math.round(fit / d))));
    block.scales[group] = scale;
    const inverse = scale === 0 ? 0 : 1 / (d * scale);
    for (let i = begin; i < begin + GROUP_LENGTH; i++) block.levels[i] = symmetricLevel(weights[i] * inverse, n);
  }
  return block;
}

/** The best of a scale, counted in d, and its neighbours. */
function settled(weights: Float32Array, begin: number, n: number, m: number, d: number, rounded: number): number {
  let best = 0;
  let bestError = Number.POSITIVE_INFINITY;
  for (let scale = Math.max(-m, rounded - 1); scale <= Math.min(m - 1, rounded + 1); scale++) {
    const error = symmetricError(weights, begin, begin + GROUP_LENGTH, n, d * scale);
    if (error >= bestError) continue;
    bestError = error;
    best = scale;
  }
  return best;
}
