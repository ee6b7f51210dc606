import { assert } from "../../../errors.ts";
import type { Expression } from "../emitter/expression.ts";
import type { Local } from "../emitter/function-builder.ts";
import { i32 } from "../emitter/scalar.ts";
import { cheapestKernel } from "../linear/record-linear.ts";
import type { WeightLayout } from "../linear/weight-layout.ts";
import type { Recorder, StepBuffer } from "../recorder.ts";
import { SPARE_ROWS } from "./list-pairs.ts";

/** Which linear kernel an expert's rows get, whose number is known only when the step runs. */
export interface TileChoices {
  /** For each number of rows: the kernel's place in the module's table, and its tile size. */
  readonly buffer: StepBuffer;
  /** Of the tile sizes: where it is the same, so are the tiles. */
  readonly sizes: string;
  readonly scratchBytesPerColumn: number;
}

const CHOICE_BYTES = 8;

/** For up to `most` rows of an expert. */
export function tileChoices(recorder: Recorder, layout: WeightLayout, most: number): TileChoices {
  const kernels = Array.from({ length: most }, (_, i) => cheapestKernel(layout, i + 1));
  const words = new Int32Array(((most + 1) * CHOICE_BYTES) / 4);
  for (const [index, { kernel, tileSize }] of kernels.entries()) {
    assert(tileSize <= SPARE_ROWS + 1, () => `kernel ${kernel.name} has tiles that are too large`);
    words.set([recorder.tableIndexOf(kernel), tileSize], 2 * (index + 1));
  }
  return {
    buffer: recorder.upload(words),
    sizes: kernels.map(({ tileSize }) => tileSize).join(),
    scratchBytesPerColumn: Math.max(0, ...kernels.map((each) => each.scratchBytesPerColumn)),
  };
}

const choiceAt = (choices: Local<"i32">, numRows: Local<"i32">): Expression<"i32"> =>
  i32.add(choices, i32.mul(numRows, CHOICE_BYTES));

export const kernelFor = (choices: Local<"i32">, numRows: Local<"i32">): Expression<"i32"> =>
  i32.load(choiceAt(choices, numRows));

export const tileSizeFor = (choices: Local<"i32">, numRows: Local<"i32">): Expression<"i32"> =>
  i32.load(choiceAt(choices, numRows), 4);
