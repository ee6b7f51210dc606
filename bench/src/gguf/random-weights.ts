import { createCipheriv, createHash } from "node:crypto";
import { floatToHalf } from "../../../packages/engine/src/core/half.ts";
import type { BlockLayout } from "../../../packages/engine/src/quant/quant-format.ts";

const CHUNK_BYTES = 8 << 20;
/** Standard deviation of weights after dequantisation. */
const DEVIATION = 0.02;

/** Writes one block over the random bytes it finds at `offset`, keeping those that are to stay random. */
type Shaper = (bytes: Buffer, offset: number) => void;

/**
 * Random weights with mean 0 and deviation near 0.02, norms near 1, drawn directly as blocks: codes are uniform random
 * bytes, scales vary by a factor of three. The same seed gives the same bytes.
 */
export class RandomWeights {
  readonly #stream;
  readonly #zeros = Buffer.alloc(CHUNK_BYTES);

  constructor(seed: number) {
    const key = createHash("sha256").update(`weights ${seed}`).digest();
    this.#stream = createCipheriv("aes-256-ctr", key, Buffer.alloc(16));
  }

  async *blocks(numWeights: number, layout: BlockLayout): AsyncGenerator<Uint8Array> {
    const shape = shapers[layout.id];
    if (!shape) throw new Error(`no random weights for ${layout.id}`);
    const total = (numWeights / layout.blockLength) * layout.blockBytes;
    const whole = Math.floor(CHUNK_BYTES / layout.blockBytes) * layout.blockBytes;
    for (let done = 0; done < total; done += whole) {
      const bytes = this.#stream.update(this.#zeros.subarray(0, Math.min(whole, total - done)));
      for (let offset = 0; offset < bytes.length; offset += layout.blockBytes) shape(bytes, offset);
      yield bytes;
    }
  }
}

/** 65,536 normally distributed numbers: a random 16-bit word picks one. */
const gaussians = normalNumbers(65_536);
const gaussianHalves = Uint16Array.from(gaussians, (g) => floatToHalf(DEVIATION * g));

/** For each random byte a half between 0.5 and 1.5 times `middle`. */
const spread = (middle: number): Uint16Array =>
  Uint16Array.from({ length: 256 }, (_, i) => floatToHalf(middle * (0.5 + i / 255)));

// The divisors are the standard deviations of the codes, times the mean of the sub-block scales where there are any.
const q8Scales = spread(DEVIATION / 73.6);
const q4Scales = spread(DEVIATION / 4.61);
const q4kScales = spread(DEVIATION / (47.5 * 4.61));
const q4kMinima = spread((7.5 * DEVIATION) / (47.5 * 4.61));
const q6kScales = spread(DEVIATION / (96 * 18.5));

const shapers: Readonly<Record<string, Shaper>> = {
  F32: (bytes, at) => bytes.writeFloatLE(1 + 0.05 * gaussians[bytes.readUInt16LE(at)], at),
  F16: (bytes, at) => bytes.writeUInt16LE(gaussianHalves[bytes.readUInt16LE(at)], at),
  Q8_0: (bytes, at) => bytes.writeUInt16LE(q8Scales[bytes[at]], at),
  Q4_0: (bytes, at) => bytes.writeUInt16LE(q4Scales[bytes[at]], at),
  Q4_K: shapeQ4K,
  Q6_K: shapeQ6K,
  Q4_1: (bytes, at) => shapePair(bytes, at, 4.61, 7.5),
  Q5_0: (bytes, at) => bytes.writeUInt16LE(floatToHalf(DEVIATION / 9.23), at),
  Q5_1: (bytes, at) => shapePair(bytes, at, 9.23, 15.5),
  Q2_K: shapeQ2K,
  Q3_K: (bytes, at) => bytes.writeUInt16LE(floatToHalf(DEVIATION / (18.5 * 2.3)), at + 108),
  Q5_K: shapeQ5K,
  IQ4_NL: (bytes, at) => bytes.writeUInt16LE(floatToHalf(DEVIATION / 68), at),
  IQ4_XS: (bytes, at) => bytes.writeUInt16LE(floatToHalf(DEVIATION / (68 * 18.5)), at),
  MXFP4: (bytes, at) => bytes.writeUInt8(119 + (bytes[at] & 3), at),
  IQ3_S: (bytes, at) => bytes.writeUInt16LE(floatToHalf(DEVIATION / 141), at),
  IQ3_XXS: (bytes, at) => bytes.writeUInt16LE(floatToHalf(DEVIATION / 142), at),
  IQ2_S: (bytes, at) => bytes.writeUInt16LE(floatToHalf(DEVIATION / 56.4), at),
  IQ2_XS: (bytes, at) => bytes.writeUInt16LE(floatToHalf(DEVIATION / 55.9), at),
  IQ2_XXS: (bytes, at) => bytes.writeUInt16LE(floatToHalf(DEVIATION / 53.1), at),
  IQ1_S: (bytes, at) => bytes.writeUInt16LE(floatToHalf(DEVIATION / 7.2), at),
  IQ1_M: shapeIq1M,
  NVFP4: shapeNvfp4,
};

/** As IQ1_S, with four bits of the half in each of the last four words. */
function shapeIq1M(bytes: Buffer, at: number): void {
  const half = floatToHalf(DEVIATION / 7.2);
  for (let i = 0; i < 4; i++) {
    const high = at + 49 + 2 * i;
    bytes[high] = (bytes[high] & 15) | (((half >> (4 * i)) & 15) << 4);
  }
}

/** Scales of 1/4 to 15/16, for a tensor with a further scale of 1/64. */
function shapeNvfp4(bytes: Buffer, at: number): void {
  for (let i = at; i < at + 4; i++) bytes[i] = 40 + (bytes[i] & 15);
}

/** A scale, and a minimum that centres the levels. */
function shapePair(bytes: Buffer, at: number, deviation: number, middle: number): void {
  bytes.writeUInt16LE(floatToHalf(DEVIATION / deviation), at);
  bytes.writeUInt16LE(floatToHalf((-middle * DEVIATION) / deviation), at + 2);
}

/** Each minimum equal to its scale, so that with dmin = 1.5 d every group is centred. */
function shapeQ2K(bytes: Buffer, at: number): void {
  for (let i = at; i < at + 16; i++) bytes[i] = (bytes[i] & 15) * 17;
  bytes.writeUInt16LE(floatToHalf(DEVIATION / (8.8 * 1.12)), at + 80);
  bytes.writeUInt16LE(floatToHalf((1.5 * DEVIATION) / (8.8 * 1.12)), at + 82);
}

/** As Q4_K, with dmin = 15.5 d. */
function shapeQ5K(bytes: Buffer, at: number): void {
  shapeQ4K(bytes, at);
  bytes.writeUInt16LE(floatToHalf(DEVIATION / (47.5 * 9.23)), at);
  bytes.writeUInt16LE(floatToHalf((15.5 * DEVIATION) / (47.5 * 9.23)), at + 2);
}

/** Scales of 32 to 63, each minimum equal to its scale, so that with dmin = 7.5 d every sub-block is centred. */
function shapeQ4K(bytes: Buffer, at: number): void {
  const pick = bytes[at];
  bytes.writeUInt16LE(q4kScales[pick], at);
  bytes.writeUInt16LE(q4kMinima[pick], at + 2);
  const packed = at + 4;
  const scales = Array.from({ length: 8 }, (_, i) => 32 + (bytes[packed + i] & 31));
  for (let i = 0; i < 4; i++) {
    const low = scales[i] | ((scales[i + 4] >> 4) << 6);
    bytes[packed + i] = low;
    bytes[packed + 4 + i] = low;
    bytes[packed + 8 + i] = (scales[i + 4] & 15) * 17;
  }
}

/** Sixteen signed sub-block scales of magnitude 64 to 127. */
function shapeQ6K(bytes: Buffer, at: number): void {
  for (let i = at + 192; i < at + 208; i++) {
    const magnitude = 64 + (bytes[i] & 63);
    bytes[i] = bytes[i] & 64 ? magnitude : -magnitude;
  }
  bytes.writeUInt16LE(q6kScales[bytes[at + 208]], at + 208);
}

/** Box–Muller over a linear congruential generator. */
function normalNumbers(count: number): Float32Array {
  const numbers = new Float32Array(count);
  let state = 12_345;
  const uniform = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
  for (let i = 0; i < count; i += 2) {
    const radius = Math.sqrt(-2 * Math.log(uniform()));
    const angle = 2 * Math.PI * uniform();
    numbers[i] = radius * Math.cos(angle);
    numbers[i + 1] = radius * Math.sin(angle);
  }
  return numbers;
}
