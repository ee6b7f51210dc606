import { assert } from "../../../errors.ts";
import { sizeOfShape } from "../../op-shapes.ts";
import { recordUnpadded } from "../kernels/copy-rows.ts";
import { prepareActivations, preparedTokenBytes } from "../linear/prepare-activations.ts";
import { CHUNKS_PER_THREAD, cheapestKernel, matrixLayout } from "../linear/record-linear.ts";
import { GROUP_ROWS, matrixBytes, wholeUnits } from "../linear/weight-layout.ts";
import type { Recorder, StepBuffer, WasmTensor, WasmWeight } from "../recorder.ts";
import { INNER_BLOCK_BYTES } from "./inner-arguments.ts";
import { multiplyPairs } from "./multiply-pairs.ts";

/** Every kernel that `ExpertProducts` records beside those of matrices. */
export const expertKernels = [multiplyPairs] as const;

/** The products of one step's tokens with the experts they go to: what those of a routing share is made once. */
export class ExpertProducts {
  readonly #recorder: Recorder;
  /** Numbers of experts that a product has read, so that they were there before the last barrier. */
  readonly #read = new Set<StepBuffer>();

  constructor(recorder: Recorder) {
    this.#recorder = recorder;
  }

  /** x [T, I] or [T, N, I], w [E, O, I], experts [T, N]. Returns [T, N, O]. */
  record(x: WasmTensor, w: WasmWeight, experts: WasmTensor): WasmTensor {
    const layout = matrixLayout(w);
    const [, numOutputs, numInputs] = w.shape;
    const pairs = sizeOfShape(experts.shape);
    const rows = asRows(x);
    const prepared = prepareActivations(this.#recorder, rows, layout, 1);
    const columns = wholeUnits(layout, numInputs);
    const groups = Math.ceil(numOutputs / GROUP_ROWS);
    const paddedOutputs = GROUP_ROWS * groups;
    const y = this.#recorder.buffer(pairs * 4 * paddedOutputs);
    const { kernel, tileSize } = cheapestKernel(layout, 1);
    assert(tileSize === 1, "a token by itself is a tile of one");
    this.#recorder.command(
      multiplyPairs,
      {
        x: prepared.buffer,
        w: w.address,
        y,
        groups,
        nextGroup: this.#recorder.upload(new Int32Array(pairs)),
        chunkGroups: Math.ceil((pairs * groups) / (CHUNKS_PER_THREAD * this.#recorder.numThreads)),
        units: columns / layout.unitColumns,
        tiles: 1,
        yRowBytes: 4 * paddedOutputs,
        scratch: 0,
        kernel: this.#recorder.tableIndexOf(kernel),
        blocks: this.#recorder.buffer(this.#recorder.numThreads * INNER_BLOCK_BYTES),
        experts: experts.buffer,
        pairs,
        pairsPerRow: pairs / rows.shape[0],
        xRowBytes: preparedTokenBytes(layout.activationForm, columns),
        matrixBytes: matrixBytes(layout, numOutputs, numInputs),
      },
      { independent: prepared.isOld && this.#read.has(experts.buffer) },
    );
    this.#read.add(experts.buffer);
    const shape = [...experts.shape, numOutputs];
    if (numOutputs === paddedOutputs) return { shape, buffer: y };
    const padded = { rows: pairs, columns: numOutputs, paddedColumns: paddedOutputs };
    return { shape, buffer: recordUnpadded(this.#recorder, y, padded) };
  }
}

/** [T × N, I] of [T, N, I]. */
function asRows(x: WasmTensor): WasmTensor {
  if (x.shape.length === 2) return x;
  return { shape: [sizeOfShape(x.shape.slice(0, -1)), x.shape[2]], buffer: x.buffer };
}
