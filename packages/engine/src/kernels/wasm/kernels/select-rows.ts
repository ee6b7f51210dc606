import { i32, memory } from "../emitter/scalar.ts";
import { defineKernel } from "../kernel.ts";
import { forEachShare } from "./share.ts";

/** Copies the rows of x whose numbers are the `count` integers at `rows`. Threads share the rows. */
export const selectRows = defineKernel({
  name: "selectRows",
  args: { x: "i32", rows: "i32", out: "i32", count: "i32", rowBytes: "i32" },
  build(f, { x, rows, out, count, rowBytes }, context) {
    forEachShare(f, context, count, (index) => {
      const row = i32.load(i32.add(rows, i32.shl(index, 2)));
      const from = i32.add(x, i32.mul(row, rowBytes));
      f.do(memory.copy(i32.add(out, i32.mul(index, rowBytes)), from, rowBytes));
    });
  },
});
