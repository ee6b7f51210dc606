/**
 * Twice the numbers that MXFP4 and NVFP4 have: a sign, two bits of exponent and one of fraction (E2M1).
 * @see https://www.opencompute.org/documents/ocp-microscaling-formats-mx-v1-0-spec-final-pdf
 */
export const fp4Levels = Int8Array.of(0, 1, 2, 3, 4, 6, 8, 12, 0, -1, -2, -3, -4, -6, -8, -12);
