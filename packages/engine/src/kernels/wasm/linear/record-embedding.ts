import type { Recorder, StepBuffer, WasmTensor, WasmWeight } from "../recorder.ts";
import { matrixLayout } from "./record-linear.ts";

/** Rows of `table` [V, D] for the token ids, 32-bit integers [T]. Returns [T, D]. */
export function recordEmbedding(
  recorder: Recorder,
  tokenIds: StepBuffer,
  numTokens: number,
  table: WasmWeight,
): WasmTensor {
  const layout = matrixLayout(table);
  const columns = table.shape[1];
  const out = recorder.buffer(4 * numTokens * columns);
  recorder.command(layout.embedding, {
    tokenIds,
    w: table.address,
    out,
    tokens: numTokens,
    units: columns / layout.unitColumns,
  });
  return { shape: [numTokens, columns], buffer: out };
}
