import { expect, test } from "vitest";
import { add } from "./add.ts";
import { addBias } from "./add-bias.ts";
import { embedding } from "./embedding.ts";
import { linear } from "./linear.ts";
import { rmsNorm } from "./rms-norm.ts";
import { selectRows } from "./select-rows.ts";
import { siluMul } from "./silu-mul.ts";

const floats = (...values: number[]) => Float32Array.from(values);

test("rmsNorm divides each row by its root mean square", () => {
  // Row 1: mean square 12.5, with eps 3.5: root 4. Row 2: mean square 60.5, with eps 64: root 8.
  expect(rmsNorm(floats(3, 4, 0, 0), floats(2, 1), 3.5)).toEqual(floats(1.5, 1, 0, 0));
  expect(rmsNorm(floats(11, 0), floats(1, 5), 3.5)).toEqual(floats(1.375, 0));
});

test("linear multiplies by the transposed weight", () => {
  const w = floats(1, 2, 3, 0, -1, 10);
  expect(linear(floats(1, 1, 1, 2, 0, 0.5), w, 3)).toEqual(floats(6, 9, 3.5, 5));
});

test("linear sums in more than float32", () => {
  expect(linear(floats(2 ** 25, 1, -(2 ** 25)), floats(1, 1, 1), 3)).toEqual(floats(1));
});

test("embedding and selectRows copy rows in the order asked for", () => {
  const table = floats(0, 1, 10, 11, 20, 21);
  expect(embedding(Int32Array.of(2, 0, 2), table, 2)).toEqual(floats(20, 21, 0, 1, 20, 21));
  expect(selectRows(table, Int32Array.of(1), 2)).toEqual(floats(10, 11));
});

test("addBias adds to every row", () => {
  expect(addBias(floats(1, 2, 3, 4), floats(10, 20))).toEqual(floats(11, 22, 13, 24));
});

test("add and siluMul work element by element", () => {
  expect(add(floats(1, -2), floats(0.5, 2))).toEqual(floats(1.5, 0));
  const [zero, one, large, small] = siluMul(floats(0, 1, 100, -1000), floats(3, 2, 0.5, 7));
  expect(zero).toBe(0);
  expect(one).toBeCloseTo((2 * Math.E) / (Math.E + 1), 6);
  expect(large).toBe(50);
  expect(small).toBeCloseTo(0, 30);
});
