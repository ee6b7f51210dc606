import type { FunctionBuilder, Local } from "../../emitter/function-builder.ts";
import { i32, memory } from "../../emitter/scalar.ts";
import { f32x4 } from "../../emitter/simd.ts";
import { defineKernel, type WasmFeatures } from "../../kernel.ts";
import { multiplyAdd } from "../multiply-add.ts";
import { forEachPairOfRow } from "../row-vectors.ts";
import { sigmoidDivisor } from "../sigmoid-divisor.ts";
import {
  type ConvShare,
  causalConvArguments,
  inputRows,
  PASS_TAPS,
  shareOfChannels,
  transposeWeights,
} from "./conv-share.ts";
import { loadSequence } from "./sequences.ts";

/**
 * out = silu(causal convolution of each sequence's x), see `Ops.causalConv`; then the last taps − 1 inputs become the state.
 *
 * Each thread has its own channels. It transposes their weights into its scratch memory, so that neighbouring lanes are
 * neighbouring channels, and then goes through the tokens; what lies before a sequence's first token comes from the state
 * or from a row of zeros.
 */
export const causalConv = defineKernel({
  name: "causalConv",
  args: causalConvArguments,
  build(f, args, context) {
    const { taps } = args;
    const divisorOf = sigmoidDivisor(f, context.features);
    const share = shareOfChannels(f, args, context);
    const { rowBytes, shareBytes, table } = share;
    transposeWeights(f, args, share);
    const [index, token, tap, at] = f.locals("i32", 4);
    f.for(index, 0, args.numSequences, 1, () => {
      const sequence = loadSequence(f, args, index);
      const { firstRow, numRows } = sequence;
      const input = inputRows(f, args, share, sequence);
      const target = f.let("i32", i32.add(sequence.target, share.start));
      const firstOut = i32.add(i32.add(args.out, share.start), i32.mul(firstRow, rowBytes));
      const out = f.let("i32", firstOut);
      f.for(token, 0, numRows, 1, () => {
        f.for(tap, 0, share.allTaps, 1, () => {
          const row = input(i32.add(token, i32.sub(tap, args.leadingTaps)));
          f.do(i32.store(i32.add(table, i32.shl(tap, 2)), row));
        });
        sumTaps(f, context.features, args.scratchRowBytes, share, out);
        forEachPairOfRow(f, at, 0, shareBytes, (accesses) => {
          const place = f.let("i32", i32.add(out, at));
          const sums = accesses.map(({ load }) => f.let("v128", load(place)));
          const results = sums.map((sum) => f.let("v128", f32x4.div(sum, divisorOf(sum))));
          for (const [i, { store }] of accesses.entries()) f.do(store(place, results[i]));
        });
        f.increase(out, rowBytes);
      });
      // From the oldest on: what is read lies behind what has been written, also in the same slot.
      f.for(tap, 0, i32.sub(taps, 1), 1, () => {
        const row = input(i32.add(numRows, tap));
        f.do(memory.copy(i32.add(target, i32.mul(tap, rowBytes)), row, shareBytes));
      });
    });
  },
});

/** out = the sums over all taps of the inputs in the table, four taps at a time. */
function sumTaps(
  f: FunctionBuilder,
  features: WasmFeatures,
  scratchRowBytes: Local<"i32">,
  { shareBytes, allTaps, weights, table }: ConvShare,
  out: Local<"i32">,
): void {
  const [tap, at] = f.locals("i32", 2);
  const weightRows = f.locals("i32", PASS_TAPS);
  const inputs = f.locals("i32", PASS_TAPS);
  const addPass = (accumulate: boolean) =>
    forEachPairOfRow(f, at, 0, shareBytes, (accesses) => {
      const place = f.let("i32", i32.add(out, at));
      const sums = accesses.map(({ load }) => f.let("v128", accumulate ? load(place) : f32x4.const(0)));
      for (const [i, row] of inputs.entries()) {
        const input = f.let("i32", i32.add(row, at));
        const weight = f.let("i32", i32.add(weightRows[i], at));
        for (const [j, { load }] of accesses.entries()) {
          f.set(sums[j], multiplyAdd(features, load(input), load(weight), sums[j]));
        }
      }
      for (const [j, { store }] of accesses.entries()) f.do(store(place, sums[j]));
    });
  f.for(tap, 0, allTaps, PASS_TAPS, () => {
    for (const [i, input] of inputs.entries()) {
      f.set(input, i32.load(i32.add(table, i32.shl(tap, 2)), 4 * i));
      f.set(weightRows[i], i32.add(weights, i32.mul(i32.add(tap, i), scratchRowBytes)));
    }
    f.if(
      tap,
      () => addPass(true),
      () => addPass(false),
    );
  });
}
