import { describe, expect, it, test } from "vitest";
import { QwenError } from "../errors.ts";
import { formatById, quantFormats } from "./index.ts";
import type { QuantFormat } from "./quant-format.ts";
import { quantizeWeights } from "./quantize-weights.ts";

/** Of each format: weights that share a scale, levels, whether these rise from a minimum, and the error that is allowed. */
const written: Readonly<Record<string, readonly [number, number, "symmetric" | "affine", number]>> = {
  Q8_0: [32, 255, "symmetric", 0.0055],
  Q4_0: [32, 16, "symmetric", 0.083],
  Q4_1: [32, 16, "affine", 0.071],
  Q5_0: [32, 32, "symmetric", 0.041],
  Q5_1: [32, 32, "affine", 0.0345],
  Q2_K: [16, 4, "affine", 0.27],
  Q3_K: [16, 8, "symmetric", 0.147],
  Q4_K: [32, 16, "affine", 0.072],
  Q5_K: [32, 32, "affine", 0.0355],
  Q6_K: [16, 64, "symmetric", 0.0175],
  IQ4_NL: [32, 16, "symmetric", 0.076],
  IQ4_XS: [32, 16, "symmetric", 0.0765],
};
const blocks = Object.keys(written).map((id) => [id, formatById(id)!] as const);

function roundTrip(format: QuantFormat, weights: Float32Array): Float32Array {
  // Whatever was there before must not show.
  const bytes = new Uint8Array((weights.length / format.blockLength) * format.blockBytes).fill(0xee);
  quantizeWeights(format, weights, bytes);
  const back = new Float32Array(weights.length);
  format.dequantize(bytes, back);
  return back;
}

/** Root mean square of the error, relative to that of the weights. */
function relativeError(weights: Float32Array, back: Float32Array): number {
  const squares = (values: Float32Array) => values.reduce((sum, value) => sum + value * value, 0);
  return Math.sqrt(squares(weights.map((weight, i) => weight - back[i])) / squares(weights));
}

/** Equal steps between the extremes of each group, with scales in full precision: what a search must beat. */
function naive(weights: Float32Array, id: string): Float32Array {
  const [length, levels, kind] = written[id];
  return weights.map((weight, i) => {
    const group = weights.subarray(i - (i % length), i - (i % length) + length);
    if (kind === "symmetric") {
      const step = Math.max(...group.map(Math.abs)) / Math.floor(levels / 2);
      const level = Math.round(weight / step);
      return step * Math.min(levels % 2 ? levels : levels / 2 - 1, level);
    }
    const least = id.endsWith("_K") ? Math.min(0, ...group) : Math.min(...group);
    const step = (Math.max(...group) - least) / (levels - 1);
    return least + step * Math.round((weight - least) / step);
  });
}

/** Box–Muller over a linear congruential generator; `power` above 1 makes outliers. */
function bell(length: number, power = 1): Float32Array {
  let state = 7;
  const uniform = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
  return Float32Array.from({ length }, () => {
    const value = Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
    return 0.02 * Math.sign(value) * Math.abs(value) ** power;
  });
}

test("every format but MXFP4 is written", () => {
  const ids = quantFormats.filter(({ quantize }) => quantize).map(({ id }) => id);
  expect(ids.toSorted()).toEqual([...Object.keys(written), "F32", "F16", "BF16"].toSorted());
});

describe.each(blocks)("%s", (id, format) => {
  const [, , , bound] = written[id];

  it("stays within its error", () => {
    const weights = bell(256 * 64);
    expect(relativeError(weights, roundTrip(format, weights))).toBeLessThan(bound);
  });

  it.each([
    ["bell-shaped weights", bell(256 * 16)],
    ["outliers", bell(256 * 16, 3)],
    ["positive weights", bell(256 * 16).map(Math.abs)],
    ["weights beside zero", bell(256 * 16).map((weight) => weight - 0.02)],
  ])("errs less than equal steps between the extremes: %s", (_, weights) => {
    // Q8_0 has just those steps, and a scale that is rounded.
    const slack = id === "Q8_0" ? 1.005 : 1;
    const [ours, theirs] = [roundTrip(format, weights), naive(weights, id)];
    expect(relativeError(weights, ours)).toBeLessThan(slack * relativeError(weights, theirs));
  });

  it("keeps zeros and constants", () => {
    expect(roundTrip(format, new Float32Array(512)).every((weight) => weight === 0)).toBe(true);
    for (const constant of [1, -1, 0.017, -3e-4]) {
      const weights = new Float32Array(256).fill(constant);
      expect(relativeError(weights, roundTrip(format, weights))).toBeLessThan(0.02);
    }
  });

  it("keeps a lone weight among zeros, wherever it is", () => {
    for (const [i, value] of [0, 31, 32, 100, 255].flatMap((at) => [[at, 0.5] as const, [at, -0.25] as const])) {
      const weights = new Float32Array(256);
      weights[i] = value;
      expect(relativeError(weights, roundTrip(format, weights))).toBeLessThan(0.09);
    }
  });

  it("takes the largest and the tiniest weights", () => {
    const steps = Float32Array.from({ length: 256 }, (_, i) => (i % 2 ? 1 : -1) * (1 - (i % 7) / 8));
    for (const factor of [65_504, 1, 1e-3, 1e-7, 1e-12, 1e-40]) {
      const weights = steps.map((weight) => factor * weight);
      const back = roundTrip(format, weights);
      // Scales are halves, which end at 6e-8.
      expect(back.every(Number.isFinite)).toBe(true);
      expect(relativeError(weights, back)).toBeLessThan(factor < 1e-3 ? 1.01 : 0.4);
    }
  });
});

test.each(quantFormats.filter(({ quantize }) => quantize).map((format) => [format.id, format] as const))(
  "%s refuses what is no number",
  (_, format) => {
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      const weights = new Float32Array(256);
      weights[77] = bad;
      expect(() => roundTrip(format, weights)).toThrow(expect.objectContaining({ code: "model/bad-weights" }));
    }
  },
);

test("halves do not become infinite without a word", () => {
  const weights = new Float32Array(256).fill(70_000);
  for (const id of ["F16", "Q8_0", "Q4_K"]) {
    expect(() => roundTrip(formatById(id)!, weights)).toThrow(QwenError);
    expect(() => roundTrip(formatById(id)!, weights)).toThrow(/70000, more than .* can hold \(65504\); take BF16/);
  }
  expect(roundTrip(formatById("F32")!, weights)).toEqual(weights);
  expect(relativeError(weights, roundTrip(formatById("BF16")!, weights))).toBeLessThan(0.003);
});
