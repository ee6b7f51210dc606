import { hardwareThreads, machineMemoryBytes } from "#platform";
import { i32 } from "./emitter/scalar.ts";
import { v128 } from "./emitter/simd.ts";
import { defineKernel } from "./kernel.ts";
import { shareOf } from "./kernels/share.ts";
import { WasmRuntime } from "./runtime.ts";

const pieceBytes = 128;
const mostBytes = 256 * 1024 * 1024;
/** Read in one go: little enough that a slow or busy machine is not kept much longer than it was asked for. */
const sliceBytes = 32 * 1024 * 1024;
const mostThreads = 16;

const read = defineKernel({
  name: "read",
  args: { from: "i32", out: "i32", pieces: "i32" },
  build(f, { from, out, pieces }, context) {
    const share = shareOf(f, context, pieces);
    const sums = f.locals("v128", pieceBytes / 16);
    const index = f.local("i32");
    const at = f.let("i32", i32.add(from, i32.mul(share.from, pieceBytes)));
    f.for(index, share.from, share.to, 1, () => {
      for (const [i, sum] of sums.entries()) f.set(sum, v128.xor(sum, v128.load(at, 16 * i)));
      f.increase(at, pieceBytes);
    });
    const all = sums.reduce((a, b) => f.let("v128", v128.xor(a, b)));
    f.do(v128.store(i32.add(out, i32.shl(context.thread, 4)), all));
  },
});

export interface BandwidthOptions {
  /** Default: the machine's cores, at most 16. */
  readonly numThreads?: number;
  /** How long to read, and how long to get ready for it at most, give or take 32 MiB of either. Default 300 ms. */
  readonly durationMs?: number;
}

/**
 * How fast the engine's threads can read memory when they do nothing else, in bytes a second: the best of several reads
 * that go round in 256 MiB, which is more than most caches hold. Generation comes near to it.
 * @throws QwenError `backend/unavailable`, `engine/out-of-memory`
 */
export async function measureReadBandwidth(options: BandwidthOptions = {}): Promise<number> {
  const { numThreads = Math.min(hardwareThreads(), mostThreads), durationMs = 300 } = options;
  const runtime = await WasmRuntime.start(() => [read], { numThreads, wideVectors: false });
  try {
    const numSlices = Math.max(1, Math.floor(Math.min(mostBytes, machineMemoryBytes() / 8) / sliceBytes));
    const start = runtime.memory.allocate(numSlices * sliceBytes, "what is read");
    const slices: number[] = [];
    for (const end = performance.now() + durationMs; slices.length < numSlices; ) {
      if (slices.length > 0 && performance.now() >= end) break;
      const from = start + slices.length * sliceBytes;
      // Pages that nobody has written need not be there.
      new Uint8Array(runtime.memory.buffer, from, sliceBytes).fill(1);
      slices.push(from);
    }
    const timeOf = async (from: number): Promise<number> => {
      const step = runtime.beginStep();
      const out = step.buffer(16 * numThreads);
      step.command(read, { from, out, pieces: sliceBytes / pieceBytes });
      const begun = performance.now();
      await runtime.run([{ buffer: out, length: 4 }]);
      return performance.now() - begun;
    };
    // The threads wake up.
    await timeOf(slices[slices.length - 1]);
    let best = 0;
    const end = performance.now() + durationMs;
    for (let i = 0; i === 0 || performance.now() < end; i++) {
      best = Math.max(best, (1000 * sliceBytes) / (await timeOf(slices[i % slices.length])));
    }
    return best;
  } finally {
    await runtime.close();
  }
}
