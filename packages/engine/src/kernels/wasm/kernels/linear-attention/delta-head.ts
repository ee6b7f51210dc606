import type { FunctionBuilder, Local } from "../../emitter/function-builder.ts";
import { i32, memory } from "../../emitter/scalar.ts";
import { v128 } from "../../emitter/simd.ts";
import { PANEL_WIDTH } from "../attention/kv-cache-layout.ts";
import type { DeltaRuleLocals } from "./delta-arguments.ts";
import { loadSequence } from "./sequences.ts";

/** One value head of one sequence: where its operands lie. Addresses are of the sequence's first row. */
export interface DeltaHead {
  readonly numRows: Local<"i32">;
  readonly query: Local<"i32">;
  readonly key: Local<"i32">;
  readonly value: Local<"i32">;
  readonly a: Local<"i32">;
  readonly b: Local<"i32">;
  readonly out: Local<"i32">;
  /** From row to row of queries, keys and values. */
  readonly qkvRowBytes: Local<"i32">;
  /** Of a and b. */
  readonly gateRowBytes: Local<"i32">;
  readonly outRowBytes: Local<"i32">;
  readonly keyBytes: Local<"i32">;
  readonly valueBytes: Local<"i32">;
  /** In all lanes. */
  readonly decayRate: Local<"v128">;
  readonly timeStepBias: Local<"v128">;
  /** Panels of the state, which holds what was before the first row. */
  readonly state: Local<"i32">;
  readonly panelBytes: Local<"i32">;
}

/** Finds the operands of an item, number of the sequence × Hv + head, and brings its state to where it will be written. */
export function beginHead(f: FunctionBuilder, args: DeltaRuleLocals, item: Local<"i32">): DeltaHead {
  const { keyHeads, valueHeads, keyDim, valueDim, isTiled } = args;
  const index = f.let("i32", i32.divU(item, valueHeads));
  const head = f.let("i32", i32.sub(item, i32.mul(index, valueHeads)));
  const sequence = loadSequence(f, args, index);
  const { firstRow, numRows } = sequence;
  const grouped = i32.divU(i32.mul(head, keyHeads), valueHeads);
  const keyHead = i32.select(i32.remU(head, keyHeads), grouped, isTiled);

  const keyBytes = f.let("i32", i32.shl(keyDim, 2));
  const valueBytes = f.let("i32", i32.shl(valueDim, 2));
  const keysBytes = f.let("i32", i32.mul(keyHeads, keyBytes));
  const outRowBytes = f.let("i32", i32.mul(valueHeads, valueBytes));
  const qkvRowBytes = f.let("i32", i32.add(i32.shl(keysBytes, 1), outRowBytes));
  const gateRowBytes = f.let("i32", i32.shl(valueHeads, 2));
  const row = f.let("i32", i32.add(args.qkv, i32.mul(firstRow, qkvRowBytes)));
  const query = f.let("i32", i32.add(row, i32.mul(keyHead, keyBytes)));
  const headValue = f.let("i32", i32.mul(head, valueBytes));
  const gate = f.let("i32", i32.add(i32.mul(firstRow, gateRowBytes), i32.shl(head, 2)));
  const splat = (weights: Local<"i32">) => f.let("v128", v128.load32Splat(i32.add(weights, i32.shl(head, 2))));

  const panelBytes = f.let("i32", i32.mul(args.panelRows, 4 * PANEL_WIDTH));
  const headBytes = f.let("i32", i32.mul(args.numPanels, panelBytes));
  const state = f.let("i32", i32.add(sequence.target, i32.mul(head, headBytes)));
  const source = f.let("i32", i32.add(sequence.source, i32.mul(head, headBytes)));
  f.if(
    sequence.begins,
    () => f.do(memory.fill(state, 0, headBytes)),
    () => f.if(i32.sub(source, state), () => f.do(memory.copy(state, source, headBytes))),
  );
  return {
    ...{ numRows, query, qkvRowBytes, gateRowBytes, outRowBytes, keyBytes, valueBytes, state, panelBytes },
    key: f.let("i32", i32.add(query, keysBytes)),
    value: f.let("i32", i32.add(i32.add(row, i32.shl(keysBytes, 1)), headValue)),
    a: f.let("i32", i32.add(args.a, gate)),
    b: f.let("i32", i32.add(args.b, gate)),
    out: f.let("i32", i32.add(i32.add(args.out, i32.mul(firstRow, outRowBytes)), headValue)),
    decayRate: splat(args.decayRate),
    timeStepBias: splat(args.timeStepBias),
  };
}
