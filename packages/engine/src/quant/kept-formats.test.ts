import { describe, expect, it } from "vitest";
import { iq4_nl } from "./iq4_nl.ts";
import { iq4_xs } from "./iq4_xs.ts";
import { mxfp4 } from "./mxfp4.ts";
import { nvfp4 } from "./nvfp4.ts";
import { q2_k } from "./q2_k.ts";
import { q3_k } from "./q3_k.ts";
import { q4_1 } from "./q4_1.ts";
import { q5_0 } from "./q5_0.ts";
import { q5_1 } from "./q5_1.ts";
import { q5_k } from "./q5_k.ts";
import type { QuantFormat } from "./quant-format.ts";

/*
 * Blocks are made here weight by weight from the layout's description: which bit of which byte a weight has. That the
 * description is that of the files is checked beside llama.cpp, see bench/README.md.
 */

const HALF_OF_ONE = [0x00, 0x3c];
const HALF_OF_QUARTER = [0x00, 0x34];
const levelOf = (i: number, bits: number): number => (i * 37 + 5 * (i >> 4) + 3) % 2 ** bits;

function decode(format: QuantFormat, bytes: Uint8Array): number[] {
  expect(bytes.length).toBe(format.blockBytes);
  const out = new Float32Array(format.blockLength);
  format.dequantize(bytes, out);
  return [...out];
}

const weights = (count: number, value: (i: number) => number) => Array.from({ length: count }, (_, i) => value(i));

/** Low four bits of weights i and i + 16 in a byte. */
function nibbles(level: (i: number) => number): number[] {
  return Array.from({ length: 16 }, (_, i) => (level(i) & 15) | ((level(i + 16) & 15) << 4));
}

function fifthBits(level: (i: number) => number): number[] {
  const bytes = [0, 0, 0, 0];
  for (let i = 0; i < 32; i++) bytes[i >> 3]! |= ((level(i) >> 4) & 1) << (i & 7);
  return bytes;
}

describe("blocks of 32", () => {
  const four = (i: number) => levelOf(i, 4);
  const five = (i: number) => levelOf(i, 5);

  it("Q4_1: d·q + m", () => {
    const bytes = Uint8Array.of(...HALF_OF_ONE, ...HALF_OF_QUARTER, ...nibbles(four));
    expect(decode(q4_1, bytes)).toEqual(weights(32, (i) => four(i) + 0.25));
  });

  it("Q5_0: d·(q − 16)", () => {
    const bytes = Uint8Array.of(...HALF_OF_QUARTER, ...fifthBits(five), ...nibbles(five));
    expect(decode(q5_0, bytes)).toEqual(weights(32, (i) => (five(i) - 16) / 4));
  });

  it("Q5_1: d·q + m", () => {
    const bytes = Uint8Array.of(...HALF_OF_ONE, ...HALF_OF_QUARTER, ...fifthBits(five), ...nibbles(five));
    expect(decode(q5_1, bytes)).toEqual(weights(32, (i) => five(i) + 0.25));
  });

  it("IQ4_NL: d·level[q]", () => {
    const values = decode(iq4_nl, Uint8Array.of(...HALF_OF_QUARTER, ...nibbles((i) => i % 16)));
    const levels = [-127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113];
    expect(values).toEqual([...levels, ...levels].map((level) => level / 4));
  });

  it("MXFP4: numbers of four bits times a power of two", () => {
    const levels = [0, 0.5, 1, 1.5, 2, 3, 4, 6];
    const both = [...levels, ...levels.map((level) => -level)];
    const values = decode(mxfp4, Uint8Array.of(127 + 2, ...nibbles((i) => i % 16)));
    expect(values.map((value) => value + 0)).toEqual([...both, ...both].map((level) => 4 * level + 0));
    expect(decode(mxfp4, Uint8Array.of(0, ...nibbles(() => 2)))[0]).toBe(2 ** -127);
  });

  it("NVFP4: such numbers times scales with three bits of fraction, in groups of 16", () => {
    const levels = [0, 0.5, 1, 1.5, 2, 3, 4, 6];
    const both = [...levels, ...levels.map((level) => -level)];
    // 1.25 · 2^1, the smallest, the largest, and what has no value.
    const scales = [0b0_1000_010, 0b0_0000_001, 0b0_1111_110, 0b0_1111_111];
    const pairs = Array.from({ length: 8 }, (_, i) => i | ((i + 8) << 4));
    const values = decode(nvfp4, Uint8Array.of(...scales, ...pairs, ...pairs, ...pairs, ...pairs));
    const expected = [2.5, 2 ** -9, 448, 0].flatMap((scale) => both.map((level) => scale * level));
    expect(values.map((value) => value + 0)).toEqual(expected.map((value) => value + 0));
    for (let byte = 0; byte < 256; byte++) {
      const any = decode(nvfp4, new Uint8Array(36).fill(byte));
      expect(any.every((value) => Math.abs(value) <= 480 * 6)).toBe(true);
    }
  });
});

describe("blocks of 256", () => {
  it("Q2_K: d·scale·q − dmin·minimum, in groups of 16", () => {
    const bytes = new Uint8Array(84);
    for (let group = 0; group < 16; group++) bytes[group] = group | (((group * 7) % 16) << 4);
    for (let i = 0; i < 256; i++) bytes[16 + 32 * (i >> 7) + (i % 32)]! |= levelOf(i, 2) << (2 * ((i % 128) >> 5));
    bytes.set([...HALF_OF_ONE, ...HALF_OF_QUARTER], 80);
    const expected = weights(256, (i) => (i >> 4) * levelOf(i, 2) - (((i >> 4) * 7) % 16) / 4);
    expect(decode(q2_k, bytes)).toEqual(expected);
  });

  it("Q3_K: d·(scale − 32)·(q − 4), in groups of 16", () => {
    const scaleOf = (group: number) => (group * 11 + 3) % 64;
    const bytes = new Uint8Array(110);
    for (let i = 0; i < 256; i++) {
      bytes[i % 32]! |= (levelOf(i, 3) >> 2) << (i >> 5);
      bytes[32 + 32 * (i >> 7) + (i % 32)]! |= (levelOf(i, 3) & 3) << (2 * ((i % 128) >> 5));
    }
    for (let group = 0; group < 16; group++) {
      bytes[96 + (group % 8)]! |= (scaleOf(group) & 15) << (group < 8 ? 0 : 4);
      bytes[104 + (group % 4)]! |= (scaleOf(group) >> 4) << (2 * Math.floor(group / 4));
    }
    bytes.set(HALF_OF_QUARTER, 108);
    const expected = weights(256, (i) => ((scaleOf(i >> 4) - 32) * (levelOf(i, 3) - 4)) / 4);
    expect(decode(q3_k, bytes).map((value) => value + 0)).toEqual(expected.map((value) => value + 0));
  });

  it("Q5_K: d·scale·q − dmin·minimum, in groups of 32", () => {
    const [scales, minima] = [
      [1, 2, 33, 63, 16, 31, 48, 62],
      [63, 62, 1, 0, 17, 32, 47, 5],
    ];
    const bytes = new Uint8Array(176);
    bytes.set([...HALF_OF_ONE, ...HALF_OF_QUARTER]);
    // As in the test of Q4_K: 6 + 2 bits, 6 + 2 bits, 4 + 4 bits.
    bytes.set([0b01_000001, 0b01_000010, 0b11_100001, 0b11_111111], 4);
    bytes.set([0b01_111111, 0b10_111110, 0b10_000001, 0b00_000000], 8);
    bytes.set([0b0001_0000, 0b0000_1111, 0b1111_0000, 0b0101_1110], 12);
    for (let i = 0; i < 256; i++) {
      const group = i >> 5;
      bytes[16 + (i % 32)]! |= (levelOf(i, 5) >> 4) << group;
      bytes[48 + 32 * (group >> 1) + (i % 32)]! |= (levelOf(i, 5) & 15) << (4 * (group % 2));
    }
    const expected = weights(256, (i) => scales[i >> 5]! * levelOf(i, 5) - minima[i >> 5]! / 4);
    expect(decode(q5_k, bytes)).toEqual(expected);
  });

  it("IQ4_XS: d·(scale − 32)·level[q], in groups of 32", () => {
    const scaleOf = (group: number) => (group * 19 + 7) % 64;
    const bytes = new Uint8Array(136);
    bytes.set(HALF_OF_QUARTER);
    for (let group = 0; group < 8; group++) {
      bytes[2 + (group >> 2)]! |= (scaleOf(group) >> 4) << (2 * (group % 4));
      bytes[4 + (group >> 1)]! |= (scaleOf(group) & 15) << (4 * (group % 2));
      bytes.set(
        nibbles((i) => levelOf(32 * group + i, 4)),
        8 + 16 * group,
      );
    }
    const levels = [-127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113];
    const expected = weights(256, (i) => ((scaleOf(i >> 5) - 32) * levels[levelOf(i, 4)]!) / 4);
    expect(decode(iq4_xs, bytes).map((value) => value + 0)).toEqual(expected.map((value) => value + 0));
  });
});
