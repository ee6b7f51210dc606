import type { Operand } from "../emitter/expression.ts";
import type { FunctionBuilder, Local } from "../emitter/function-builder.ts";
import { i32 } from "../emitter/scalar.ts";
import type { KernelContext } from "../kernel.ts";

/**
 * This thread's contiguous share of `count` items: `from` inclusive, `to` exclusive.
 * Shares differ by at most one item, and every item belongs to exactly one thread. count × numThreads < 2^31.
 */
export function shareOf(
  f: FunctionBuilder,
  { thread, numThreads }: KernelContext,
  count: Operand<"i32">,
): { readonly from: Local<"i32">; readonly to: Local<"i32"> } {
  const from = f.let("i32", i32.divU(i32.mul(count, thread), numThreads));
  const to = f.let("i32", i32.divU(i32.mul(count, i32.add(thread, 1)), numThreads));
  return { from, to };
}

/** Runs `body` for each item of this thread's share. */
export function forEachShare(
  f: FunctionBuilder,
  context: KernelContext,
  count: Operand<"i32">,
  body: (index: Local<"i32">) => void,
): void {
  const { from, to } = shareOf(f, context, count);
  const index = f.local("i32");
  f.for(index, from, to, 1, () => body(index));
}

/**
 * Gives a function that runs `body` at every so many-th call, for items whose number is not known beforehand: this
 * thread's are those of its number, then every `numThreads`-th. It is written out wherever it is called.
 */
export function takeTurns(
  f: FunctionBuilder,
  { thread, numThreads }: Pick<KernelContext, "thread" | "numThreads">,
): (body: () => void) => void {
  const left = f.let("i32", thread);
  return (body) => {
    f.if(i32.eqz(left), () => {
      body();
      f.set(left, numThreads);
    });
    f.increase(left, -1);
  };
}
