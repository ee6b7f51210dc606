import type { ValueMap } from "./backend.ts";

const maps: Readonly<Record<ValueMap, (x: number) => number>> = {
  plusOne: (x) => x + 1,
  negativeExp: (x) => -Math.exp(x),
};

/** Replaces numbers as read from a file by those that ops compute with. */
export function mapValues(values: Float32Array, map: ValueMap): void {
  const mapped = maps[map];
  for (let i = 0; i < values.length; i++) values[i] = mapped(values[i]);
}
