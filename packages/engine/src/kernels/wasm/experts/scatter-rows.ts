import { i32, memory } from "../emitter/scalar.ts";
import { defineKernel } from "../kernel.ts";
import { takeTurns } from "../kernels/share.ts";
import { forEachList } from "./list-pairs.ts";

/** The experts' rows, `sourceStride` bytes apart, in the order of their pairs, where they touch. Threads share the rows. */
export const scatterRows = defineKernel({
  name: "scatter-rows",
  args: { source: "i32", out: "i32", lists: "i32", pairs: "i32", sourceStride: "i32", rowBytes: "i32" },
  build(f, { source, out, lists, pairs, sourceStride, rowBytes }, context) {
    const takeTurn = takeTurns(f, context);
    const row = f.local("i32");
    forEachList(f, lists, ({ firstRow, numRows }) => {
      const end = f.let("i32", i32.add(firstRow, numRows));
      f.for(row, firstRow, end, 1, () =>
        takeTurn(() => {
          const pair = i32.load(i32.add(pairs, i32.shl(row, 2)));
          const from = i32.add(source, i32.mul(row, sourceStride));
          f.do(memory.copy(i32.add(out, i32.mul(pair, rowBytes)), from, rowBytes));
        }),
      );
    });
  },
});
