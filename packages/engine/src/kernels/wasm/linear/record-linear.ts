import { assert } from "../../../errors.ts";
import { linearShape } from "../../op-shapes.ts";
import { recordPadded, recordUnpadded } from "../kernels/copy-rows.ts";
import type { Recorder, StepBuffer, WasmTensor, WasmWeight } from "../recorder.ts";
import { BLOCK_COLUMNS, tokenBlockBytes } from "./activation-tile.ts";
import { interleaveActivations } from "./interleave-activations.ts";
import { quantizeKernels } from "./quantize-activations.ts";
import { type ActivationForm, GROUP_ROWS, type TileKernel, type WeightLayout, wholeUnits } from "./weight-layout.ts";

/** Enough that threads end at about the same time, few enough that taking them costs nothing. */
const CHUNKS_PER_THREAD = 8;

/**
 * y = x · Wᵀ. x [T, I], w [O, I]; returns [T, O]. x is quantised, or interleaved for float weights, once for all
 * matrices that it meets.
 */
export function recordLinear(recorder: Recorder, x: WasmTensor, w: WasmWeight): WasmTensor {
  const shape = linearShape(x, w);
  const [numTokens, numOutputs] = shape;
  const layout = matrixLayout(w);
  const { tileSize, kernel, scratchBytesPerColumn } = cheapestKernel(layout, numTokens);
  const tiles = Math.ceil(numTokens / tileSize);
  const columns = wholeUnits(layout, w.shape[1]);
  const prepared = prepare(recorder, inWholeUnits(recorder, x, columns), layout.activationForm, tileSize, tiles);

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

/** x with so many columns: itself, or a copy with zeros behind its rows, made once for all matrices that it meets. */
function inWholeUnits(recorder: Recorder, x: WasmTensor, paddedColumns: number): WasmTensor {
  const [rows, columns] = x.shape;
  if (columns === paddedColumns) return x;
  x.padded ??= {
    shape: [rows, paddedColumns],
    buffer: recordPadded(recorder, x.buffer, { rows, columns, paddedColumns }),
  };
  return x.padded;
}

/** x as the kernel wants it; `isOld` if that has been made, and read, by a command before. */
function prepare(
  recorder: Recorder,
  x: WasmTensor,
  form: ActivationForm,
  tileSize: number,
  tiles: number,
): { readonly buffer: StepBuffer; readonly isOld: boolean } {
  x.preparedForms ??= new Map();
  const forms = x.preparedForms;
  const key = `${form} ${tileSize}`;
  const known = forms.get(key);
  if (known) return { buffer: known, isOld: true };
  const buffer = form === "floats" && tileSize === 1 ? x.buffer : recordPrepared(recorder, x, form, tileSize, tiles);
  forms.set(key, buffer);
  return { buffer, isOld: false };
}

function recordPrepared(
  recorder: Recorder,
  x: WasmTensor,
  form: ActivationForm,
  tileSize: number,
  tiles: number,
): StepBuffer {
  const [tokens, columns] = x.shape;
  const tokenBytes = form === "floats" ? 4 * columns : (columns / BLOCK_COLUMNS) * tokenBlockBytes(form);
  const out = recorder.buffer(tiles * tileSize * tokenBytes);
  recorder.command(
    form === "floats" ? interleaveActivations : quantizeKernels[form],
    { x: x.buffer, out, tokens, columns, tileSize, tiles },
    // What was made of x before has been read: x was there before the last barrier.
    { independent: (x.preparedForms?.size ?? 0) > 0 },
  );
  return out;
}
