import type { Operand } from "../../emitter/expression.ts";
import type { FunctionBuilder, Local } from "../../emitter/function-builder.ts";
import { i32, memory } from "../../emitter/scalar.ts";
import { f32x4, v128 } from "../../emitter/simd.ts";
import { type ArgumentLocals, defineKernel, type WasmFeatures } from "../../kernel.ts";
import { transpose4x4 } from "../../linear/transpose.ts";
import { multiplyAdd } from "../multiply-add.ts";
import { forEachPairOfRow } from "../row-vectors.ts";
import { shareOf } from "../share.ts";
import { sigmoidDivisor } from "../sigmoid-divisor.ts";
import { loadSequence, type Sequence } from "./sequences.ts";

/** Channels of a cache line: threads share them by such groups. */
const GROUP_CHANNELS = 16;
const GROUP_BYTES = 4 * GROUP_CHANNELS;

/** Taps that are summed up in one pass over a row. */
const PASS_TAPS = 4;

const causalConvArguments = {
  x: "i32",
  w: "i32",
  out: "i32",
  /** The layer's inputs of slot 0. */
  states: "i32",
  slotBytes: "i32",
  sequences: "i32",
  numSequences: "i32",
  channels: "i32",
  taps: "i32",
  /** Taps of weight zero before those, for whole passes. */
  leadingTaps: "i32",
  scratch: "i32",
  scratchBytes: "i32",
  /** Of a row of scratch memory. */
  scratchRowBytes: "i32",
} as const;

type ConvLocals = ArgumentLocals<typeof causalConvArguments>;

/** The arguments that say what each thread needs for itself: transposed weights, a row of zeros, and a table of addresses. */
export function convScratch(channels: number, taps: number, numThreads: number) {
  const allTaps = PASS_TAPS * Math.ceil(taps / PASS_TAPS);
  const groups = Math.ceil(channels / GROUP_CHANNELS);
  const scratchRowBytes = Math.ceil(groups / numThreads) * GROUP_BYTES;
  const tableBytes = Math.ceil((4 * allTaps) / GROUP_BYTES) * GROUP_BYTES;
  const scratchBytes = (allTaps + 1) * scratchRowBytes + tableBytes;
  return { leadingTaps: allTaps - taps, scratchRowBytes, scratchBytes };
}

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
    const { from, to } = shareOf(f, context, i32.divU(i32.add(args.channels, GROUP_CHANNELS - 1), GROUP_CHANNELS));
    const share = shareOfChannels(f, args, context.thread, from, to);
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
        sumTaps(f, context.features, args, share, out);
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

/** A thread's part of a row of channels, and its scratch memory. */
interface Share {
  /** Of all channels. */
  readonly rowBytes: Local<"i32">;
  /** From the start of a row. */
  readonly start: Local<"i32">;
  /** Of the thread's channels; none if there are fewer groups than threads. */
  readonly shareBytes: Local<"i32">;
  /** Leading ones too. */
  readonly allTaps: Local<"i32">;
  /** [allTaps][share] */
  readonly weights: Local<"i32">;
  /** [share] */
  readonly zeros: Local<"i32">;
  /** [allTaps] where a token's inputs lie */
  readonly table: Local<"i32">;
}

function shareOfChannels(
  f: FunctionBuilder,
  { channels, taps, leadingTaps, scratch, scratchBytes, scratchRowBytes }: ConvLocals,
  thread: Local<"i32">,
  from: Local<"i32">,
  to: Local<"i32">,
): Share {
  const rowBytes = f.let("i32", i32.shl(channels, 2));
  const start = f.let("i32", i32.mul(from, GROUP_BYTES));
  const end = f.let("i32", i32.mul(to, GROUP_BYTES));
  const shareBytes = f.let("i32", i32.sub(i32.select(rowBytes, end, i32.ltS(rowBytes, end)), start));
  const allTaps = f.let("i32", i32.add(taps, leadingTaps));
  const weights = f.let("i32", i32.add(scratch, i32.mul(thread, scratchBytes)));
  const zeros = f.let("i32", i32.add(weights, i32.mul(allTaps, scratchRowBytes)));
  const table = f.let("i32", i32.add(zeros, scratchRowBytes));
  return { rowBytes, start, shareBytes, allTaps, weights, zeros, table };
}

/** Fills the thread's weights and its row of zeros. */
function transposeWeights(
  f: FunctionBuilder,
  { w, taps, leadingTaps, scratchRowBytes }: ConvLocals,
  { start, shareBytes, weights, zeros }: Share,
): void {
  const leadingBytes = f.let("i32", i32.mul(leadingTaps, scratchRowBytes));
  f.do(memory.fill(weights, 0, leadingBytes));
  f.do(memory.fill(zeros, 0, shareBytes));
  const first = f.let("i32", i32.add(weights, leadingBytes));
  const source = f.let("i32", i32.add(w, i32.mul(start, taps)));
  const [at, tap, target] = f.locals("i32", 3);
  f.set(at, 0);
  f.if(i32.eq(taps, 4), () =>
    f.for(at, 0, i32.and(shareBytes, -16), 16, () => {
      f.set(target, i32.add(first, at));
      const channels = [0, 16, 32, 48].map((offset) => v128.load(source, offset));
      for (const row of transpose4x4(f, channels)) {
        f.do(v128.store(target, row));
        f.increase(target, scratchRowBytes);
      }
      f.increase(source, 64);
    }),
  );
  f.for(at, at, shareBytes, 4, () => {
    f.set(target, i32.add(first, at));
    f.for(tap, 0, taps, 1, () => {
      f.do(i32.store(target, i32.load(source)));
      f.increase(source, 4);
      f.increase(target, scratchRowBytes);
    });
  });
}

/**
 * Where the thread's part of a sequence's row lies: of rows before the step in the state, which are numbers 0 to taps − 2,
 * and of the step's own after them. Below 0, and where there is no state, zeros.
 */
function inputRows(
  f: FunctionBuilder,
  { x, taps }: ConvLocals,
  { rowBytes, start, zeros }: Share,
  { firstRow, source, begins }: Sequence,
): (index: Operand<"i32">) => Local<"i32"> {
  const numBefore = f.let("i32", i32.sub(taps, 1));
  const firstThere = f.let("i32", i32.select(numBefore, i32.const(0), begins));
  const before = f.let("i32", i32.add(source, start));
  const own = f.let("i32", i32.add(i32.add(x, start), i32.mul(i32.sub(firstRow, numBefore), rowBytes)));
  const [number, row] = f.locals("i32", 2);
  return (index) => {
    f.set(number, index);
    f.set(row, i32.add(i32.select(before, own, i32.ltS(number, numBefore)), i32.mul(number, rowBytes)));
    f.set(row, i32.select(zeros, row, i32.ltS(number, firstThere)));
    return row;
  };
}

/** out = the sums over all taps of the inputs in the table, four taps at a time. */
function sumTaps(
  f: FunctionBuilder,
  features: WasmFeatures,
  { scratchRowBytes }: ConvLocals,
  { shareBytes, allTaps, weights, table }: Share,
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
