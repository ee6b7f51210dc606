import { i32, memory } from "../emitter/scalar.ts";
import { defineKernel } from "../kernel.ts";
import type { Recorder, StepBuffer } from "../recorder.ts";
import { forEachShare } from "./share.ts";

/** Copies rows of `rowBytes` bytes that lie `sourceStride` bytes apart to others `outStride` apart. Threads share the rows. */
export const copyRows = defineKernel({
  name: "copy-rows",
  args: { source: "i32", out: "i32", rows: "i32", sourceStride: "i32", outStride: "i32", rowBytes: "i32" },
  build(f, { source, out, rows, sourceStride, outStride, rowBytes }, context) {
    forEachShare(f, context, rows, (row) => {
      const from = i32.add(source, i32.mul(row, sourceStride));
      f.do(memory.copy(i32.add(out, i32.mul(row, outStride)), from, rowBytes));
    });
  },
});

/** Copies rows that touch to where they lie `outStride` bytes apart, with zeros between. Threads share the rows. */
export const padRows = defineKernel({
  name: "pad-rows",
  args: { source: "i32", out: "i32", rows: "i32", outStride: "i32", rowBytes: "i32" },
  build(f, { source, out, rows, outStride, rowBytes }, context) {
    forEachShare(f, context, rows, (row) => {
      const to = f.let("i32", i32.add(out, i32.mul(row, outStride)));
      f.do(memory.copy(to, i32.add(source, i32.mul(row, rowBytes)), rowBytes));
      f.do(memory.fill(i32.add(to, rowBytes), 0, i32.sub(outStride, rowBytes)));
    });
  },
});

/** Rows of so many floats, and the width that a kernel wants them in. */
export interface PaddedRows {
  readonly rows: number;
  readonly columns: number;
  readonly paddedColumns: number;
}

/** The rows with zeros behind each. */
export function recordPadded(
  recorder: Recorder,
  source: StepBuffer,
  { rows, columns, paddedColumns }: PaddedRows,
): StepBuffer {
  const outStride = 4 * paddedColumns;
  const out = recorder.buffer(rows * outStride);
  recorder.command(padRows, { source, out, rows, outStride, rowBytes: 4 * columns });
  return out;
}

/** The rows without what is behind each; to `out` if given. */
export function recordUnpadded(
  recorder: Recorder,
  source: StepBuffer,
  { rows, columns, paddedColumns }: PaddedRows,
  out: StepBuffer = recorder.buffer(4 * rows * columns),
): StepBuffer {
  const rowBytes = 4 * columns;
  recorder.command(copyRows, { source, out, rows, sourceStride: 4 * paddedColumns, outStride: rowBytes, rowBytes });
  return out;
}
