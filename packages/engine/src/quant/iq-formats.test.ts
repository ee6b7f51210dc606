import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import type { Grid } from "./grid.ts";
import { quantFormats } from "./index.ts";
import { iq1_m } from "./iq1_m.ts";
import { iq1_s } from "./iq1_s.ts";
import { iq1Grid } from "./iq1-grid.ts";
import { iq2_s } from "./iq2_s.ts";
import { iq2SGrid } from "./iq2_s-grid.ts";
import { iq2_xs } from "./iq2_xs.ts";
import { iq2XsGrid } from "./iq2_xs-grid.ts";
import { iq2_xxs } from "./iq2_xxs.ts";
import { iq2XxsGrid } from "./iq2_xxs-grid.ts";
import { iq3_s } from "./iq3_s.ts";
import { iq3SGrid } from "./iq3_s-grid.ts";
import { iq3_xxs } from "./iq3_xxs.ts";
import { iq3XxsGrid } from "./iq3_xxs-grid.ts";
import type { QuantFormat } from "./quant-format.ts";

/*
 * Blocks are made here from a list of fields: at which bit of the block a point's index, signs and scale begin. That the
 * list is that of the files is checked beside llama.cpp, see bench/README.md.
 */

const QUARTER = 0x3400;

/** A bit of a block, its width, and the number there. Bits are counted from a byte's lowest. */
type Field = readonly [at: number, width: number, value: number];

function block(format: QuantFormat, fields: readonly Field[]): Uint8Array {
  const bytes = new Uint8Array(format.blockBytes);
  for (const [at, width, value] of fields) {
    for (let i = 0; i < width; i++) bytes[(at + i) >> 3]! |= ((value >> i) & 1) << ((at + i) & 7);
  }
  return bytes;
}

function decode(format: QuantFormat, bytes: Uint8Array): number[] {
  const out = new Float32Array(format.blockLength);
  format.dequantize(bytes, out);
  return [...out];
}

const points = (grid: Grid) => Array.from({ length: 256 / grid.dimension }, (_, k) => k);

/** Of every point k: which it is, with all bits of an index in use somewhere; its scale and its signs. */
const indexOf = (k: number, count: number): number => (k * 401 + 77) % count;
const scaleOf = (k: number, bits: number): number => (k * 11 + 3) % 2 ** bits;
const signsOf = (k: number): number => (k * 89 + 21) & 255;

const isNegative = (signs: number, i: number): boolean => ((signs >> i) & 1) === 1;
/** Seven signs, and the eighth that makes the number of negative ones even. */
const evenlyNegative = (signs: number, i: number): boolean =>
  i < 7 ? isNegative(signs, i) : [0, 1, 2, 3, 4, 5, 6].filter((j) => isNegative(signs, j)).length % 2 === 1;

const value = (grid: Grid, index: number, i: number): number => grid.values[grid.dimension * index + i]!;

describe("IQ2: points of eight, each 16 with a scale or each 32", () => {
  const expected = (grid: Grid, scale: (k: number) => number, negative: (signs: number, i: number) => boolean) =>
    points(grid).flatMap((k) =>
      Array.from({ length: 8 }, (_, i) => {
        const magnitude = ((2 * scale(k) + 1) / 8) * value(grid, indexOf(k, grid.values.length / 8), i);
        return ((negative(signsOf(k), i) ? -1 : 1) * magnitude) / 4;
      }),
    );

  it("IQ2_XXS", () => {
    const fields = points(iq2XxsGrid).flatMap((k): Field[] => {
      const group = 16 + 64 * (k >> 2);
      return [
        [group + 8 * (k & 3), 8, indexOf(k, 256)],
        [group + 32 + 7 * (k & 3), 7, signsOf(k)],
        [group + 60, 4, scaleOf(k >> 2, 4)],
      ];
    });
    const bytes = block(iq2_xxs, [[0, 16, QUARTER], ...fields]);
    expect(decode(iq2_xxs, bytes)).toEqual(expected(iq2XxsGrid, (k) => scaleOf(k >> 2, 4), evenlyNegative));
  });

  it("IQ2_XS", () => {
    const fields = points(iq2XsGrid).flatMap((k): Field[] => [
      [16 + 16 * k, 9, indexOf(k, 512)],
      [16 + 16 * k + 9, 7, signsOf(k)],
      [8 * 66 + 4 * (k >> 1), 4, scaleOf(k >> 1, 4)],
    ]);
    const bytes = block(iq2_xs, [[0, 16, QUARTER], ...fields]);
    expect(decode(iq2_xs, bytes)).toEqual(expected(iq2XsGrid, (k) => scaleOf(k >> 1, 4), evenlyNegative));
  });

  it("IQ2_S", () => {
    const fields = points(iq2SGrid).flatMap((k): Field[] => [
      [16 + 8 * k, 8, indexOf(k, 1024)],
      [8 * 34 + 8 * k, 8, signsOf(k)],
      [8 * 66 + 2 * k, 2, indexOf(k, 1024) >> 8],
      [8 * 74 + 4 * (k >> 1), 4, scaleOf(k >> 1, 4)],
    ]);
    const bytes = block(iq2_s, [[0, 16, QUARTER], ...fields]);
    expect(decode(iq2_s, bytes)).toEqual(expected(iq2SGrid, (k) => scaleOf(k >> 1, 4), isNegative));
  });
});

describe("IQ3: points of four, two with eight signs, each 32 with a scale", () => {
  const expected = (grid: Grid, unit: number, negative: (signs: number, i: number) => boolean) =>
    points(grid).flatMap((k) =>
      Array.from({ length: 4 }, (_, i) => {
        const magnitude = unit * (2 * scaleOf(k >> 3, 4) + 1) * value(grid, indexOf(k, grid.values.length / 4), i);
        return ((negative(signsOf(k >> 1), 4 * (k & 1) + i) ? -1 : 1) * magnitude) / 4;
      }),
    );

  it("IQ3_XXS", () => {
    const fields = points(iq3XxsGrid).flatMap((k): Field[] => {
      const group = 8 * 66 + 32 * (k >> 3);
      return [
        [16 + 8 * k, 8, indexOf(k, 256)],
        [group + 7 * ((k >> 1) & 3), 7, signsOf(k >> 1)],
        [group + 28, 4, scaleOf(k >> 3, 4)],
      ];
    });
    const bytes = block(iq3_xxs, [[0, 16, QUARTER], ...fields]);
    expect(decode(iq3_xxs, bytes)).toEqual(expected(iq3XxsGrid, 1 / 4, evenlyNegative));
  });

  it("IQ3_S", () => {
    const fields = points(iq3SGrid).flatMap((k): Field[] => [
      [16 + 8 * k, 8, indexOf(k, 512)],
      [8 * 66 + k, 1, indexOf(k, 512) >> 8],
      [8 * 74 + 8 * (k >> 1), 8, signsOf(k >> 1)],
      [8 * 106 + 4 * (k >> 3), 4, scaleOf(k >> 3, 4)],
    ]);
    const bytes = block(iq3_s, [[0, 16, QUARTER], ...fields]);
    expect(decode(iq3_s, bytes)).toEqual(expected(iq3SGrid, 1, isNegative));
  });
});

describe("IQ1: points of eight, moved up or down", () => {
  const isDown = (k: number): boolean => k % 3 === 1;
  const expected = (scale: (k: number) => number, down: (k: number) => boolean) =>
    points(iq1Grid).flatMap((k) =>
      Array.from({ length: 8 }, (_, i) => {
        const moved = value(iq1Grid, indexOf(k, 2048), i) + (down(k) ? -0.125 : 0.125);
        return ((2 * scale(k) + 1) * moved) / 4;
      }),
    );

  it("IQ1_S", () => {
    const fields = points(iq1Grid).flatMap((k): Field[] => {
      const group = 8 * 34 + 16 * (k >> 2);
      return [
        [16 + 8 * k, 8, indexOf(k, 2048)],
        [group + 3 * (k & 3), 3, indexOf(k, 2048) >> 8],
        [group + 12, 3, scaleOf(k >> 2, 3)],
        [group + 15, 1, isDown(k >> 2) ? 1 : 0],
      ];
    });
    const scale = (k: number) => scaleOf(k >> 2, 3);
    const bytes = block(iq1_s, [[0, 16, QUARTER], ...fields]);
    expect(decode(iq1_s, bytes)).toEqual(expected(scale, (k) => isDown(k >> 2)));
  });

  it("IQ1_M", () => {
    const fields = points(iq1Grid).flatMap((k): Field[] => [
      [8 * k, 8, indexOf(k, 2048)],
      [8 * 32 + 4 * k, 3, indexOf(k, 2048) >> 8],
      [8 * 32 + 4 * k + 3, 1, isDown(k) ? 1 : 0],
      [8 * 48 + 16 * (k >> 3) + 3 * ((k >> 1) & 3), 3, scaleOf(k >> 1, 3)],
    ]);
    const scales = [0, 1, 2, 3].map((i): Field => [8 * 48 + 16 * i + 12, 4, QUARTER >> (4 * i)]);
    const scale = (k: number) => scaleOf(k >> 1, 3);
    expect(decode(iq1_m, block(iq1_m, [...scales, ...fields]))).toEqual(expected(scale, isDown));
  });
});

/** The largest weight for a half scale of one. */
const largest: readonly (readonly [QuantFormat, number])[] = [
  [iq2_xxs, (31 / 8) * 43],
  [iq2_xs, (31 / 8) * 43],
  [iq2_s, (31 / 8) * 43],
  [iq3_xxs, (31 / 4) * 62],
  [iq3_s, 31 * 15],
  [iq1_s, 15 * 1.125],
  [iq1_m, 15 * 1.125],
];

/** The block with a scale of one. */
function withScaleOfOne(format: QuantFormat, bytes: Uint8Array): Uint8Array {
  if (format !== iq1_m) bytes.set([0x00, 0x3c]);
  else
    for (const [i, nibble] of [0x0, 0x0, 0xc, 0x3].entries())
      bytes[49 + 2 * i] = (bytes[49 + 2 * i]! & 15) | (nibble << 4);
  return bytes;
}

test.each(largest.map(([format, bound]) => [format.id, format, bound] as const))(
  "%s: no bytes lead outside the grid",
  (_, format, bound) => {
    for (const byte of [0x00, 0x7f, 0x80, 0xff]) {
      const weights = decode(format, withScaleOfOne(format, new Uint8Array(format.blockBytes).fill(byte)));
      expect(weights.every((weight) => weight !== 0 && Math.abs(weight) <= bound)).toBe(true);
    }
    fc.assert(
      fc.property(fc.uint8Array({ minLength: format.blockBytes, maxLength: format.blockBytes }), (bytes) => {
        const weights = decode(format, withScaleOfOne(format, bytes));
        expect(weights.every((weight) => weight !== 0 && Math.abs(weight) <= bound)).toBe(true);
      }),
    );
  },
);

test("every format with a grid is here", () => {
  const ids = quantFormats.map(({ id }) => id).filter((id) => /^IQ[123]/.test(id));
  expect(largest.map(([{ id }]) => id).sort()).toEqual(ids.sort());
});
