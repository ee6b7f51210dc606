import type { Operand } from "../../emitter/expression.ts";
import type { FunctionBuilder, Local } from "../../emitter/function-builder.ts";
import { i32 } from "../../emitter/scalar.ts";
import { PANEL_WIDTH } from "./kv-cache-layout.ts";

/** What decides the size of the memory a thread needs to itself while it computes a tile. */
export interface ScratchShape {
  /** Queries of the largest tile, rounded up to whole groups. */
  readonly maxQueries: number;
  readonly headDim: number;
  readonly chunkLength: number;
}

/** Where a thread keeps what, see `scratchBytes`. */
export interface ScratchAddresses {
  /** [maxQueries, P] the tile's queries */
  readonly queries: Local<"i32">;
  /** [maxQueries, P] running results */
  readonly results: Local<"i32">;
  /** [maxQueries, chunkLength] scores, then weights */
  readonly scores: Local<"i32">;
  /** [P or L, 16] a panel of halves as float32 */
  readonly panel: Local<"i32">;
  /** [maxQueries, 2] running maximum and sum */
  readonly states: Local<"i32">;
}

/** Bytes a thread needs: a multiple of 64, so that threads do not share cache lines. */
export function scratchBytes({ maxQueries, headDim, chunkLength }: ScratchShape): number {
  const panelRows = Math.max(headDim, chunkLength);
  const floats = maxQueries * (2 * headDim + chunkLength + 2) + panelRows * PANEL_WIDTH;
  return Math.ceil((4 * floats) / 64) * 64;
}

/** The places within the scratch memory at `start`, in the order of `ScratchAddresses`. */
export function scratchAddresses(
  f: FunctionBuilder,
  start: Operand<"i32">,
  shape: { readonly [K in keyof ScratchShape]: Local<"i32"> },
): ScratchAddresses {
  const { maxQueries, headDim, chunkLength } = shape;
  const after = (previous: Local<"i32">, floats: Operand<"i32">) => f.let("i32", i32.add(previous, i32.shl(floats, 2)));
  const queries = f.let("i32", start);
  const results = after(queries, i32.mul(maxQueries, headDim));
  const scores = after(results, i32.mul(maxQueries, headDim));
  const panel = after(scores, i32.mul(maxQueries, chunkLength));
  const panelRows = i32.select(headDim, chunkLength, i32.gtS(headDim, chunkLength));
  const states = after(panel, i32.shl(panelRows, Math.log2(PANEL_WIDTH)));
  return { queries, results, scores, panel, states };
}
