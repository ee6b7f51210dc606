import type { Expression } from "../../emitter/expression.ts";
import type { FunctionBuilder, Local } from "../../emitter/function-builder.ts";
import { f32, i32, memory } from "../../emitter/scalar.ts";
import { f32x4, v128 } from "../../emitter/simd.ts";
import { type ArgumentLocals, defineKernel, type WasmFeatures } from "../../kernel.ts";
import { multiplyAdd } from "../multiply-add.ts";
import { forEachShare } from "../share.ts";
import { NO_MAXIMUM, softmaxWeight } from "./chunk-softmax.ts";
import { PARTIAL_STATE_FLOATS } from "./tile.ts";

/**
 * Puts the results of contexts that were cut into pieces together: every piece has results and weights relative to its
 * own largest score, so each is multiplied by e^(its largest − largest of all) and the sums are divided.
 *
 * A merge is 4 integers: first row of `out`, number of rows, first partial row, number of pieces. The partial rows of a
 * piece are [K, rows × group size]. Threads share the (head, query) pairs of each merge.
 */
export const mergePieces = defineKernel({
  name: "mergePieces",
  args: {
    partials: "i32",
    out: "i32",
    merges: "i32",
    numMerges: "i32",
    keyValueHeads: "i32",
    groupSize: "i32",
    headDim: "i32",
    /** What weights and results of this type of cache are short of each other. */
    numerator: "f32",
  },
  build(f, args, context) {
    const rowBytes = f.let("i32", i32.shl(args.headDim, 2));
    const partialBytes = f.let("i32", i32.add(rowBytes, 4 * PARTIAL_STATE_FLOATS));
    const addPiece = pieceAdder(f, context.features, rowBytes);
    const merge = f.let("i32", args.merges);
    const mergesEnd = f.let("i32", i32.add(args.merges, i32.shl(args.numMerges, 4)));
    f.while(i32.ltU(merge, mergesEnd), () => {
      const queries = f.let("i32", i32.mul(i32.load(merge, 4), args.groupSize));
      const rowsOfPiece = f.let("i32", i32.mul(queries, args.keyValueHeads));
      const pieceBytes = f.let("i32", i32.mul(rowsOfPiece, partialBytes));
      forEachShare(f, context, rowsOfPiece, (index) => {
        const to = f.let("i32", i32.add(args.out, i32.mul(outputRow(f, args, merge, queries, index), rowBytes)));
        const from = i32.add(args.partials, i32.mul(i32.add(i32.load(merge, 8), index), partialBytes));
        const first = f.let("i32", from);
        const end = f.let("i32", i32.add(first, i32.mul(i32.load(merge, 12), pieceBytes)));
        const largest = f.let("f32", NO_MAXIMUM);
        forEachPiece(f, first, end, pieceBytes, (piece) => {
          f.set(largest, f32.max(largest, f32.load(i32.add(piece, rowBytes))));
        });
        const sum = f.let("f32", 0);
        f.do(memory.fill(to, 0, rowBytes));
        forEachPiece(f, first, end, pieceBytes, (piece) => addPiece(piece, to, largest, sum));
        const factor = f.let("v128", f32x4.splat(f32.div(args.numerator, sum)));
        const at = f.local("i32");
        f.for(at, 0, rowBytes, 16, () => {
          const target = i32.add(to, at);
          f.do(v128.store(target, f32x4.mul(v128.load(target), factor)));
        });
      });
      f.increase(merge, 16);
    });
  },
});

type Arguments = ArgumentLocals<{ readonly keyValueHeads: "i32"; readonly groupSize: "i32" }>;

/** The row of [T × H, P] for (head, query) number `index` of a merge. */
function outputRow(
  f: FunctionBuilder,
  { keyValueHeads, groupSize }: Arguments,
  merge: Local<"i32">,
  queries: Local<"i32">,
  index: Local<"i32">,
): Expression<"i32"> {
  const head = f.let("i32", i32.divU(index, queries));
  const query = f.let("i32", i32.sub(index, i32.mul(head, queries)));
  const row = f.let("i32", i32.divU(query, groupSize));
  const member = i32.sub(query, i32.mul(row, groupSize));
  const group = i32.add(i32.mul(i32.add(i32.load(merge), row), keyValueHeads), head);
  return i32.add(i32.mul(group, groupSize), member);
}

/** The code that adds a piece's results and weights, brought to the scale of `largest`, to the row at `to` and `sum`. */
function pieceAdder(
  f: FunctionBuilder,
  features: WasmFeatures,
  rowBytes: Local<"i32">,
): (piece: Local<"i32">, to: Local<"i32">, largest: Local<"f32">, sum: Local<"f32">) => void {
  const weightOf = softmaxWeight(f, features, 0);
  return (piece, to, largest, sum) => {
    const state = f.let("i32", i32.add(piece, rowBytes));
    const factor = weightOf(f32x4.splat(f32.sub(f32.load(state), largest)));
    f.set(sum, f32.add(sum, f32.mul(f32.load(state, 4), f32x4.extractLane(factor, 0))));
    const at = f.local("i32");
    f.for(at, 0, rowBytes, 16, () => {
      const target = i32.add(to, at);
      f.do(v128.store(target, multiplyAdd(features, v128.load(i32.add(piece, at)), factor, v128.load(target))));
    });
  };
}

function forEachPiece(
  f: FunctionBuilder,
  first: Local<"i32">,
  end: Local<"i32">,
  pieceBytes: Local<"i32">,
  body: (piece: Local<"i32">) => void,
): void {
  const piece = f.let("i32", first);
  f.while(i32.ltU(piece, end), () => {
    body(piece);
    f.increase(piece, pieceBytes);
  });
}
