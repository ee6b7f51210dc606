import { describe, expect, it } from "vitest";
import { floatToHalf, halfToFloat } from "./half.ts";

describe("halfToFloat", () => {
  it.each([
    [0x0000, 0],
    [0x8000, -0],
    [0x3c00, 1],
    [0xc000, -2],
    [0x3555, 0.333251953125],
    [0x7bff, 65504],
    [0x0400, 2 ** -14],
    [0x03ff, 1023 * 2 ** -24],
    [0x0001, 2 ** -24],
    [0x7c00, Number.POSITIVE_INFINITY],
    [0xfc00, Number.NEGATIVE_INFINITY],
    [0x7e00, Number.NaN],
    [0x7c01, Number.NaN],
  ])("0x%s", (bits, value) => {
    expect(halfToFloat(bits)).toBe(value);
  });
});

describe("floatToHalf", () => {
  it("gives every half back", () => {
    for (let bits = 0; bits < 0x10000; bits++) {
      const isNan = (bits & 0x7c00) === 0x7c00 && (bits & 0x3ff) !== 0;
      if (floatToHalf(halfToFloat(bits)) !== (isNan ? 0x7e00 : bits)) throw new Error(`0x${bits.toString(16)}`);
    }
  });

  it("rounds to the nearest, ties to even, between any two neighbours", () => {
    for (let low = 0; low < 0x7bff; low++) {
      const middle = (halfToFloat(low) + halfToFloat(low + 1)) / 2;
      const even = low % 2 === 0 ? low : low + 1;
      const right =
        floatToHalf(middle) === even &&
        floatToHalf(middle * (1 - 2 ** -40)) === low &&
        floatToHalf(middle * (1 + 2 ** -40)) === low + 1 &&
        floatToHalf(-middle) === (even | 0x8000);
      if (!right) throw new Error(`between 0x${low.toString(16)} and the next`);
    }
  });

  it.each([
    [65519.99, 0x7bff],
    [65520, 0x7c00],
    [1e300, 0x7c00],
    [-1e300, 0xfc00],
    [2 ** -25, 0],
    [2 ** -25 * 1.0001, 1],
    [Number.MIN_VALUE, 0],
    [-1e-30, 0x8000],
    [Number.NaN, 0x7e00],
  ])("%f", (value, bits) => {
    expect(floatToHalf(value)).toBe(bits);
  });
});
