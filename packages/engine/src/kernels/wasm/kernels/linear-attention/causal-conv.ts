import type { Operand } from "../../emitter/expression.ts";
import type { FunctionBuilder, Local } from "../../emitter/function-builder.ts";
import { i32, memory } from "../../emitter/scalar.ts";
import { f32x4 } from "../../emitter/simd.ts";
import { type ArgumentLocals, defineKernel } from "../../kernel.ts";
import { multiplyAdd } from "../multiply-add.ts";
import { forEachVectorOfRow } from "../row-vectors.ts";
import { shareOf } from "../share.ts";
import { sigmoidDivisor } from "../sigmoid-divisor.ts";
import { loadSequence, type Sequence } from "./sequences.ts";

/** Channels of a cache line: threads share them by such groups. */
const GROUP_CHANNELS = 16;
const GROUP_BYTES = 4 * GROUP_CHANNELS;

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
  scratch: "i32",
  scratchBytes: "i32",
  /** Of a row of scratch memory. */
  scratchRowBytes: "i32",
} as const;

type ConvLocals = ArgumentLocals<typeof causalConvArguments>;

/** What each thread needs for itself: transposed weights, a row of zeros, and the addresses of the taps' inputs. */
export function convScratch(channels: number, taps: number, numThreads: number) {
  const groups = Math.ceil(channels / GROUP_CHANNELS);
  const scratchRowBytes = Math.ceil(groups / numThreads) * GROUP_BYTES;
  const tableBytes = Math.ceil((4 * taps) / GROUP_BYTES) * GROUP_BYTES;
  return { scratchRowBytes, scratchBytes: (taps + 1) * scratchRowBytes + tableBytes };
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
    const { taps, scratchRowBytes } = args;
    const divisorOf = sigmoidDivisor(f, context.features);
    const { from, to } = shareOf(f, context, i32.divU(i32.add(args.channels, GROUP_CHANNELS - 1), GROUP_CHANNELS));
    const share = shareOfChannels(f, args, context.thread, from, to);
    const { rowBytes, shareBytes, weights, table } = share;
    const [index, token, tap, at, weight] = f.locals("i32", 5);
    const sum = f.local("v128");
    f.for(index, 0, args.numSequences, 1, () => {
      const sequence = loadSequence(f, args, index);
      const { firstRow, numRows } = sequence;
      const input = inputRows(f, args, share, sequence);
      const target = f.let("i32", i32.add(sequence.target, share.start));
      f.for(token, 0, numRows, 1, () => {
        f.for(tap, 0, taps, 1, () => {
          const row = input(i32.add(token, tap));
          f.do(i32.store(i32.add(table, i32.shl(tap, 2)), row));
        });
        const outRow = i32.add(i32.add(args.out, share.start), i32.mul(i32.add(firstRow, token), rowBytes));
        const out = f.let("i32", outRow);
        forEachVectorOfRow(f, at, 0, shareBytes, ({ load, store }) => {
          f.set(sum, f32x4.const(0));
          f.set(weight, i32.add(weights, at));
          f.for(tap, 0, taps, 1, () => {
            const row = i32.load(i32.add(table, i32.shl(tap, 2)));
            f.set(sum, multiplyAdd(context.features, load(i32.add(row, at)), load(weight), sum));
            f.increase(weight, scratchRowBytes);
          });
          f.do(store(i32.add(out, at), f32x4.div(sum, divisorOf(sum))));
        });
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
  /** [taps][share] */
  readonly weights: Local<"i32">;
  /** [share] */
  readonly zeros: Local<"i32">;
  /** [taps] where a token's inputs lie */
  readonly table: Local<"i32">;
}

function shareOfChannels(
  f: FunctionBuilder,
  { w, channels, taps, scratch, scratchBytes, scratchRowBytes }: ConvLocals,
  thread: Local<"i32">,
  from: Local<"i32">,
  to: Local<"i32">,
): Share {
  const rowBytes = f.let("i32", i32.shl(channels, 2));
  const start = f.let("i32", i32.mul(from, GROUP_BYTES));
  const end = f.let("i32", i32.mul(to, GROUP_BYTES));
  const shareBytes = f.let("i32", i32.sub(i32.select(rowBytes, end, i32.ltS(rowBytes, end)), start));
  const weights = f.let("i32", i32.add(scratch, i32.mul(thread, scratchBytes)));
  const zeros = f.let("i32", i32.add(weights, i32.mul(taps, scratchRowBytes)));
  f.do(memory.fill(zeros, 0, shareBytes));
  const [at, tap, target] = f.locals("i32", 3);
  const source = f.let("i32", i32.add(w, i32.mul(start, taps)));
  f.for(at, 0, shareBytes, 4, () => {
    f.set(target, i32.add(weights, at));
    f.for(tap, 0, taps, 1, () => {
      f.do(i32.store(target, i32.load(source)));
      f.increase(source, 4);
      f.increase(target, scratchRowBytes);
    });
  });
  return { rowBytes, start, shareBytes, weights, zeros, table: f.let("i32", i32.add(zeros, scratchRowBytes)) };
}

/**
 * Where the thread's part of a sequence's row lies: of rows before the step in the state, which are numbers 0 to taps − 2,
 * and of the step's own after them.
 */
function inputRows(
  f: FunctionBuilder,
  { x, taps }: ConvLocals,
  { rowBytes, start, zeros }: Share,
  { firstRow, source, begins }: Sequence,
): (index: Operand<"i32">) => Local<"i32"> {
  const numBefore = f.let("i32", i32.sub(taps, 1));
  const before = f.let("i32", i32.add(source, start));
  const own = f.let("i32", i32.add(i32.add(x, start), i32.mul(i32.sub(firstRow, numBefore), rowBytes)));
  const row = f.local("i32");
  return (index) => {
    f.set(row, i32.mul(index, rowBytes));
    f.set(row, i32.add(row, i32.select(before, own, i32.ltS(index, numBefore))));
    f.if(i32.and(begins, i32.ltS(index, numBefore)), () => f.set(row, zeros));
    return row;
  };
}
