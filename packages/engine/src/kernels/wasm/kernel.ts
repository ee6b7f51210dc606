import type { Expression } from "./emitter/expression.ts";
import type { FunctionBuilder, Local } from "./emitter/function-builder.ts";

/** What the runtime's WebAssembly can do; found out once, by running it. */
export interface WasmFeatures {
  readonly relaxedSimd: boolean;
  /**
   * How `i32x4.relaxed_dot_i8x16_i7x16_add_s` treats bytes above 127 in its second operand: "unsigned" (exact, as
   * AVX-VNNI does), "signed" (exact, as ARM does), or "inexact" (x64 without AVX-VNNI saturates). Bytes up to 127 are
   * exact everywhere.
   */
  readonly dotSecondOperand: "unsigned" | "signed" | "inexact";
  /** V8 makes one instruction of two neighbouring vectors, see wide-vectors.ts: a register holds both. */
  readonly wideVectors?: boolean;
}

export type ArgumentTypes = Readonly<Record<string, "i32" | "f32">>;

/** Filled with the arguments' locals, in the order of `Kernel.args`. */
export type ArgumentLocals<A extends ArgumentTypes> = { readonly [K in keyof A]: Local<A[K]> };

export interface KernelContext {
  /** This thread's number, 0 … numThreads − 1. All threads call the kernel with the same arguments and share the work. */
  readonly thread: Local<"i32">;
  readonly numThreads: Local<"i32">;
  readonly features: WasmFeatures;
  /** Runs the kernel at that place in the module's table, by this thread, with the arguments at an address. */
  runKernel(tableIndex: Local<"i32">, block: Local<"i32">): Expression<"void">;
}

/**
 * One kernel: a function `(argumentBlock, thread, numThreads)` that every thread runs at once. Between two commands of a
 * list there is a barrier, so a kernel sees all that commands before it wrote, and may not assume anything of other
 * threads while it runs. Its arguments are 32-bit words (addresses in bytes, sizes, float constants) in a block.
 */
export interface Kernel<A extends ArgumentTypes = ArgumentTypes> {
  readonly name: string;
  /** Names and types of the argument words, in order. */
  readonly args: A;
  build(f: FunctionBuilder, args: ArgumentLocals<A>, context: KernelContext): void;
}

/** Keeps the argument types of a kernel written as a literal. */
export const defineKernel = <const A extends ArgumentTypes>(kernel: Kernel<A>): Kernel<A> => kernel;
