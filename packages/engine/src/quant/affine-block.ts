import { writeUnit } from "./block-writer.ts";
import { affineError, affineLevel, fitAffine } from "./fit-affine.ts";

/** The parts of a block of 256 in Q2_K, Q4_K and Q5_K: x = d·scale·level − dmin·minimum. */
export interface AffineBlock {
  /** [G], and [G] */
  readonly scales: Uint8Array;
  readonly minima: Uint8Array;
  /** [256] */
  readonly levels: Uint8Array;
}

interface AffineLayout {
  readonly groupLength: number;
  /** The largest level, and the largest scale or minimum of a group. */
  readonly mostLevel: number;
  readonly mostScale: number;
  /** Where the halves d and dmin are in `out`. */
  readonly dAt: number;
  readonly dminAt: number;
}

/** Fits the groups, writes d and dmin into `out`, and gives the rest for the format to pack. */
export function fitAffineBlock(weights: Float32Array, layout: AffineLayout, out: Uint8Array): AffineBlock {
  const { groupLength, mostLevel, mostScale } = layout;
  const numGroups = weights.length / groupLength;
  const fits = Array.from({ length: numGroups }, (_, group) =>
    fitAffine(weights, group * groupLength, (group + 1) * groupLength, mostLevel, true),
  );
  const d = writeUnit(out, layout.dAt, fits.reduce((most, fit) => Math.max(most, fit.scale), 0) / mostScale);
  const dmin = writeUnit(out, layout.dminAt, fits.reduce((most, fit) => Math.max(most, -fit.minimum), 0) / mostScale);
  const block: AffineBlock = {
    scales: Uint8Array.from(fits, ({ scale }) => inUnits(scale, d, mostScale)),
    minima: Uint8Array.from(fits, ({ minimum }) => inUnits(-minimum, dmin, mostScale)),
    levels: new Uint8Array(weights.length),
  };
  for (let group = 0; group < numGroups; group++) {
    const begin = group * groupLength;
    settle(weights, begin, layout, block, group, d, dmin);
    const [scale, minimum] = [d * block.scales[group], dmin * block.minima[group]];
    const inverse = scale === 0 ? 0 : 1 / scale;
    for (let i = begin; i < begin + groupLength; i++) {
      block.levels[i] = affineLevel((weights[i] + minimum) * inverse, mostLevel);
    }
  }
  return block;
}

function inUnits(value: number, unit: number, most: number): number {
  return unit === 0 ? 0 : Math.min(most, Math.round(value / unit));
}

/** Rounding each by itself is not best: takes the best of a group's scale and minimum and their neighbours. */
function settle(
  weights: Float32Array,
  begin: number,
  { groupLength, mostLevel, mostScale }: AffineLayout,
  { scales, minima }: AffineBlock,
  group: number,
  d: number,
  dmin: number,
): void {
  const [scale, minimum] = [scales[group], minima[group]];
  let bestError = Number.POSITIVE_INFINITY;
  for (let s = Math.max(0, scale - 1); s <= Math.min(mostScale, scale + 1); s++) {
    for (let m = Math.max(0, minimum - 1); m <= Math.min(mostScale, minimum + 1); m++) {
      const error = affineError(weights, begin, begin + groupLength, mostLevel, d * s, -dmin * m);
      if (error >= bestError) continue;
      bestError = error;
      scales[group] = s;
      minima[group] = m;
    }
  }
}
