const SMALLEST_HALF = 2 ** -24;

/** The value of an IEEE 754 binary16 number given by its 16 bits. Exact. */
export function halfToFloat(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  if (exponent === 0) return sign * fraction * SMALLEST_HALF;
  return sign * (1024 + fraction) * (1 << (exponent - 1)) * SMALLEST_HALF;
}

/**
 * The 16 bits of the binary16 number nearest to `value`; of two equally near, the one with an even last bit. What is
 * too large becomes infinite; any NaN becomes 0x7e00.
 */
export function floatToHalf(value: number): number {
  if (Number.isNaN(value)) return 0x7e00;
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const magnitude = Math.abs(value);
  if (magnitude >= 65520) return sign | 0x7c00;
  // Counted in the smallest half, a number of 1024 or more is normal: 1024 steps of 2^shift to the next power of two.
  const units = magnitude / SMALLEST_HALF;
  const shift = units < 1024 ? 0 : units < 2 ** 31 ? 21 - Math.clz32(units) : 37 - Math.clz32(units / 65536);
  // Rounding up to 2048 steps carries into the exponent, as it should.
  return sign | ((shift << 10) + roundHalfEven(units / (1 << shift)));
}

/** For 0 ≤ x < 2^52: at 2^52 a double's own step is 1, and additions round to even. */
function roundHalfEven(x: number): number {
  return x + 2 ** 52 - 2 ** 52;
}
