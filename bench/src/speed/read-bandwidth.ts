import { parseArgs } from "node:util";
import { i32 } from "../../../packages/engine/src/kernels/wasm/emitter/scalar.ts";
import { v128 } from "../../../packages/engine/src/kernels/wasm/emitter/simd.ts";
import { defineKernel } from "../../../packages/engine/src/kernels/wasm/kernel.ts";
import { shareOf } from "../../../packages/engine/src/kernels/wasm/kernels/share.ts";
import { WasmRuntime } from "../../../packages/engine/src/kernels/wasm/runtime.ts";

/*
 * A child process of speed.ts: how fast the engine's threads can read memory when they do nothing else. Each reads a
 * part of a gibibyte from end to end, eight vectors at a time. Prints JSON: bytes a second, the best of some rounds.
 */

const PIECE_BYTES = 128;
const PIECES = 2 ** 23;
const ROUNDS = 7;

const read = defineKernel({
  name: "read",
  args: { from: "i32", out: "i32", pieces: "i32" },
  build(f, { from, out, pieces }, context) {
    const share = shareOf(f, context, pieces);
    const sums = f.locals("v128", PIECE_BYTES / 16);
    const index = f.local("i32");
    const at = f.let("i32", i32.add(from, i32.mul(share.from, PIECE_BYTES)));
    f.for(index, share.from, share.to, 1, () => {
      for (const [i, sum] of sums.entries()) f.set(sum, v128.xor(sum, v128.load(at, 16 * i)));
      f.increase(at, PIECE_BYTES);
    });
    const all = sums.reduce((a, b) => f.let("v128", v128.xor(a, b)));
    f.do(v128.store(i32.add(out, i32.shl(context.thread, 4)), all));
  },
});

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { threads: { type: "string", default: "2" } } });
  const runtime = await WasmRuntime.start(() => [read], { numThreads: Number(values.threads) });
  const from = runtime.memory.allocate(PIECES * PIECE_BYTES, "what is read");
  new Uint8Array(runtime.memory.buffer, from, PIECES * PIECE_BYTES).fill(1);
  const rates: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const step = runtime.beginStep();
    const out = step.buffer(16 * Number(values.threads));
    step.command(read, { from, out, pieces: PIECES });
    const start = performance.now();
    await runtime.run([{ buffer: out, length: 4 }]);
    rates.push((1000 * PIECES * PIECE_BYTES) / (performance.now() - start));
  }
  await runtime.close();
  console.log(JSON.stringify({ bytesPerSecond: Math.max(...rates) }));
}

await main();
