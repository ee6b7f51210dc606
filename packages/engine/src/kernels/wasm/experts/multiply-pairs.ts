import { f32, i32 } from "../emitter/scalar.ts";
import { defineKernel } from "../kernel.ts";
import { linearArguments } from "../linear/weight-layout.ts";
import { innerArguments } from "./inner-arguments.ts";

/**
 * For each pair of a token and an expert, one after the other, the matrix-vector product of the token's activations with
 * the expert's matrix, by the linear kernel at `kernel` for tiles of one token. A row of x serves `pairsPerRow` pairs.
 * `nextGroup` is a counter for each pair: no thread waits for the others between pairs.
 */
export const multiplyPairs = defineKernel({
  name: "multiply-pairs",
  args: {
    ...linearArguments,
    kernel: "i32",
    blocks: "i32",
    experts: "i32",
    pairs: "i32",
    pairsPerRow: "i32",
    xRowBytes: "i32",
    matrixBytes: "i32",
  },
  build(f, args, context) {
    const inner = innerArguments(f, args, context);
    const pair = f.local("i32");
    f.for(pair, 0, args.pairs, 1, () => {
      const word = f.let("i32", i32.shl(pair, 2));
      const expert = i32.truncSatF32S(f32.load(i32.add(args.experts, word)));
      inner.set("w", i32.add(args.w, i32.mul(expert, args.matrixBytes)));
      inner.set("x", i32.add(args.x, i32.mul(i32.divU(pair, args.pairsPerRow), args.xRowBytes)));
      inner.set("y", i32.add(args.y, i32.mul(pair, args.yRowBytes)));
      inner.set("nextGroup", i32.add(args.nextGroup, word));
      f.do(context.runKernel(args.kernel, inner.block));
    });
  },
});
