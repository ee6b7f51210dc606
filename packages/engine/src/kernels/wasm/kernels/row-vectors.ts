import type { Expression, Operand } from "../emitter/expression.ts";
import type { FunctionBuilder, Local } from "../emitter/function-builder.ts";
import { i32 } from "../emitter/scalar.ts";
import { v128 } from "../emitter/simd.ts";

/** How a kernel's body reaches the floats it is at. */
export interface FloatAccess {
  load(address: Operand<"i32">): Expression<"v128">;
  store(address: Operand<"i32">, value: Expression<"v128">): Expression<"void">;
}

const fourFloatsAt = (offset: number): FloatAccess => ({
  load: (address) => v128.load(address, offset),
  store: (to, value) => v128.store(to, value, offset),
});

const fourFloats = fourFloatsAt(0);
const eightFloats = [fourFloats, fourFloatsAt(16)];

/** In the first lane; the others are zero when loaded, and not stored. */
const oneFloat: FloatAccess = {
  load: (address) => v128.load32Zero(address),
  store: (to, value) => v128.store32Lane(to, value, 0),
};

/** Runs `body` with `at` from where it is given to `bytes`: four floats at a time, and what is left one by one. */
export function forEachVectorOfRow(
  f: FunctionBuilder,
  at: Local<"i32">,
  from: Operand<"i32">,
  bytes: Local<"i32">,
  body: (access: FloatAccess) => void,
): void {
  const vectorsEnd = f.let("i32", i32.and(bytes, -16));
  f.for(at, from, vectorsEnd, 16, () => body(fourFloats));
  f.for(at, at, bytes, 4, () => body(oneFloat));
}

/**
 * The same eight floats at a time first: `body` is to read with all accesses before it writes with one, so that a runtime
 * can make wider instructions of them.
 */
export function forEachPairOfRow(
  f: FunctionBuilder,
  at: Local<"i32">,
  from: Operand<"i32">,
  bytes: Local<"i32">,
  body: (accesses: readonly FloatAccess[]) => void,
): void {
  const pairsEnd = f.let("i32", i32.and(bytes, -32));
  f.for(at, from, pairsEnd, 32, () => body(eightFloats));
  forEachVectorOfRow(f, at, at, bytes, (access) => body([access]));
}
