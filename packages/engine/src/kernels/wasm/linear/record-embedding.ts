import { recordUnpadded } from "../kernels/copy-rows.ts";
import type { Recorder, StepBuffer, WasmTensor, WasmWeight } from "../recorder.ts";
import { matrixLayout } from "./record-linear.ts";
import { wholeUnits } from "./weight-layout.ts";

/** Rows of `table` [V, D] for the token ids, 32-bit integers [T]. Returns [T, D]. */
export function recordEmbedding(
  recorder: Recorder,
  tokenIds: StepBuffer,
  numTokens: number,
  table: WasmWeight,
): WasmTensor {
  const layout = matrixLayout(table);
  const columns = table.shape[1];
  const paddedColumns = wholeUnits(layout, columns);
  const out = recorder.buffer(4 * numTokens * paddedColumns);
  recorder.command(layout.embedding, {
    tokenIds,
    w: table.address,
    out,
    tokens: numTokens,
    units: paddedColumns / layout.unitColumns,
  });
  const shape = [numTokens, columns];
  if (paddedColumns === columns) return { shape, buffer: out };
  return { shape, buffer: recordUnpadded(recorder, out, { rows: numTokens, columns, paddedColumns }) };
}
