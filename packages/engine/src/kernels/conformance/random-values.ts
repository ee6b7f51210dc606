import { Rng } from "../../core/rng.ts";

/** Normally distributed values, the same for the same seed. */
export function normalValues(seed: number, length: number, deviation = 1): Float32Array {
  const rng = Rng.fromSeed(seed);
  // Box and Muller's transformation.
  return Float32Array.from({ length }, () => {
    const radius = Math.sqrt(-2 * Math.log(1 - rng.next()));
    return deviation * radius * Math.cos(2 * Math.PI * rng.next());
  });
}

export function randomBytes(seed: number, length: number): Uint8Array {
  const rng = Rng.fromSeed(seed);
  return Uint8Array.from({ length }, () => rng.nextUint32() >>> 24);
}

/** 0 … length − 1 in random order. */
export function permutation(seed: number, length: number): number[] {
  const rng = Rng.fromSeed(seed);
  const order = Array.from({ length }, (_, i) => i);
  for (let i = length - 1; i > 0; i--) {
    const j = Math.floor(rng.next() * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}
