import { i32 } from "../emitter/scalar.ts";
import { defineKernel } from "../kernel.ts";
import { forEachShare } from "../kernels/share.ts";

/**
 * x [tokens, columns] float32 as the float kernels read it: tiles of tokens, and in a tile for every column the numbers
 * of its tokens. Tokens that the last tile lacks are zero. Threads share the tiles' tokens.
 */
export const interleaveActivations = defineKernel({
  name: "interleave-activations",
  args: { x: "i32", out: "i32", tokens: "i32", columns: "i32", tileSize: "i32", tiles: "i32" },
  build(f, { x, out, tokens, columns, tileSize, tiles }, context) {
    const rowBytes = f.let("i32", i32.shl(columns, 2));
    const stride = f.let("i32", i32.shl(tileSize, 2));
    const [column, source, target] = f.locals("i32", 3);
    forEachShare(f, context, i32.mul(tiles, tileSize), (token) => {
      const tile = f.let("i32", i32.divU(token, tileSize));
      const index = f.let("i32", i32.remU(token, tileSize));
      f.set(source, i32.add(x, i32.mul(token, rowBytes)));
      f.set(target, i32.add(out, i32.add(i32.mul(tile, i32.mul(tileSize, rowBytes)), i32.shl(index, 2))));
      f.if(
        i32.ltS(token, tokens),
        () =>
          f.for(column, 0, columns, 1, () => {
            f.do(i32.store(target, i32.load(source)));
            f.increase(source, 4);
            f.increase(target, stride);
          }),
        () =>
          f.for(column, 0, columns, 1, () => {
            f.do(i32.store(target, 0));
            f.increase(target, stride);
          }),
      );
    });
  },
});
