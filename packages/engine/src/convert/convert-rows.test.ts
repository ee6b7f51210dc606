import { describe, expect, it } from "vitest";
import { bytesSource } from "../files/bytes-source.ts";
import { f16 } from "../quant/f16.ts";
import { f32 } from "../quant/f32.ts";
import { q8_0 } from "../quant/q8_0.ts";
import { convertRows } from "./convert-rows.ts";
import type { RowRange, TensorPlan } from "./worker-messages.ts";

/** Weight j of row i is 10·i + j. */
const rowsOf = (rows: number, columns: number) =>
  Float32Array.from({ length: rows * columns }, (_, i) => 10 * Math.floor(i / columns) + (i % columns));

/** The rows of a float32 tensor, in two pieces of a file, converted and read back. */
async function converted(change: Partial<TensorPlan>, range: Partial<RowRange>, values = rowsOf(6, 4)) {
  const bytes = new Uint8Array(values.buffer);
  const half = bytes.length / 2;
  const source = bytesSource("file", new Uint8Array([...bytes.subarray(half), ...bytes.subarray(0, half)]));
  const pieces = [half, 0].map((offset) => ({ sourceIndex: 0, offset, length: half }));
  const plan: TensorPlan = { name: "it", rows: 6, columns: 4, from: "F32", to: "F32", pieces, ...change };
  const made = await convertRows(plan, { tensor: 0, first: 0, count: 6, ...range }, [source]);
  const format = [f16, f32, q8_0].find(({ id }) => id === plan.to)!;
  const out = new Float32Array((made.length / format.blockBytes) * format.blockLength);
  format.dequantize(made, out);
  return [...out];
}

describe("convertRows", () => {
  it("reads rows across pieces, in another format", async () => {
    expect(await converted({}, { first: 2, count: 2 })).toEqual([20, 21, 22, 23, 30, 31, 32, 33]);
    expect(await converted({ to: "F16" }, { first: 5, count: 1 })).toEqual([50, 51, 52, 53]);
  });

  it("in another order of rows, of columns, or of a vector's numbers", async () => {
    const rows = { of: "rows", order: [0, 2, 4, 1, 3, 5] } as const;
    const firsts = (values: number[]) => values.filter((_, i) => i % 4 === 0);
    expect(firsts(await converted({ order: rows }, {}))).toEqual([0, 20, 40, 10, 30, 50]);
    expect(firsts(await converted({ order: rows }, { first: 2, count: 3 }))).toEqual([40, 10, 30]);
    const columns = { of: "columns", order: [3, 0, 2, 1] } as const;
    expect((await converted({ order: columns }, { first: 1, count: 2 })).slice(0, 4)).toEqual([13, 10, 12, 11]);
    const vector = { rows: 6, columns: 1, order: rows };
    expect(await converted(vector, {}, Float32Array.of(0, 1, 2, 3, 4, 5))).toEqual([0, 2, 4, 1, 3, 5]);
  });

  it("with other numbers, and a factor for each matrix", async () => {
    expect((await converted({ map: "plusOne" }, { count: 1 })).slice(0, 2)).toEqual([1, 2]);
    const scales = Float32Array.of(2, 0.5);
    expect(await converted({ scales }, { first: 2, count: 2 })).toEqual([40, 42, 44, 46, 15, 15.5, 16, 16.5]);
  });

  it("leaves alone what has the format already", async () => {
    const weights = Float32Array.from({ length: 192 }, (_, i) => i - 96);
    const blocks = new Uint8Array((192 / 32) * 34);
    q8_0.quantize?.(weights, blocks);
    // A scale that rounding again would not choose.
    blocks.set([0, 0x2c], 0);
    const pieces = [{ sourceIndex: 0, offset: 0, length: blocks.length }];
    const plan: TensorPlan = { name: "it", rows: 3, columns: 64, from: "Q8_0", to: "Q8_0", pieces };
    expect(await convertRows(plan, { tensor: 0, first: 0, count: 3 }, [bytesSource("file", blocks)])).toEqual(blocks);
  });

  it("names the tensor that holds what is no number", async () => {
    const values = rowsOf(6, 4);
    values[9] = Number.NaN;
    await expect(converted({}, {}, values)).rejects.toMatchObject({
      code: "model/bad-weights",
      message: expect.stringMatching(/^tensor "it": a weight is NaN/),
      details: { tensor: "it" },
    });
    expect(await converted({}, { first: 3, count: 1 }, values)).toEqual([30, 31, 32, 33]);
  });
});
