import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bytesSource } from "../../files/bytes-source.ts";
import { f32 } from "../../quant/f32.ts";
import { kernelFormats } from "../../quant/index.ts";
import type { QuantFormat } from "../../quant/quant-format.ts";
import type { Backend, WeightRequest } from "../backend.ts";
import { hostileBytes } from "../conformance/hostile-weights.ts";
import { normalValues } from "../conformance/random-values.ts";
import type { Weight } from "../ops.ts";
import { createWasmBackend } from "./wasm-backend.ts";

/*
 * With quantised weights, a row's product has the same bits whatever rows are computed with it, although other kernels
 * do it: so guesses and other requests change no answer.
 */

const [ROWS, OUTPUTS, COLUMNS] = [33, 70, 512];
const quantised = kernelFormats.filter((format) => format.blockLength > 1);

function matrix(format: QuantFormat, rows: number, bytes: Uint8Array): WeightRequest {
  const data = [{ source: bytesSource("w", bytes), offset: 0, length: bytes.length }];
  return { name: "w", shape: [rows, COLUMNS], kind: "matrix", format, data };
}

function randomMatrix(format: QuantFormat): WeightRequest {
  const length = (OUTPUTS * COLUMNS * format.blockBytes) / format.blockLength;
  return matrix(format, OUTPUTS, hostileBytes(format, length));
}

describe.each([true, false])("wasm backend, relaxed SIMD %s", (relaxedSimd) => {
  let backend: Backend;
  let table: Weight;
  beforeAll(async () => {
    backend = await createWasmBackend({ numThreads: 2, ...(relaxedSimd ? {} : { relaxedSimd }) });
    const values = normalValues(1, ROWS * COLUMNS);
    [table] = await backend.loadWeights([matrix(f32, ROWS, new Uint8Array(values.buffer))]);
  });
  afterAll(() => backend.close());

  /** [rows, OUTPUTS] of the first rows of the table. */
  async function product(w: Weight, rows: readonly number[]): Promise<Float32Array> {
    const ops = backend.beginStep();
    const [y] = await ops.run([ops.linear(ops.embedding(Int32Array.from(rows), table), w)]);
    return y.slice();
  }

  test.each(quantised.map((format) => [format.id, format] as const))("%s", async (_id, format) => {
    const [w] = await backend.loadWeights([randomMatrix(format)]);
    const alone: Float32Array[] = [];
    for (let row = 0; row < ROWS; row++) alone.push(await product(w, [row]));
    for (const numRows of [2, 3, 4, 5, 8, 9, 16, 17, 32, 33]) {
      const together = await product(w, [...alone.keys()].slice(0, numRows));
      for (let row = 0; row < numRows; row++) {
        expect(together.subarray(row * OUTPUTS, (row + 1) * OUTPUTS)).toEqual(alone[row]);
      }
    }
  });
});
