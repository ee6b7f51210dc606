import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Batch } from "../../core/batch.ts";
import { bytesSource } from "../../files/bytes-source.ts";
import { f32 } from "../../quant/f32.ts";
import { kernelFormats } from "../../quant/index.ts";
import type { QuantFormat } from "../../quant/quant-format.ts";
import type { Backend, WeightRequest } from "../backend.ts";
import { hostileBytes } from "../conformance/hostile-weights.ts";
import { normalValues } from "../conformance/random-values.ts";
import type { Ops, Tensor, Weight } from "../ops.ts";
import { createWasmBackend } from "./wasm-backend.ts";

/*
 * NaN and infinity that a model comes to must show in its logits. Row 1 of 3 has one; it is made by additions, since
 * weights are never either.
 */

const [TOKENS, COLUMNS, BAD_ROW] = [3, 512, 1];

function request(format: QuantFormat, shape: number[], bytes: Uint8Array): WeightRequest {
  const kind = shape.length === 1 ? "vector" : "matrix";
  return {
    name: "w",
    shape,
    kind,
    format,
    data: [{ source: bytesSource("w", bytes), offset: 0, length: bytes.length }],
  };
}

const floats = (shape: number[], values: Float32Array) => request(f32, shape, new Uint8Array(values.buffer));

function matrix(format: QuantFormat, rows: number): WeightRequest {
  const length = (rows * COLUMNS * format.blockBytes) / format.blockLength;
  if (format.blockLength > 1) return request(format, [rows, COLUMNS], hostileBytes(format, length));
  return request(format, [rows, COLUMNS], new Uint8Array(length).fill(0x2b));
}

/** Normal values with one of ±3e38 in the middle of the bad row. */
function tableOf(huge: number): WeightRequest {
  const values = normalValues(1, TOKENS * COLUMNS);
  values[BAD_ROW * COLUMNS + 77] = huge;
  return floats([TOKENS, COLUMNS], values);
}

const isNonFinite = (values: Float32Array) => values.map((value) => (Number.isFinite(value) ? 0 : 1));
const rowsOf = (values: Float32Array, rows: number) =>
  Array.from({ length: rows }, (_, row) =>
    isNonFinite(values.subarray((row * values.length) / rows, ((row + 1) * values.length) / rows)),
  );

describe.each([true, false])("wasm backend, relaxed SIMD %s", (relaxedSimd) => {
  let backend: Backend;
  let tables: Weight[];
  beforeAll(async () => {
    backend = await createWasmBackend({ numThreads: 2, ...(relaxedSimd ? {} : { relaxedSimd }) });
    tables = await backend.loadWeights([tableOf(3e38), tableOf(-3e38)]);
  });
  afterAll(() => backend.close());

  /** Activations [3, 512] with Infinity, or NaN = Infinity − Infinity. */
  function badInput(ops: Ops, what: "NaN" | "Infinity"): Tensor {
    const [infinite, minusInfinite] = tables.map((table) => {
      const x = ops.embedding(Int32Array.of(0, 1, 2), table);
      return ops.add(x, x);
    });
    return what === "NaN" ? ops.add(infinite, minusInfinite) : infinite;
  }

  test("a key that is NaN reaches every token that sees it", async () => {
    const spec = {
      numLayers: 1,
      numKeyValueHeads: 8,
      headDim: 64,
      blockLength: 16,
      numBlocks: 1,
      dtype: "F32",
    } as const;
    const cache = backend.createKvCache(spec);
    const [table] = await backend.loadWeights([floats([TOKENS, COLUMNS], normalValues(5, TOKENS * COLUMNS))]);
    const ops = backend.beginStep();
    const q = ops.reshape(ops.embedding(Int32Array.of(0, 1, 2), table), [TOKENS, 8, 64]);
    const k = ops.reshape(badInput(ops, "NaN"), [TOKENS, 8, 64]);
    const [y] = await ops.run([ops.attention(q, k, q, cache, 0, batch, { scale: 0.125 })]);
    const heads = rowsOf(y, 8 * TOKENS).map((head) => !head.includes(0));
    expect(heads).toEqual(heads.map((_, index) => index >= 8 * BAD_ROW && index % 8 === 1));
  });

  describe.each(["NaN", "Infinity"] as const)("%s", (what) => {
    test.each(kernelFormats.map((format) => [format.id, format] as const))(
      "through linear of %s",
      async (_id, format) => {
        const [w] = await backend.loadWeights([matrix(format, 40)]);
        const ops = backend.beginStep();
        const [y] = await ops.run([ops.linear(badInput(ops, what), w)]);
        const [before, bad, after] = rowsOf(y, TOKENS);
        expect([before.includes(1), after.includes(1), bad.includes(0)]).toEqual([false, false, false]);
      },
    );

    test("through linear, a token by itself", async () => {
      const ws = await backend.loadWeights(kernelFormats.map((format) => matrix(format, 40)));
      const ops = backend.beginStep();
      const x = ops.selectRows(badInput(ops, what), Int32Array.of(BAD_ROW));
      for (const y of await ops.run(ws.map((w) => ops.linear(x, w)))) expect(isNonFinite(y)).not.toContain(0);
    });

    test("through route, experts' products and their sum", async () => {
      const experts = { ...matrix(f32, 40), shape: [5, 8, COLUMNS], kind: "experts" } as const;
      const [router, w] = await backend.loadWeights([matrix(f32, 5), experts]);
      const ops = backend.beginStep();
      const x = badInput(ops, what);
      const routing = ops.route(ops.linear(x, router), { numExpertsPerToken: 2, normalizes: true });
      const y = ops.expertLinear(x, w, routing);
      const [numbers, ...outputs] = await ops.run([
        routing.experts,
        routing.weights,
        y,
        ops.combineExperts(y, routing),
      ]);
      expect(new Set(numbers.subarray(2, 4)).size).toBe(2);
      expect(numbers.every((number) => [0, 1, 2, 3, 4].includes(number))).toBe(true);
      for (const output of outputs) {
        const [before, bad, after] = rowsOf(output, TOKENS);
        expect([before.includes(1), after.includes(1), bad.includes(0)]).toEqual([false, false, false]);
      }
    });

    test("through rmsNorm and siluMul", async () => {
      const [gamma] = await backend.loadWeights([floats([COLUMNS], new Float32Array(COLUMNS).fill(1))]);
      const ops = backend.beginStep();
      const x = badInput(ops, what);
      const outputs = await ops.run([ops.rmsNorm(x, gamma, 1e-6), ops.siluMul(x, x)]);
      for (const y of outputs) expect(rowsOf(y, TOKENS).map((row) => row.includes(1))).toEqual([false, true, false]);
    });

    test.each(["F32", "F16", "Q8_0"] as const)("through attention over a cache of %s", async (dtype) => {
      const spec = { numLayers: 1, numKeyValueHeads: 2, headDim: 64, blockLength: 16, numBlocks: 1, dtype };
      const cache = backend.createKvCache(spec);
      const [table] = await backend.loadWeights([floats([TOKENS, 128], normalValues(5, TOKENS * 128))]);
      const ops = backend.beginStep();
      const kv = ops.reshape(ops.embedding(Int32Array.of(0, 1, 2), table), [TOKENS, 2, 64]);
      const q = ops.reshape(badInput(ops, what), [TOKENS, 8, 64]);
      const [y] = await ops.run([ops.attention(q, kv, kv, cache, 0, batch, { scale: 0.125 })]);
      // The head of the bad number, and no other.
      const heads = rowsOf(y, 8 * TOKENS).map((head) => [head.includes(1), head.includes(0)]);
      const expected = heads.map((_, index) => (index === 8 * BAD_ROW + 1 ? [true, false] : [false, true]));
      expect(heads).toEqual(expected);
    });
  });
});

const batch: Batch = {
  tokenIds: new Int32Array(TOKENS),
  positions: Int32Array.of(0, 1, 2),
  sequenceStarts: Int32Array.of(0, TOKENS),
  contextLengths: Int32Array.of(TOKENS),
  slots: Int32Array.of(0, 1, 2),
  blockTables: Int32Array.of(0),
  maxBlocks: 1,
  outputRows: new Int32Array(0),
};
