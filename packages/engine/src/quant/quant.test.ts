import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bf16 } from "./bf16.ts";
import { f16 } from "./f16.ts";
import { f32 } from "./f32.ts";
import { layoutOfGgmlType } from "./ggml-types.ts";
import { formatByGgmlType, formatById, quantFormats } from "./index.ts";
import { q4_0 } from "./q4_0.ts";
import { q4_k } from "./q4_k.ts";
import { q6_k } from "./q6_k.ts";
import { q8_0 } from "./q8_0.ts";
import type { QuantFormat } from "./quant-format.ts";

const HALF_OF_ONE = [0x00, 0x3c];
const HALF_OF_QUARTER = [0x00, 0x34];

function decode(format: QuantFormat, bytes: Uint8Array): Float32Array {
  const out = new Float32Array((bytes.length / format.blockBytes) * format.blockLength);
  format.dequantize(bytes, out);
  return out;
}

function encode(format: QuantFormat, weights: Float32Array): Uint8Array {
  const out = new Uint8Array((weights.length / format.blockLength) * format.blockBytes).fill(0xee);
  format.quantize?.(weights, out);
  return out;
}

const anyBits = fc.uint8Array({ minLength: 64, maxLength: 64 });
const weightsOf = (length: number) =>
  fc.array(fc.float({ min: -8, max: 8, noNaN: true }), { minLength: length, maxLength: length });

describe("the table", () => {
  it("finds formats by name and by type number", () => {
    for (const format of quantFormats) {
      expect(formatById(format.id)).toBe(format);
      expect(formatByGgmlType(format.ggmlType)).toBe(format);
      expect(layoutOfGgmlType(format.ggmlType)).toBe(format);
    }
    expect(formatById("TQ1_0")).toBeUndefined();
    expect(layoutOfGgmlType(34)).toEqual({ id: "TQ1_0", ggmlType: 34, blockLength: 256, blockBytes: 54 });
    expect(layoutOfGgmlType(4)).toBeUndefined();
    expect(formatByGgmlType(34)).toBeUndefined();
  });
});

describe("F32", () => {
  it("reads unaligned bytes", () => {
    const bytes = new Uint8Array([9, 0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0]).subarray(1);
    expect([...decode(f32, bytes)]).toEqual([1, -2]);
    expect([...encode(f32, Float32Array.of(1, -2))]).toEqual([...bytes]);
  });
});

describe("F16", () => {
  it("reads and writes", () => {
    expect([...decode(f16, new Uint8Array([0, 0x3c, 0, 0xc0, 1, 0]))]).toEqual([1, -2, 2 ** -24]);
    expect([...encode(f16, Float32Array.of(1, -2, 1e9))]).toEqual([0, 0x3c, 0, 0xc0, 0, 0x7c]);
  });
});

describe("BF16", () => {
  it("reads the upper half of a float", () => {
    expect([...decode(bf16, new Uint8Array([0x80, 0x3f, 0x40, 0xc0, 0x80, 0x7f]))]).toEqual([1, -3, Infinity]);
  });

  it("rounds to nearest, ties to even, keeps NaN", () => {
    const weights = Float32Array.of(1 + 2 ** -8, 1 + 3 * 2 ** -8, 1 + 2 ** -8 + 2 ** -20, Number.NaN, 3.4e38);
    expect([...decode(bf16, encode(bf16, weights))]).toEqual([1, 1 + 2 ** -6, 1 + 2 ** -7, Number.NaN, Infinity]);
  });

  it("gives back every value it can hold", () => {
    fc.assert(
      fc.property(anyBits, (bytes) => {
        const values = decode(bf16, bytes);
        expect([...decode(bf16, encode(bf16, values))]).toEqual([...values]);
      }),
    );
  });
});

describe("Q8_0", () => {
  it("reads a hand-made block", () => {
    const bytes = new Uint8Array([...HALF_OF_QUARTER, ...Array.from({ length: 32 }, (_, i) => (i * 8 - 128) & 255)]);
    expect([...decode(q8_0, bytes)]).toEqual(Array.from({ length: 32 }, (_, i) => (i * 8 - 128) / 4));
  });

  it("writes what can be written exactly", () => {
    const weights = Float32Array.from({ length: 32 }, (_, i) => (i === 7 ? -31.75 : i / 4));
    const bytes = encode(q8_0, weights);
    expect([...bytes.subarray(0, 4)]).toEqual([...HALF_OF_QUARTER, 0, 1]);
    expect([...decode(q8_0, bytes)]).toEqual([...weights]);
  });

  it("rounds halves away from zero", () => {
    const weights = Float32Array.from({ length: 32 }, (_, i) => [127, 0.5, -0.5, 1.5, -1.5][i] ?? 0);
    expect([...encode(q8_0, weights).subarray(2, 7)]).toEqual([127, 1, 255, 2, 254]);
  });

  it("errs by little more than half a step", () => expectErrorWithin(q8_0, 64, 0.57 / 127, 127));
});

describe("Q4_0", () => {
  it("reads a hand-made block: low nibbles first, high nibbles second", () => {
    const bytes = new Uint8Array([...HALF_OF_ONE, ...Array.from({ length: 16 }, (_, i) => i | ((15 - i) << 4))]);
    expect([...decode(q4_0, bytes)]).toEqual(
      Array.from({ length: 32 }, (_, i) => (i < 16 ? i - 8 : 15 - (i - 16) - 8)),
    );
  });

  it("gives the largest magnitude level 0, whatever its sign", () => {
    const weights = Float32Array.from({ length: 32 }, (_, i) => (i === 3 ? 8 : -7 + (i % 8)));
    const bytes = encode(q4_0, weights);
    expect([...bytes.subarray(0, 2)]).toEqual([0x00, 0xbc]);
    expect(bytes[2 + 3] & 15).toBe(0);
    expect([...decode(q4_0, bytes)].map((value) => value + 0)).toEqual([...weights]);
  });

  it("errs by at most one step", () => expectErrorWithin(q4_0, 64, 1.01 / 8, 8));
});

describe("Q4_K", () => {
  /** With d = 1 and dmin = 1/4. Large and small ones in both halves, so that every bit of the packing counts. */
  const scales = [1, 2, 33, 63, 16, 31, 48, 62];
  const minima = [63, 62, 1, 0, 17, 32, 47, 5];

  function handMade(): Uint8Array {
    const bytes = new Uint8Array(144);
    bytes.set([...HALF_OF_ONE, ...HALF_OF_QUARTER]);
    // Written out from the layout's description, not from the code: 6 + 2 bits, 6 + 2 bits, 4 + 4 bits.
    bytes.set([0b01_000001, 0b01_000010, 0b11_100001, 0b11_111111], 4);
    bytes.set([0b01_111111, 0b10_111110, 0b10_000001, 0b00_000000], 8);
    bytes.set([0b0001_0000, 0b0000_1111, 0b1111_0000, 0b0101_1110], 12);
    for (let i = 0; i < 128; i++) bytes[16 + i] = (i % 16) | (((i * 3 + 1) % 16) << 4);
    return bytes;
  }

  it("reads a hand-made block", () => {
    const expected = Array.from({ length: 256 }, (_, i) => {
      const group = Math.floor(i / 32);
      const byte = 32 * Math.floor(group / 2) + (i % 32);
      const level = group % 2 === 0 ? byte % 16 : (byte * 3 + 1) % 16;
      return scales[group] * level - minima[group] / 4;
    });
    expect([...decode(q4_k, handMade())]).toEqual(expected);
  });

  it("writes what can be written exactly", () => {
    const weights = Float32Array.from({ length: 256 }, (_, i) => (i % 16) * 63 - 63);
    expect([...decode(q4_k, encode(q4_k, weights))]).toEqual([...weights]);
  });

  it("errs by at most about a step of the widest group", () => expectErrorWithin(q4_k, 256, 2 / 15, 63 * 15 + 63));

  it("handles groups without positive or without negative weights", () => {
    const weights = Float32Array.from({ length: 256 }, (_, i) => (i < 128 ? -4 - (i % 2) : 4 + (i % 2)));
    const back = decode(q4_k, encode(q4_k, weights));
    weights.forEach((weight, i) => {
      expect(Math.abs(back[i] - weight)).toBeLessThan(0.2);
    });
  });
});

describe("Q6_K", () => {
  const scaleOf = (group: number) => (group % 2 === 0 ? group + 1 : -128 + group);
  const levelOf = (i: number) => (i * 37 + 5) % 64;

  function handMade(): Uint8Array {
    const bytes = new Uint8Array(210);
    // The layout's description, weight by weight, independent of the code's loops.
    for (let i = 0; i < 256; i++) {
      const half = i < 128 ? 0 : 1;
      const inHalf = i % 128;
      const lowByte = half * 64 + (inHalf % 64);
      const highByte = 128 + half * 32 + (inHalf % 32);
      bytes[lowByte] |= (levelOf(i) % 16) << (inHalf < 64 ? 0 : 4);
      bytes[highByte] |= Math.floor(levelOf(i) / 16) << (2 * Math.floor(inHalf / 32));
    }
    for (let group = 0; group < 16; group++) bytes[192 + group] = scaleOf(group) & 255;
    bytes.set(HALF_OF_QUARTER, 208);
    return bytes;
  }

  it("reads a hand-made block", () => {
    expect([...decode(q6_k, handMade())]).toEqual(
      Array.from({ length: 256 }, (_, i) => (scaleOf(Math.floor(i / 16)) / 4) * (levelOf(i) - 32)),
    );
  });

  it("writes what can be written exactly", () => {
    const weights = Float32Array.from({ length: 256 }, (_, i) => ((i % 16) * 2 - 32) * 127);
    expect([...decode(q6_k, encode(q6_k, weights))]).toEqual([...weights]);
  });

  it("errs by at most about a step", () => expectErrorWithin(q6_k, 256, 1.3 / 32, 127 * 32));
});

/**
 * Random blocks come back within `relative` of the block's largest magnitude. For tiny blocks the half that holds the
 * scale is off by up to 2^-25, which counts up to `multiplier` times in a weight.
 */
function expectErrorWithin(format: QuantFormat, length: number, relative: number, multiplier: number): void {
  fc.assert(
    fc.property(weightsOf(length), fc.constantFrom(0, 1e-5, 1e-3, 1), (values, factor) => {
      const weights = Float32Array.from(values, (value) => value * factor);
      const back = decode(format, encode(format, weights));
      for (let begin = 0; begin < length; begin += format.blockLength) {
        const block = weights.subarray(begin, begin + format.blockLength);
        const largest = block.reduce((max, weight) => Math.max(max, Math.abs(weight)), 0);
        block.forEach((weight, i) => {
          expect(Math.abs(back[begin + i] - weight)).toBeLessThanOrEqual(relative * largest + multiplier * 2 ** -25);
        });
      }
    }),
    { numRuns: 50 },
  );
}
