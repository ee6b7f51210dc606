import type { Operand } from "../../emitter/expression.ts";
import type { FunctionBuilder, Local } from "../../emitter/function-builder.ts";
import { i32, memory } from "../../emitter/scalar.ts";
import { v128 } from "../../emitter/simd.ts";
import type { ArgumentLocals, KernelContext } from "../../kernel.ts";
import { transpose4x4 } from "../../linear/transpose.ts";
import { shareOf } from "../share.ts";
import type { Sequence } from "./sequences.ts";

/** Channels of a cache line: threads share them by such groups. */
const GROUP_CHANNELS = 16;
const GROUP_BYTES = 4 * GROUP_CHANNELS;

/** Taps that are summed up in one pass over a row. */
export const PASS_TAPS = 4;

export const causalConvArguments = {
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

/** A thread's part of a row of channels, and its scratch memory. */
export interface ConvShare {
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

export function shareOfChannels(
  f: FunctionBuilder,
  { channels, taps, leadingTaps, scratch, scratchBytes, scratchRowBytes }: ConvLocals,
  context: KernelContext,
): ConvShare {
  const { from, to } = shareOf(f, context, i32.divU(i32.add(channels, GROUP_CHANNELS - 1), GROUP_CHANNELS));
  const rowBytes = f.let("i32", i32.shl(channels, 2));
  const start = f.let("i32", i32.mul(from, GROUP_BYTES));
  const end = f.let("i32", i32.mul(to, GROUP_BYTES));
  const shareBytes = f.let("i32", i32.sub(i32.select(rowBytes, end, i32.ltS(rowBytes, end)), start));
  const allTaps = f.let("i32", i32.add(taps, leadingTaps));
  const weights = f.let("i32", i32.add(scratch, i32.mul(context.thread, scratchBytes)));
  const zeros = f.let("i32", i32.add(weights, i32.mul(allTaps, scratchRowBytes)));
  const table = f.let("i32", i32.add(zeros, scratchRowBytes));
  return { rowBytes, start, shareBytes, allTaps, weights, zeros, table };
}

/** Fills the thread's weights and its row of zeros. */
export function transposeWeights(
  f: FunctionBuilder,
  { w, taps, leadingTaps, scratchRowBytes }: ConvLocals,
  { start, shareBytes, weights, zeros }: ConvShare,
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
export function inputRows(
  f: FunctionBuilder,
  { x, taps }: ConvLocals,
  { rowBytes, start, zeros }: ConvShare,
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
