import { i32, memory } from "../emitter/scalar.ts";
import { defineKernel } from "../kernel.ts";
import { forEachShare } from "../kernels/share.ts";

/** Copies rows of `rowBytes` bytes that lie `sourceStride` bytes apart to where they touch. Threads share the rows. */
export const copyRows = defineKernel({
  name: "copy-rows",
  args: { source: "i32", out: "i32", rows: "i32", sourceStride: "i32", rowBytes: "i32" },
  build(f, { source, out, rows, sourceStride, rowBytes }, context) {
    forEachShare(f, context, rows, (row) => {
      const from = i32.add(source, i32.mul(row, sourceStride));
      f.do(memory.copy(i32.add(out, i32.mul(row, rowBytes)), from, rowBytes));
    });
  },
});
