import type { Batch } from "../../../../core/batch.ts";
import type { Operand } from "../../emitter/expression.ts";
import type { FunctionBuilder, Local } from "../../emitter/function-builder.ts";
import { i32 } from "../../emitter/scalar.ts";

/** Integers in a sequence's record: its first row, its number of rows, the slot it reads, the slot it writes. */
const SEQUENCE_WORDS = 4;

/** The records of a batch's sequences, the longest first: threads that take them in turn then end at about the same time. */
export function sequenceRecords({ sequenceStarts, states }: Batch): Int32Array {
  const rowsOf = (b: number) => sequenceStarts[b + 1] - sequenceStarts[b];
  const sequences = Array.from({ length: sequenceStarts.length - 1 }, (_, b) => b).sort(
    (a, b) => rowsOf(b) - rowsOf(a),
  );
  const records = sequences.flatMap((b) => [sequenceStarts[b], rowsOf(b), states!.reads[b], states!.writes[b]]);
  return Int32Array.from(records);
}

/** Where a layer's states lie, and the records of the sequences. */
export interface SequenceArguments {
  /** The state of slot 0. */
  readonly states: Local<"i32">;
  /** From slot to slot. */
  readonly slotBytes: Local<"i32">;
  readonly sequences: Local<"i32">;
}

/** A sequence of the step, for a kernel. */
export interface Sequence {
  readonly firstRow: Local<"i32">;
  readonly numRows: Local<"i32">;
  /** Its state before its first row; none if it begins. */
  readonly source: Local<"i32">;
  readonly begins: Local<"i32">;
  /** Its state behind its last row; may be the same. */
  readonly target: Local<"i32">;
}

export function loadSequence(
  f: FunctionBuilder,
  { states, slotBytes, sequences }: SequenceArguments,
  index: Operand<"i32">,
): Sequence {
  const record = f.let("i32", i32.add(sequences, i32.mul(index, 4 * SEQUENCE_WORDS)));
  const [firstRow, numRows, read, write] = Array.from({ length: SEQUENCE_WORDS }, (_, word) =>
    f.let("i32", i32.load(record, 4 * word)),
  );
  const slot = (place: Local<"i32">) => f.let("i32", i32.add(states, i32.mul(place, slotBytes)));
  return { firstRow, numRows, source: slot(read), begins: f.let("i32", i32.ltS(read, 0)), target: slot(write) };
}
