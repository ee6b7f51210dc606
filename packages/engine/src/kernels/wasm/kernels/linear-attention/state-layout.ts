import type { StateSpec } from "../../../ops.ts";
import { numStateChannels } from "../../../state-shapes.ts";
import { PANEL_WIDTH } from "../attention/kv-cache-layout.ts";

const FLOAT_BYTES = 4;

/**
 * How states lie in memory, float32: layers, in each the inputs of the convolution of all slots, then their matrices.
 *
 *   inputs    [kernel − 1][C]           the oldest first
 *   matrices  [Hv][Pv / 16][Pk][16]     panels of 16 columns: one is read and written again while it is in the first cache
 *
 * with Pv rounded up to a multiple of 16 and Pk to one of 4. What is there too much stays zero.
 */
export interface StateLayout {
  readonly numPanels: number;
  /** Rows of a panel. */
  readonly panelRows: number;
  /** Bytes of the inputs of one slot. */
  readonly inputBytes: number;
  /** Bytes of the matrices of one slot. */
  readonly matrixBytes: number;
  /** From the start of a layer to its matrices. */
  readonly matricesOffset: number;
  readonly layerBytes: number;
  readonly sizeBytes: number;
}

export function stateLayout(spec: StateSpec, numSlots: number): StateLayout {
  const numPanels = Math.ceil(spec.valueHeadDim / PANEL_WIDTH);
  const panelRows = 4 * Math.ceil(spec.keyHeadDim / 4);
  const inputBytes = wholeLines((spec.convKernelSize - 1) * numStateChannels(spec) * FLOAT_BYTES);
  const matrixBytes = spec.numValueHeads * numPanels * panelRows * PANEL_WIDTH * FLOAT_BYTES;
  const matricesOffset = numSlots * inputBytes;
  const layerBytes = matricesOffset + numSlots * matrixBytes;
  const sizeBytes = spec.numLayers * layerBytes;
  return { numPanels, panelRows, inputBytes, matrixBytes, matricesOffset, layerBytes, sizeBytes };
}

/** Whole cache lines. */
const wholeLines = (bytes: number): number => 64 * Math.ceil(bytes / 64);
