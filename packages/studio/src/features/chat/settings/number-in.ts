interface Bounds {
  readonly min: number;
  readonly max: number | undefined;
  /** 1: whole numbers only. */
  readonly step: number;
}

/** The number that a text is, with a point or a comma; undefined where it is none, or none that is allowed. */
export function numberIn(text: string, { min, max = Number.POSITIVE_INFINITY, step }: Bounds): number | undefined {
  const typed = text.trim();
  // "2.000" and "2,000" may be thousands: as a fraction, they would be a tiny number.
  if (typed === "" || (step === 1 && !/^[+-]?\d+$/.test(typed))) return undefined;
  const number = Number(typed.replace(",", "."));
  return Number.isFinite(number) && number >= min && number <= max ? number : undefined;
}
