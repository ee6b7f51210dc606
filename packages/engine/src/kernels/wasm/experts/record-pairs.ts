import { assert } from "../../../errors.ts";
import { sizeOfShape } from "../../op-shapes.ts";
import { recordUnpadded } from "../kernels/copy-rows.ts";
import { prepareActivations } from "../linear/prepare-activations.ts";
import { CHUNKS_PER_THREAD, cheapestKernel, matrixLayout } from "../linear/record-linear.ts";
import type { Recorder, WasmTensor, WasmWeight } from "../recorder.ts";
import { multiplyPairs } from "./multiply-pairs.ts";
import { asRows, productArguments } from "./product-arguments.ts";

/**
 * x [T, I] or [T, N, I] with the experts [T, N] of w [E, O, I], a pair at a time. Returns [T, N, O]. `isRead` says that a
 * command since the last barrier, or before it, has read the experts.
 */
export function recordPairs(
  recorder: Recorder,
  x: WasmTensor,
  w: WasmWeight,
  experts: WasmTensor,
  isRead: boolean,
): WasmTensor {
  const layout = matrixLayout(w);
  const rows = asRows(x);
  const prepared = prepareActivations(recorder, rows, layout, 1);
  const { kernel, tileSize } = cheapestKernel(layout, 1);
  assert(tileSize === 1, "a token by itself is a tile of one");
  const args = productArguments(recorder, w);
  const pairs = sizeOfShape(experts.shape);
  const y = recorder.buffer(pairs * args.yRowBytes);
  recorder.command(
    multiplyPairs,
    {
      ...args,
      ...{ x: prepared.buffer, y, tiles: 1, scratch: 0, kernel: recorder.tableIndexOf(kernel) },
      nextGroup: recorder.upload(new Int32Array(pairs)),
      chunkGroups: Math.ceil((pairs * args.groups) / (CHUNKS_PER_THREAD * recorder.numThreads)),
      ...{ experts: experts.buffer, pairs, pairsPerRow: pairs / rows.shape[0] },
    },
    // Another matrix has met the same activations and experts: they were there before the last barrier.
    { independent: prepared.isOld && isRead },
  );
  const shape = [...experts.shape, w.shape[1]];
  const columns = { columns: w.shape[1], paddedColumns: args.yRowBytes / 4 };
  if (columns.columns === columns.paddedColumns) return { shape, buffer: y };
  return { shape, buffer: recordUnpadded(recorder, y, { rows: pairs, ...columns }) };
}
