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
};

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
