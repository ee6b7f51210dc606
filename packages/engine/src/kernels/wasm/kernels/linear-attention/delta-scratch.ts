import type { FunctionBuilder, Local } from "../../emitter/function-builder.ts";
import { i32 } from "../../emitter/scalar.ts";
import type { KernelContext } from "../../kernel.ts";
import { PANEL_WIDTH } from "../attention/kv-cache-layout.ts";
import type { DeltaRuleLocals } from "./delta-arguments.ts";
import type { StateLayout } from "./state-layout.ts";

/** Tokens that a thread prepares at once. */
export const BLOCK_TOKENS = 16;

/** Floats of a token's gates: decay, beta, k · q, and one unused. */
export const GATE_FLOATS = 4;

/** Where a thread keeps what of a head's block of tokens. */
export interface DeltaScratch {
  /** [16][panelRows] normalised, zeros behind */
  readonly keys: Local<"i32">;
  /** [16][panelRows] normalised and scaled, zeros behind */
  readonly queries: Local<"i32">;
  /** [16][panels × 16] values, then results */
  readonly values: Local<"i32">;
  /** [16][4] */
  readonly gates: Local<"i32">;
  /** [2][16] */
  readonly products: Local<"i32">;
  /** Bytes of a row of keys. */
  readonly keyRowBytes: Local<"i32">;
  /** Bytes of a row of values. */
  readonly valueRowBytes: Local<"i32">;
}

export function deltaScratchBytes({ panelRows, numPanels }: StateLayout): number {
  const floats = BLOCK_TOKENS * (2 * panelRows + numPanels * PANEL_WIDTH + GATE_FLOATS) + 2 * PANEL_WIDTH;
  return 64 * Math.ceil((4 * floats) / 64);
}

export function deltaScratch(f: FunctionBuilder, args: DeltaRuleLocals, { thread }: KernelContext): DeltaScratch {
  const keyRowBytes = f.let("i32", i32.shl(args.panelRows, 2));
  const valueRowBytes = f.let("i32", i32.mul(args.numPanels, 4 * PANEL_WIDTH));
  const keys = f.let("i32", i32.add(args.scratch, i32.mul(thread, args.scratchBytes)));
  const queries = f.let("i32", i32.add(keys, i32.mul(BLOCK_TOKENS, keyRowBytes)));
  const values = f.let("i32", i32.add(queries, i32.mul(BLOCK_TOKENS, keyRowBytes)));
  const gates = f.let("i32", i32.add(values, i32.mul(BLOCK_TOKENS, valueRowBytes)));
  const products = f.let("i32", i32.add(gates, BLOCK_TOKENS * 4 * GATE_FLOATS));
  return { keys, queries, values, gates, products, keyRowBytes, valueRowBytes };
}
