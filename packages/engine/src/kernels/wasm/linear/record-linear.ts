import { assert } from "../../../errors.ts";
import { linearShape } from "../../op-shapes.ts";
import { recordUnpadded } from "../kernels/copy-rows.ts";
import type { Recorder, WasmTensor, WasmWeight } from "../recorder.ts";
import { prepareActivations } from "./prepare-activations.ts";
import { GROUP_ROWS, type TileKernel, type WeightLayout, wholeUnits } from "./weight-layout.ts";

/** Enough that threads end at about the same time, few enough that taking them costs nothing. */
export const CHUNKS_PER_THREAD = 8;

/** y = x · Wᵀ. x [T, I], w [O, I]; returns [T, O]. */
export function recordLinear(recorder: Recorder, x: WasmTensor, w: WasmWeight): WasmTensor {
  const shape = linearShape(x, w);
  const [numTokens, numOutputs] = shape;
  const layout = matrixLayout(w);
  const { tileSize, kernel, scratchBytesPerColumn } = cheapestKernel(layout, numTokens);
  const tiles = Math.ceil(numTokens / tileSize);
  const columns = wholeUnits(layout, w.shape[1]);
  const prepared = prepareActivations(recorder, x, layout, tileSize);

  const groups = Math.ceil(numOutputs / GROUP_ROWS);
  const paddedOutputs = GROUP_ROWS * groups;
  // Kernels write whole groups and whole tiles; tokens beyond the last one are never read.
  const y = recorder.buffer(tiles * tileSize * 4 * paddedOutputs);
  recorder.command(
    kernel,
    {
      x: prepared.buffer,
      w: w.address,
      y,
      groups,
      nextGroup: recorder.upload(new Int32Array(1)),
      chunkGroups: Math.ceil(groups / (CHUNKS_PER_THREAD * recorder.numThreads)),
      units: columns / layout.unitColumns,
      tiles,
      yRowBytes: 4 * paddedOutputs,
      scratch: recorder.buffer(recorder.numThreads * scratchBytesPerColumn * columns),
    },
    // Another matrix has met the same activations: they were there before the last barrier.
    { independent: prepared.isOld },
  );
  if (numOutputs === paddedOutputs) return { shape, buffer: y };
  const rows = { rows: numTokens, columns: numOutputs, paddedColumns: paddedOutputs };
  return { shape, buffer: recordUnpadded(recorder, y, rows) };
}

/** The kernel that multiplies so many tokens in the least time, tokens that fill up the last tile counted. */
export function cheapestKernel({ tileKernels }: WeightLayout, numTokens: number): TileKernel {
  const cost = ({ tileSize, cost }: TileKernel) => cost(Math.ceil(numTokens / tileSize));
  return tileKernels.reduce((best, each) => (cost(each) < cost(best) ? each : best));
}

export function matrixLayout(w: WasmWeight): WeightLayout {
  assert(w.layout !== "vector", () => `${w.name} is a vector where a matrix is needed`);
  return w.layout;
}
