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
 * With quantised weights, and those of F32 as routers have them, a row's product, also with its experts, has the same bits
 * whatever rows are computed with it, although other kernels do it: so guesses and other requests change no answer.
 */

const [ROWS, OUTPUTS, COLUMNS] = [33, 70, 512];
const independent = kernelFormats.filter((format) => format.blockLength > 1 || format === f32);

const [EXPERTS, EXPERTS_PER_TOKEN, EXPERT_OUTPUTS] = [6, 3, 20];

function matrix(format: QuantFormat, rows: number, bytes: Uint8Array): WeightRequest {
  const data = [{ source: bytesSource("w", bytes), offset: 0, length: bytes.length }];
  return { name: "w", shape: [rows, COLUMNS], kind: "matrix", format, data };
}

const bytesOf = (format: QuantFormat, length: number) =>
  format === f32 ? new Uint8Array(normalValues(3, length / 4).buffer) : hostileBytes(format, length);

function randomExperts(format: QuantFormat): WeightRequest {
  const rows = EXPERTS * EXPERT_OUTPUTS;
  const length = (rows * COLUMNS * format.blockBytes) / format.blockLength;
  const shape = [EXPERTS, EXPERT_OUTPUTS, COLUMNS];
  return { ...matrix(format, rows, bytesOf(format, length)), shape, kind: "experts" };
}

function randomMatrix(format: QuantFormat): WeightRequest {
  const length = (OUTPUTS * COLUMNS * format.blockBytes) / format.blockLength;
  return matrix(format, OUTPUTS, bytesOf(format, length));
}

describe.each([true, false])("wasm backend, relaxed SIMD %s", (relaxedSimd) => {
  let backend: Backend;
  let table: Weight;
  let router: Weight;
  beforeAll(async () => {
    backend = await createWasmBackend({ numThreads: 2, ...(relaxedSimd ? {} : { relaxedSimd }) });
    const values = normalValues(1, ROWS * COLUMNS);
    const routerValues = normalValues(2, EXPERTS * COLUMNS);
    [table, router] = await backend.loadWeights([
      matrix(f32, ROWS, new Uint8Array(values.buffer)),
      matrix(f32, EXPERTS, new Uint8Array(routerValues.buffer)),
    ]);
  });
  afterAll(() => backend.close());

  /** [rows, OUTPUTS] of the first rows of the table. */
  async function product(w: Weight, rows: readonly number[]): Promise<Float32Array> {
    const ops = backend.beginStep();
    const [y] = await ops.run([ops.linear(ops.embedding(Int32Array.from(rows), table), w)]);
    return y.slice();
  }

  /** [rows, experts a token, EXPERT_OUTPUTS], and what a row's experts come to together. */
  async function expertProduct(w: Weight, rows: readonly number[]): Promise<readonly Float32Array[]> {
    const ops = backend.beginStep();
    const x = ops.embedding(Int32Array.from(rows), table);
    const routing = ops.route(ops.linear(x, router), { numExpertsPerToken: EXPERTS_PER_TOKEN, normalizes: true });
    const y = ops.expertLinear(x, w, routing);
    return (await ops.run([y, ops.combineExperts(y, routing)])).map((values) => values.slice());
  }

  test.each(independent.map((format) => [format.id, format] as const))("experts of %s", async (_id, format) => {
    const [w] = await backend.loadWeights([randomExperts(format)]);
    const alone: (readonly Float32Array[])[] = [];
    for (let row = 0; row < ROWS; row++) alone.push(await expertProduct(w, [row]));
    for (const numRows of [2, 3, 5, 8, 17, 33]) {
      const together = await expertProduct(w, [...alone.keys()].slice(0, numRows));
      for (const [output, values] of together.entries()) {
        const length = values.length / numRows;
        for (let row = 0; row < numRows; row++) {
          expect(values.subarray(row * length, (row + 1) * length)).toEqual(alone[row][output]);
        }
      }
    }
  });

  test.each(independent.map((format) => [format.id, format] as const))("%s", async (_id, format) => {
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
