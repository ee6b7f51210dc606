import { sizeOfShape } from "../../op-shapes.ts";
import { preparedTokenBytes } from "../linear/prepare-activations.ts";
import { CHUNKS_PER_THREAD, matrixLayout } from "../linear/record-linear.ts";
import { GROUP_ROWS, matrixBytes, wholeUnits } from "../linear/weight-layout.ts";
import type { Recorder, WasmTensor, WasmWeight } from "../recorder.ts";
import { INNER_BLOCK_BYTES } from "./inner-arguments.ts";

/** What the kernels that multiply with experts' matrices [E, O, I] are told about them, however the rows of x lie. */
export function productArguments(recorder: Recorder, w: WasmWeight) {
  const layout = matrixLayout(w);
  const [, numOutputs, numInputs] = w.shape;
  const columns = wholeUnits(layout, numInputs);
  const groups = Math.ceil(numOutputs / GROUP_ROWS);
  return {
    w: w.address,
    groups,
    chunkGroups: Math.ceil(groups / (CHUNKS_PER_THREAD * recorder.numThreads)),
    units: columns / layout.unitColumns,
    xRowBytes: preparedTokenBytes(layout.activationForm, columns),
    yRowBytes: 4 * GROUP_ROWS * groups,
    matrixBytes: matrixBytes(layout, numOutputs, numInputs),
    blocks: recorder.buffer(recorder.numThreads * INNER_BLOCK_BYTES),
  };
}

/** [T × N, I] of [T, N, I]; [T, I] as it is. */
export function asRows(x: WasmTensor): WasmTensor {
  if (x.shape.length === 2) return x;
  return { shape: [sizeOfShape(x.shape.slice(0, -1)), x.shape[2]], buffer: x.buffer };
}
