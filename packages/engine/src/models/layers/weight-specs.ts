import type { WeightSpec } from "../define-model.ts";

/** y = x · Wᵀ: `name` and `ggufName` without ".weight". */
export const matrix = (name: string, ggufName: string, rows: number, columns: number): WeightSpec => ({
  name: `${name}.weight`,
  ggufName: `${ggufName}.weight`,
  shape: [rows, columns],
  kind: "matrix",
});

/** A norm's factors or a bias: whole names. */
export const vector = (name: string, ggufName: string, length: number): WeightSpec => ({
  name,
  ggufName,
  shape: [length],
  kind: "vector",
});
