import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bytesSource } from "../../files/bytes-source.ts";
import { f32 } from "../../quant/f32.ts";
import { kernelFormats, quantFormats } from "../../quant/index.ts";
import type { QuantFormat } from "../../quant/quant-format.ts";
import type { Backend, WeightRequest } from "../backend.ts";
import { createWasmBackend } from "./wasm-backend.ts";

/** The shape has several chunks in every format, and rows that end inside a group. */
const [ROWS, COLUMNS] = [1001, 1280];

function request(format: QuantFormat, bytes: Uint8Array, kind: WeightRequest["kind"] = "matrix"): WeightRequest {
  const shape = kind === "vector" ? [bytes.length / 4] : [ROWS, COLUMNS];
  return {
    name: "it",
    shape,
    kind,
    format,
    data: [{ source: bytesSource("file", bytes), offset: 0, length: bytes.length }],
  };
}

const matrixBytes = ({ blockLength, blockBytes }: QuantFormat) =>
  new Uint8Array(((ROWS * COLUMNS) / blockLength) * blockBytes);

/** Where a block has floats, and what damages them: the highest two bytes of a float, and the largest that is good. */
const halves = { bad: [0x7c00, 0xfc00, 0x7e01, 0xffff], good: [0x7bff, 0xfbff] };
const wide = { bad: [0x7f80, 0xff80, 0x7fc0, 0xffff], good: [0x7f7f, 0xff7f] };
const floats: Readonly<Record<string, { at: number[]; bad: number[]; good: number[] }>> = {
  F32: { at: [2], ...wide },
  F16: { at: [0], ...halves },
  BF16: { at: [0], ...wide },
  Q8_0: { at: [0], ...halves },
  Q4_0: { at: [0], ...halves },
  Q4_K: { at: [0, 2], ...halves },
  Q5_K: { at: [0, 2], ...halves },
  Q6_K: { at: [208], ...halves },
  IQ4_NL: { at: [0], ...halves },
  IQ4_XS: { at: [0], ...halves },
};

describe.each([true, false])("wasm backend, relaxed SIMD %s", (relaxedSimd) => {
  let backend: Backend;
  beforeAll(async () => {
    backend = await createWasmBackend({ numThreads: 2, ...(relaxedSimd ? {} : { relaxedSimd }) });
  });
  afterAll(() => backend.close());

  test.each(kernelFormats.map((format) => [format.id, format] as const))(
    "one bad float in a matrix of %s",
    async (id, format) => {
      const { at, bad, good } = floats[id];
      const numBlocks = (ROWS * COLUMNS) / format.blockLength;
      for (const [index, bits] of [...good, ...bad].entries()) {
        const bytes = matrixBytes(format).fill(id === "F32" || id === "BF16" ? 0x3f : 0x5b);
        const block = [0, numBlocks - 1, numBlocks >> 1, 1][index % 4];
        new DataView(bytes.buffer).setUint16(block * format.blockBytes + at[index % at.length], bits, true);
        const loaded = backend.loadWeights([request(format, bytes)]);
        if (good.includes(bits)) await loaded;
        else await expect(loaded).rejects.toMatchObject({ code: "model/bad-weights", details: { tensor: "it" } });
      }
    },
  );

  test("all bytes 0xff", async () => {
    // NVFP4's scales are numbers whatever their bytes.
    for (const format of quantFormats.filter(({ id }) => id !== "NVFP4")) {
      const loaded = backend.loadWeights([request(format, matrixBytes(format).fill(0xff))]);
      await expect(loaded).rejects.toThrow("tensor it holds numbers that are none (NaN or infinity)");
    }
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])("%d in a vector", async (bad) => {
    const bytes = new Uint8Array(Float32Array.of(1, 2, bad, 4).buffer);
    await expect(backend.loadWeights([request(f32, bytes, "vector")])).rejects.toMatchObject({
      code: "model/bad-weights",
      message: expect.stringContaining("tensor it "),
    });
  });
});
