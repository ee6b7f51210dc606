import type { Expression } from "../emitter/expression.ts";
import type { FunctionBuilder, Local } from "../emitter/function-builder.ts";
import { f32, i32 } from "../emitter/scalar.ts";
import { f32x4, v128 } from "../emitter/simd.ts";
import { defineKernel } from "../kernel.ts";
import { softmaxWeight } from "./attention/chunk-softmax.ts";
import { forEachShare } from "./share.ts";

/** One token. Addresses. */
interface TokenRows {
  readonly logits: Local<"i32">;
  /** Numbers of the experts chosen, as floats. */
  readonly experts: Local<"i32">;
  /** First their logits, then their weights. */
  readonly weights: Local<"i32">;
}

/**
 * The `numChosen` experts of each row of logits [tokens, experts] and their softmax weights, which `normalizes` divides by
 * their sum. Whatever the logits are, the numbers are those of different experts. Threads share the tokens.
 */
export const route = defineKernel({
  name: "route",
  args: {
    logits: "i32",
    experts: "i32",
    weights: "i32",
    tokens: "i32",
    numExperts: "i32",
    numChosen: "i32",
    normalizes: "i32",
  },
  build(f, args, context) {
    const weightOf = softmaxWeight(f, context.features, 0);
    const weigh = (difference: Expression<"f32">) => f32x4.extractLane(weightOf(f32x4.splat(difference)), 0);
    const rowBytes = f.let("i32", i32.shl(args.numExperts, 2));
    const chosenBytes = f.let("i32", i32.shl(args.numChosen, 2));
    const at = f.local("i32");
    forEachShare(f, context, args.tokens, (token) => {
      const rows: TokenRows = {
        logits: f.let("i32", i32.add(args.logits, i32.mul(token, rowBytes))),
        experts: f.let("i32", i32.add(args.experts, i32.mul(token, chosenBytes))),
        weights: f.let("i32", i32.add(args.weights, i32.mul(token, chosenBytes))),
      };
      chooseExperts(f, rows, args.numExperts, chosenBytes);
      const largest = f.let("f32", f32.load(rows.weights));
      const largests = f.let("v128", f32x4.splat(largest));

      const sums = f.let("v128", f32x4.const(0));
      f.for(at, 0, i32.and(rowBytes, -16), 16, () => {
        const logits = v128.load(i32.add(rows.logits, at));
        f.set(sums, f32x4.add(sums, weightOf(f32x4.sub(logits, largests))));
      });
      const sum = f.let(
        "f32",
        [0, 1, 2, 3].map((lane) => f32x4.extractLane(sums, lane)).reduce((a, b) => f32.add(a, b)),
      );
      f.for(at, at, rowBytes, 4, () => {
        f.set(sum, f32.add(sum, weigh(f32.sub(f32.load(i32.add(rows.logits, at)), largest))));
      });

      const chosenSum = f.let("f32", f32.const(0));
      f.for(at, 0, chosenBytes, 4, () => {
        const place = f.let("i32", i32.add(rows.weights, at));
        const probability = f.let("f32", f32.div(weigh(f32.sub(f32.load(place), largest)), sum));
        f.do(f32.store(place, probability));
        f.set(chosenSum, f32.add(chosenSum, probability));
      });
      f.if(args.normalizes, () =>
        f.for(at, 0, chosenBytes, 4, () => {
          const place = f.let("i32", i32.add(rows.weights, at));
          f.do(f32.store(place, f32.div(f32.load(place), chosenSum)));
        }),
      );
    });
  },
});

/** Goes through the logits once and keeps the largest so far in order, each behind those that are equal. */
function chooseExperts(
  f: FunctionBuilder,
  { logits, experts, weights }: TokenRows,
  numExperts: Local<"i32">,
  chosenBytes: Local<"i32">,
): void {
  const last = f.let("i32", i32.sub(chosenBytes, 4));
  const logit = f.local("f32");
  const [expert, place] = f.locals("i32", 2);
  const move = (row: Local<"i32">) => {
    const to = f.let("i32", i32.add(row, place));
    f.do(f32.store(to, f32.load(i32.sub(to, 4))));
  };
  f.for(expert, 0, numExperts, 1, () => {
    f.set(logit, f32.load(i32.add(logits, i32.shl(expert, 2))));
    f.set(place, i32.shl(expert, 2));
    f.set(place, i32.select(place, last, i32.ltS(place, last)));
    const hasRoom = i32.leS(i32.shl(expert, 2), last);
    const isLarger = f32.gt(logit, f32.load(i32.add(weights, last)));
    f.if(i32.or(hasRoom, isLarger), () => {
      const before = f32.load(i32.sub(i32.add(weights, place), 4));
      f.while(i32.and(i32.gtS(place, 0), f32.lt(before, logit)), () => {
        move(experts);
        move(weights);
        f.increase(place, -4);
      });
      f.do(f32.store(i32.add(experts, place), f32.convertI32S(expert)));
      f.do(f32.store(i32.add(weights, place), logit));
    });
  });
}
