import { recordPadded } from "../kernels/copy-rows.ts";
import type { Recorder, StepBuffer, WasmTensor } from "../recorder.ts";
import { BLOCK_COLUMNS, tokenBlockBytes } from "./activation-tile.ts";
import { interleaveActivations } from "./interleave-activations.ts";
import { quantizeKernels } from "./quantize-activations.ts";
import { type ActivationForm, type WeightLayout, wholeUnits } from "./weight-layout.ts";

export interface PreparedActivations {
  readonly buffer: StepBuffer;
  /** It has been made, and read, by a command before. */
  readonly isOld: boolean;
}

/**
 * x [T, I] as the layout's kernels for tiles of that size read it: quantised, or interleaved for float weights, in whole
 * units of columns; made once for all matrices that it meets.
 */
export function prepareActivations(
  recorder: Recorder,
  x: WasmTensor,
  layout: WeightLayout,
  tileSize: number,
): PreparedActivations {
  const form = layout.activationForm;
  const whole = inWholeUnits(recorder, x, wholeUnits(layout, x.shape[1]));
  whole.preparedForms ??= new Map();
  const forms = whole.preparedForms;
  const key = `${form} ${tileSize}`;
  const known = forms.get(key);
  if (known) return { buffer: known, isOld: true };
  const buffer = form === "floats" && tileSize === 1 ? whole.buffer : recordPrepared(recorder, whole, form, tileSize);
  forms.set(key, buffer);
  return { buffer, isOld: false };
}

/** Bytes of a prepared token of so many columns, whole units. */
export const preparedTokenBytes = (form: ActivationForm, columns: number): number =>
  form === "floats" ? 4 * columns : (columns / BLOCK_COLUMNS) * tokenBlockBytes(form);

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

function recordPrepared(recorder: Recorder, x: WasmTensor, form: ActivationForm, tileSize: number): StepBuffer {
  const [tokens, columns] = x.shape;
  const tiles = Math.ceil(tokens / tileSize);
  const out = recorder.buffer(tiles * tileSize * preparedTokenBytes(form, columns));
  recorder.command(
    form === "floats" ? interleaveActivations : quantizeKernels[form],
    { x: x.buffer, out, tokens, columns, tileSize, tiles },
    // What was made of x before has been read: x was there before the last barrier.
    { independent: (x.preparedForms?.size ?? 0) > 0 },
  );
  return out;
}
