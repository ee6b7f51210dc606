import { expect, test } from "vitest";
import { floatToHalf } from "../../../core/half.ts";
import { formatById } from "../../../quant/index.ts";
import { probeFeatures } from "../features.ts";
import type { WasmFeatures } from "../kernel.ts";
import { ImmediateRecorder } from "./immediate-recorder.ts";
import { layoutFor } from "./index.ts";
import { recordEmbedding } from "./record-embedding.ts";
import { cheapestKernel, recordLinear } from "./record-linear.ts";

const native = probeFeatures();
const variants: Record<string, WasmFeatures> = {
  "the runtime's own": native,
  "inexact dot product": { relaxedSimd: true, dotSecondOperand: "inexact" },
  "plain SIMD": { relaxedSimd: false, dotSecondOperand: "inexact" },
  "unsigned dot product": { relaxedSimd: true, dotSecondOperand: "unsigned" },
  "signed dot product": { relaxedSimd: true, dotSecondOperand: "signed" },
};
const quantised = ["Q8_0", "Q4_0", "Q4_K", "Q5_K", "Q6_K", "IQ4_NL", "IQ4_XS"];
const formatIds = ["F32", "F16", "BF16", ...quantised];

const tokenCounts = [1, 2, 3, 4, 5, 6, 7, 8, 9, 13, 23, 24, 25, 32];

for (const [variant, features] of Object.entries(variants)) {
  const recorder = new ImmediateRecorder(features);

  test(`the numbers of tokens call for every kernel with ${variant}`, () => {
    for (const formatId of formatIds) {
      const layout = layoutFor(formatId, features);
      expect(new Set(tokenCounts.map((count) => cheapestKernel(layout, count)))).toEqual(new Set(layout.tileKernels));
    }
  });

  for (const formatId of formatIds) {
    test.skipIf(features.relaxedSimd && !native.relaxedSimd)(`${formatId} with ${variant}`, () => {
      const random = randomFrom(formatId.length + formatId.charCodeAt(1));
      for (const numTokens of tokenCounts) {
        const unit = formatId.endsWith("K") || formatId === "IQ4_XS" ? 256 : quantised.includes(formatId) ? 32 : 4;
        const columns = unit * (1 + Math.floor(random() * (unit === 256 ? 3 : 9)));
        const rows = 1 + Math.floor(random() * 40);
        recorder.numThreads = 1 + (numTokens % 3);
        check(recorder, formatId, rows, columns, numTokens, random);
      }
    });
  }
}

function check(
  recorder: ImmediateRecorder,
  formatId: string,
  rows: number,
  columns: number,
  numTokens: number,
  random: () => number,
): void {
  const label = `${formatId} [${rows}, ${columns}] × ${numTokens}, ${recorder.numThreads} threads`;
  const start = recorder.allocate(0);
  const file = randomWeights(formatId, rows * columns, random);
  if (formatId in wideLevelsAt) keepExact(file, formatId, recorder.features);
  const weights = new Float32Array(rows * columns);
  formatById(formatId)!.dequantize(file, weights);
  const w = recorder.weight(formatId, [rows, columns], file);

  const values = Float32Array.from({ length: numTokens * columns }, () => random() * 4 - 2);
  if (columns > 32) values.fill(0, 0, 32);
  const x = { shape: [numTokens, columns], buffer: recorder.upload(values) };
  const seen = quantised.includes(formatId) ? roundToEightBits(values) : values;
  const y = recordLinear(recorder, x, w);
  const { result, magnitude } = multiply(seen, weights, numTokens, rows, columns);
  const actual = recorder.floats(y.buffer, numTokens * rows);
  for (let i = 0; i < result.length; i++) {
    const tolerance = 2e-6 * magnitude[i];
    if (!(Math.abs(actual[i] - result[i]) <= tolerance)) expect(actual[i], `${label} at ${i}`).toBe(result[i]);
  }

  const tokenIds = Int32Array.from({ length: numTokens }, () => Math.floor(random() * rows));
  const embedded = recordEmbedding(recorder, recorder.upload(tokenIds), numTokens, w);
  const expected = new Float32Array(numTokens * columns);
  for (const [token, id] of tokenIds.entries()) {
    expected.set(weights.subarray(id * columns, (id + 1) * columns), token * columns);
  }
  const lookedUp = recorder.floats(embedded.buffer, numTokens * columns);
  for (let i = 0; i < expected.length; i++) {
    if (!(Math.abs(lookedUp[i] - expected[i]) <= 2e-7 * 16 * Math.abs(expected[i]))) {
      expect(lookedUp[i], `embedding ${label} at ${i}`).toBe(expected[i]);
    }
  }
  recorder.release(start);
}

/** Bytes of every kind, except that halves are finite and not too large. */
function randomWeights(formatId: string, count: number, random: () => number): Uint8Array {
  const { blockLength, blockBytes } = formatById(formatId)!;
  const file = Uint8Array.from({ length: (count / blockLength) * blockBytes }, () => random() * 256);
  const view = new DataView(file.buffer);
  const half = (at: number) => {
    const magnitude = 2 ** (random() * 22 - 24);
    view.setUint16(at, floatToHalf(random() < 0.5 ? magnitude : -magnitude), true);
  };
  const first = [0];
  const halvesAt: Record<string, number[]> = {
    ...{ F16: first, Q8_0: first, Q4_0: first, IQ4_NL: first, IQ4_XS: first },
    ...{ Q4_K: [0, 2], Q5_K: [0, 2], Q6_K: [208] },
  };
  for (let at = 0; at < file.length; at += blockBytes) {
    for (const offset of halvesAt[formatId] ?? []) half(at + offset);
    if (formatId === "F32") view.setFloat32(at, random() - 0.5, true);
    if (formatId === "BF16") file[at + 1] = 0x3f;
  }
  return file;
}

/** Where a block's levels of eight bits begin. */
const wideLevelsAt: Readonly<Record<string, number>> = { Q8_0: 2, IQ4_NL: 2, IQ4_XS: 8 };

/** Leaves only weights that become levels up to 127 if the runtime's dot product has not the exactness to be tested. */
function keepExact(file: Uint8Array, formatId: string, { relaxedSimd, dotSecondOperand }: WasmFeatures): void {
  if (!relaxedSimd || dotSecondOperand === "inexact" || dotSecondOperand === native.dotSecondOperand) return;
  const { blockBytes } = formatById(formatId)!;
  // Bits that are set in a negative byte, and in the two places of levels that are not negative.
  const signs = formatId === "Q8_0" ? 0x80 : 0x88;
  const setsSigns = (dotSecondOperand === "unsigned") === (formatId === "Q8_0");
  for (let i = 0; i < file.length; i++) {
    if (i % blockBytes >= wideLevelsAt[formatId]) file[i] = setsSigns ? file[i] | signs : file[i] & ~signs;
  }
}

/** What the kernels make of activations: 8 bits for blocks of 32. */
function roundToEightBits(values: Float32Array): Float32Array {
  const rounded = new Float32Array(values.length);
  for (let begin = 0; begin < values.length; begin += 32) {
    const block = values.subarray(begin, begin + 32);
    const largest = block.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const factor = largest === 0 ? 0 : Math.fround(127 / largest);
    for (const [i, value] of block.entries()) {
      rounded[begin + i] = Math.fround(largest / 127) * roundHalfEven(Math.fround(value * factor));
    }
  }
  return rounded;
}

const roundHalfEven = (x: number): number => x + 1.5 * 2 ** 52 - 1.5 * 2 ** 52;

/** Results, and sums of the magnitudes of products, which rounding errors are in proportion to. */
function multiply(x: Float32Array, w: Float32Array, numTokens: number, rows: number, columns: number) {
  const result = new Float64Array(numTokens * rows);
  const magnitude = new Float64Array(numTokens * rows);
  for (let token = 0; token < numTokens; token++) {
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const product = x[token * columns + column] * w[row * columns + column];
        result[token * rows + row] += product;
        magnitude[token * rows + row] += Math.abs(product);
      }
    }
  }
  return { result, magnitude };
}

function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
