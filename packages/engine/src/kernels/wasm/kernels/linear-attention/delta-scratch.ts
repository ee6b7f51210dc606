import type { FunctionBuilder, Local } from "../../emitter/function-builder.ts";
import { i32 } from "../../emitter/scalar.ts";
import type { KernelContext } from "../../kernel.ts";
import { PANEL_WIDTH } from "../attention/kv-cache-layout.ts";
import type { DeltaRuleLocals } from "./delta-arguments.ts";
import type { StateLayout } from "./state-layout.ts";

/** Tokens that a thread prepares at once: the columns of a panel. */
export const BLOCK_TOKENS = PANEL_WIDTH;

/** Floats of a token's gates: decay, beta, k · q, and the decays from the first token to this one multiplied. */
const GATE_FLOATS = 4;

export const GATE_BYTES = 4 * GATE_FLOATS;

/** Bytes of a row of a panel. */
export const PANEL_ROW_BYTES = 4 * PANEL_WIDTH;

/** Where a thread keeps what of a head's block of tokens. */
export interface DeltaScratch {
  /** [16][panelRows] normalised, zeros behind */
  readonly keys: Local<"i32">;
  /** [16][panelRows] normalised and scaled, zeros behind */
  readonly queries: Local<"i32">;
  /** [panelRows][16] */
  readonly transposedKeys: Local<"i32">;
  /** [16][panels × 16] values, then results */
  readonly values: Local<"i32">;
  /** [16][4] */
  readonly gates: Local<"i32">;
  /** [32][16] what a panel of the state comes to with keys, then with queries */
  readonly products: Local<"i32">;
  /** [32][16] what the tokens have to do with each other, keys, then queries */
  readonly relations: Local<"i32">;
  /** [16][16] what the tokens write */
  readonly updates: Local<"i32">;
  /** [16] */
  readonly decays: Local<"i32">;
  /** Bytes of a row of keys. */
  readonly keyRowBytes: Local<"i32">;
  /** Bytes of a row of values. */
  readonly valueRowBytes: Local<"i32">;
}

/** Floats of what is as large for every model: gates, products, relations, updates and decays. */
const FIXED_FLOATS = BLOCK_TOKENS * (GATE_FLOATS + 5 * PANEL_WIDTH + 1);

export function deltaScratchBytes({ panelRows, numPanels }: StateLayout): number {
  const floats = BLOCK_TOKENS * (3 * panelRows + numPanels * PANEL_WIDTH) + FIXED_FLOATS;
  return 64 * Math.ceil((4 * floats) / 64);
}

export function deltaScratch(f: FunctionBuilder, args: DeltaRuleLocals, { thread }: KernelContext): DeltaScratch {
  const keyRowBytes = f.let("i32", i32.shl(args.panelRows, 2));
  const valueRowBytes = f.let("i32", i32.mul(args.numPanels, PANEL_ROW_BYTES));
  const keysBytes = f.let("i32", i32.mul(BLOCK_TOKENS, keyRowBytes));
  let end = f.let("i32", i32.add(args.scratch, i32.mul(thread, args.scratchBytes)));
  const place = (bytes: Local<"i32"> | number) => {
    const start = end;
    end = f.let("i32", i32.add(start, bytes));
    return start;
  };
  const [keys, queries, transposedKeys] = [keysBytes, keysBytes, keysBytes].map(place);
  const values = place(f.let("i32", i32.mul(BLOCK_TOKENS, valueRowBytes)));
  const matrixBytes = BLOCK_TOKENS * PANEL_ROW_BYTES;
  const [gates, products, relations, updates, decays] = [
    ...[BLOCK_TOKENS * GATE_BYTES, 2 * matrixBytes, 2 * matrixBytes, matrixBytes, PANEL_ROW_BYTES],
  ].map(place);
  const ofBlock = { keys, queries, transposedKeys, values, gates, products, relations, updates, decays };
  return { ...ofBlock, keyRowBytes, valueRowBytes };
}
