import type { RopeParameters } from "../ops.ts";

/**
 * For each position P/2 cosines, then P/2 sines, times the scale. The angle is rounded to float32 before the cosine is
 * taken, as the models' official float32 code does: at position 100,000 that alone decides the third digit.
 */
export function rotaryTable(positions: Int32Array, rope: RopeParameters): Float32Array {
  const half = rope.inverseFrequencies.length;
  const scale = Math.fround(rope.scale);
  const out = new Float32Array(positions.length * 2 * half);
  positions.forEach((position, t) => {
    for (let i = 0; i < half; i++) {
      const angle = Math.fround(position * rope.inverseFrequencies[i]);
      out[t * 2 * half + i] = Math.fround(Math.cos(angle)) * scale;
      out[t * 2 * half + half + i] = Math.fround(Math.sin(angle)) * scale;
    }
  });
  return out;
}
