import type { Expression } from "../emitter/expression.ts";
import type { FunctionBuilder, Local } from "../emitter/function-builder.ts";
import { i32 } from "../emitter/scalar.ts";
import { v128 } from "../emitter/simd.ts";
import { defineKernel } from "../kernel.ts";
import { takeTurns } from "../kernels/share.ts";
import { forEachList } from "./list-pairs.ts";
import { tileSizeFor } from "./tile-choices.ts";

/**
 * Activations prepared for tiles of one token, rows of `rowBytes`, as tiles of each expert's rows: for every word of a row,
 * the words of the tile's rows. A row of x serves `pairsPerRow` pairs. Threads share the tiles.
 */
export const gatherTiles = defineKernel({
  name: "gather-tiles",
  args: {
    x: "i32",
    out: "i32",
    lists: "i32",
    pairs: "i32",
    choices: "i32",
    pairsPerRow: "i32",
    rowBytes: "i32",
  },
  build(f, { x, out, lists, pairs, choices, pairsPerRow, rowBytes }, context) {
    const takeTurn = takeTurns(f, context);
    const [row, slot, tileSize] = f.locals("i32", 3);
    forEachList(f, lists, ({ firstRow, numRows }) => {
      f.set(tileSize, tileSizeFor(choices, numRows));
      f.for(row, 0, numRows, tileSize, () =>
        takeTurn(() => {
          const first = f.let("i32", i32.add(firstRow, row));
          const tile = f.let("i32", i32.add(out, i32.mul(first, rowBytes)));
          f.for(slot, 0, tileSize, 1, () => {
            const pair = i32.load(i32.add(pairs, i32.shl(i32.add(first, slot), 2)));
            const source = f.let("i32", i32.add(x, i32.mul(i32.divU(pair, pairsPerRow), rowBytes)));
            const target = f.let("i32", i32.add(tile, i32.shl(slot, 2)));
            spreadWords(f, source, rowBytes, target, i32.shl(tileSize, 2));
          });
        }),
      );
    });
  },
});

/** Copies words to where they lie `stride` bytes apart. Changes `source` and `target`. */
function spreadWords(
  f: FunctionBuilder,
  source: Local<"i32">,
  bytes: Local<"i32">,
  target: Local<"i32">,
  stride: Expression<"i32">,
): void {
  const at = f.local("i32");
  const step = f.let("i32", stride);
  f.for(at, 0, bytes, 16, () => {
    const words = f.let("v128", v128.load(source));
    for (const lane of [0, 1, 2, 3]) {
      f.do(v128.store32Lane(target, words, lane));
      f.increase(target, step);
    }
    f.increase(source, 16);
  });
}
