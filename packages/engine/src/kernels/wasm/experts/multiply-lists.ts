import { i32 } from "../emitter/scalar.ts";
import { defineKernel } from "../kernel.ts";
import { linearArguments } from "../linear/weight-layout.ts";
import { innerArguments } from "./inner-arguments.ts";
import { forEachList } from "./list-pairs.ts";
import { kernelFor, tileSizeFor } from "./tile-choices.ts";

/**
 * For each expert that has rows, one after the other, their product with its matrix, by the linear kernel chosen for so
 * many rows. x holds the rows as tiles. `nextGroup` is a counter for each expert: no thread waits for the others between
 * experts.
 */
export const multiplyLists = defineKernel({
  name: "multiply-lists",
  args: {
    ...linearArguments,
    blocks: "i32",
    lists: "i32",
    choices: "i32",
    xRowBytes: "i32",
    matrixBytes: "i32",
  },
  build(f, args, context) {
    const inner = innerArguments(f, args, context);
    const [tileSize, kernel] = f.locals("i32", 2);
    forEachList(f, args.lists, ({ index, expert, firstRow, numRows }) => {
      f.set(kernel, kernelFor(args.choices, numRows));
      f.set(tileSize, tileSizeFor(args.choices, numRows));
      inner.set("tiles", i32.divU(i32.sub(i32.add(numRows, tileSize), 1), tileSize));
      inner.set("w", i32.add(args.w, i32.mul(expert, args.matrixBytes)));
      inner.set("x", i32.add(args.x, i32.mul(firstRow, args.xRowBytes)));
      inner.set("y", i32.add(args.y, i32.mul(firstRow, args.yRowBytes)));
      inner.set("nextGroup", i32.add(args.nextGroup, i32.shl(index, 2)));
      f.do(context.runKernel(kernel, inner.block));
    });
  },
});
