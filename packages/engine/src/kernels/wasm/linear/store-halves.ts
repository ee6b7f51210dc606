import type { Expression } from "../emitter/expression.ts";
import type { FunctionBuilder } from "../emitter/function-builder.ts";
import { v128 } from "../emitter/simd.ts";
import { HALVES, type OfHalf } from "./block-format.ts";

/** Both halves are read before one is written: only so can a runtime make wider instructions of their pairs. */
export function storeHalves(f: FunctionBuilder, target: Expression<"i32">, offset: number, value: OfHalf): void {
  const values = HALVES.map((half) => f.let("v128", value(half)));
  for (const half of HALVES) f.do(v128.store(target, values[half], offset + 16 * half));
}
