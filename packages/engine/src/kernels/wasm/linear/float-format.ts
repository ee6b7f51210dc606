import type { Expression } from "../emitter/expression.ts";
import type { FunctionBuilder, Local } from "../emitter/function-builder.ts";
import { v128 } from "../emitter/simd.ts";
import type { Kernel } from "../kernel.ts";
import { halvesReader, loadBfloats } from "./halves.ts";
import { repackKernel } from "./repack-groups.ts";
import { transpose4x4, transpose8x4 } from "./transpose.ts";
import { GROUP_ROWS, type repackArguments } from "./weight-layout.ts";

/** Columns that are repacked and multiplied together. */
export const FLOAT_UNIT_COLUMNS = 4;

/** A matrix of floats in the file's own precision, in memory column by column: eight numbers for the rows of a group. */
export interface FloatFormat {
  /** E.g. "f32". */
  readonly id: string;
  /** Bytes of a number. */
  readonly bytes: 2 | 4;
  /** Where the matrix lies, see WeightLayout. */
  readonly memory: number;
  readonly repack: Kernel<typeof repackArguments>;
  /** What reads four neighbouring numbers as float32, exactly; the code it writes may stand before a loop. */
  open(f: FunctionBuilder): (address: Expression<"i32">, offset: number) => Expression<"v128">;
}

type RepackUnit = (f: FunctionBuilder, rows: readonly Local<"i32">[], target: Local<"i32">) => void;

const floatFormat = (
  { id, bytes, memory }: Pick<FloatFormat, "id" | "bytes" | "memory">,
  repack: RepackUnit,
  open: FloatFormat["open"],
): FloatFormat => ({
  id,
  bytes,
  memory,
  repack: repackKernel(
    `repack-${id}`,
    memory,
    {
      columns: FLOAT_UNIT_COLUMNS,
      fileBytes: FLOAT_UNIT_COLUMNS * bytes,
      groupBytes: GROUP_ROWS * FLOAT_UNIT_COLUMNS * bytes,
    },
    repack,
  ),
  open,
});

const repackFourBytes: RepackUnit = (f, rows, target) => {
  for (const firstRow of [0, 4]) {
    const columns = transpose4x4(
      f,
      rows.slice(firstRow, firstRow + 4).map((row) => v128.load(row)),
    );
    for (const [index, column] of columns.entries()) f.do(v128.store(target, column, 32 * index + 4 * firstRow));
  }
};

const repackTwoBytes: RepackUnit = (f, rows, target) => {
  const columns = transpose8x4(
    f,
    rows.map((row) => v128.load64Zero(row)),
  );
  for (const [index, column] of columns.entries()) f.do(v128.store(target, column, 16 * index));
};

export const floatFormats = (memory: number): readonly FloatFormat[] => [
  floatFormat({ id: "f32", bytes: 4, memory }, repackFourBytes, () => v128.load),
  floatFormat({ id: "f16", bytes: 2, memory }, repackTwoBytes, halvesReader),
  floatFormat({ id: "bf16", bytes: 2, memory }, repackTwoBytes, () => loadBfloats),
];
