import { iq1Grid } from "./iq1-grid.ts";

/** All weights of a point are moved by this, up or down. @see ggml-common.h `IQ1S_DELTA` */
const SHIFT = 1 / 8;

/** Writes `scale` times the moved point to `out` from `at` on. */
export function putShiftedPoint(out: Float32Array, at: number, index: number, scale: number, isDown: boolean): void {
  const shift = isDown ? -SHIFT : SHIFT;
  for (let i = 0; i < 8; i++) out[at + i] = scale * (iq1Grid.values[8 * index + i] + shift);
}
