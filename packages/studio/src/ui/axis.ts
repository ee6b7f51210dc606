const steps = [1, 1.5, 2, 3, 4, 5, 6, 8];

/** A short number, and not below the value. */
export function niceCeiling(value: number): number {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const step = steps.find((times) => times * power >= value * (1 - 1e-9)) ?? 10;
  return step * power;
}

/**
 * Where an axis ends that has to hold values up to `highest`: as before, unless they do not fit or use less than half
 * of it. So it stays where it is while values waver.
 */
export function nextCeiling(before: number | undefined, highest: number): number {
  if (before !== undefined && highest <= before && highest > before / 2) return before;
  // Some room above, so that what grows slowly does not move it at once.
  return niceCeiling(highest * 1.1);
}
