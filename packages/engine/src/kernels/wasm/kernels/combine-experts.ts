import { i32 } from "../emitter/scalar.ts";
import { f32x4, v128 } from "../emitter/simd.ts";
import { defineKernel } from "../kernel.ts";
import { multiplyAdd } from "./multiply-add.ts";
import { forEachVectorOfRow } from "./row-vectors.ts";
import { forEachShare } from "./share.ts";

/** out [tokens, columns] = sum over the `numChosen` rows of y of each token, times their weights. Threads share the tokens. */
export const combineExperts = defineKernel({
  name: "combineExperts",
  args: { y: "i32", weights: "i32", out: "i32", tokens: "i32", numChosen: "i32", columns: "i32" },
  build(f, { y, weights, out, tokens, numChosen, columns }, context) {
    const rowBytes = f.let("i32", i32.shl(columns, 2));
    const chosenBytes = f.let("i32", i32.shl(numChosen, 2));
    const sum = f.local("v128");
    const [at, from, chosen] = f.locals("i32", 3);
    forEachShare(f, context, tokens, (token) => {
      const firstRow = f.let("i32", i32.add(y, i32.mul(token, i32.mul(numChosen, rowBytes))));
      const itsWeights = f.let("i32", i32.add(weights, i32.mul(token, chosenBytes)));
      const target = f.let("i32", i32.add(out, i32.mul(token, rowBytes)));
      forEachVectorOfRow(f, at, 0, rowBytes, ({ load, store }) => {
        f.set(sum, f32x4.const(0));
        f.set(from, i32.add(firstRow, at));
        f.for(chosen, 0, chosenBytes, 4, () => {
          const weight = v128.load32Splat(i32.add(itsWeights, chosen));
          f.set(sum, multiplyAdd(context.features, weight, load(from), sum));
          f.increase(from, rowBytes);
        });
        f.do(store(i32.add(target, at), sum));
      });
    });
  },
});
