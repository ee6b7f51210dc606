import type { Expression } from "../emitter/expression.ts";
import type { FunctionBuilder, Local } from "../emitter/function-builder.ts";
import { i32 } from "../emitter/scalar.ts";
import type { ArgumentLocals, KernelContext } from "../kernel.ts";
import { linearArguments } from "../linear/weight-layout.ts";

type Name = keyof typeof linearArguments;

const names = Object.keys(linearArguments) as Name[];

/** Bytes of a thread's arguments: whole cache lines, so that threads do not disturb each other. */
export const INNER_BLOCK_BYTES = 64;

/** Arguments that a kernel passes to a linear kernel. */
export interface InnerArguments {
  readonly block: Local<"i32">;
  set(name: Name, value: Expression<"i32">): void;
}

/** This thread's, in the memory for all threads at `blocks`: at first those of the kernel itself. */
export function innerArguments(
  f: FunctionBuilder,
  args: ArgumentLocals<typeof linearArguments & { readonly blocks: "i32" }>,
  { thread }: KernelContext,
): InnerArguments {
  const block = f.let("i32", i32.add(args.blocks, i32.mul(thread, INNER_BLOCK_BYTES)));
  const set = (name: Name, value: Expression<"i32">) => f.do(i32.store(block, value, 4 * names.indexOf(name)));
  for (const name of names) set(name, args[name]);
  return { block, set };
}
