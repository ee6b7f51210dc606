import type { WeightSpec } from "../define-model.ts";

/** y = x · Wᵀ: `name` and `ggufName` without ".weight". */
export const matrix = (name: string, ggufName: string, rows: number, columns: number): WeightSpec => ({
  name: `${name}.weight`,
  ggufName: `${ggufName}.weight`,
  shape: [rows, columns],
  kind: "matrix",
});

/** A bias or other numbers in float32: whole names. */
export const vector = (name: string, ggufName: string, ...shape: number[]): WeightSpec => ({
  name,
  ggufName,
  shape,
  kind: "vector",
});

/** Factors of an RMS norm, which the hub may have less one: names without ".weight". */
export const norm = (name: string, ggufName: string, length: number, isCentered = false): WeightSpec => ({
  ...vector(`${name}.weight`, `${ggufName}.weight`, length),
  ...(isCentered && { hubMap: "plusOne" as const }),
});
