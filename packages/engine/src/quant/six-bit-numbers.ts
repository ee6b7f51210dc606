/*
 * How Q4_K and Q5_K pack eight 6-bit scales and eight 6-bit minima into 12 bytes.
 * @see ggml-quants.c `get_scale_min_k4`
 */

/** Groups 0 to 3 have a byte's low 6 bits; the others 4 bits of a later byte and the top 2 of those bytes. */
export function groupScale(packed: Uint8Array, group: number): number {
  return group < 4 ? packed[group] & 63 : (packed[group + 4] & 15) | ((packed[group - 4] >> 6) << 4);
}

export function groupMinimum(packed: Uint8Array, group: number): number {
  return group < 4 ? packed[group + 4] & 63 : (packed[group + 4] >> 4) | ((packed[group] >> 6) << 4);
}

/** Writes all of them to `out[0 … 11]`. */
export function packGroups(scales: Uint8Array, minima: Uint8Array, out: Uint8Array): void {
  for (let i = 0; i < 4; i++) {
    out[i] = scales[i] | ((scales[i + 4] >> 4) << 6);
    out[i + 4] = minima[i] | ((minima[i + 4] >> 4) << 6);
    out[i + 8] = (scales[i + 4] & 15) | ((minima[i + 4] & 15) << 4);
  }
}
