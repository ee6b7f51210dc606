import type { FunctionBuilder, Local } from "../emitter/function-builder.ts";
import { i32 } from "../emitter/scalar.ts";
import { v128 } from "../emitter/simd.ts";
import { BLOCK_COLUMNS } from "./activation-tile.ts";
import { type Arithmetic, type BlockFormat, HALVES, layoutId, orderBytes } from "./block-format.ts";
import { halvesReader } from "./halves.ts";
import { eachNibbleStep, NIBBLE_BYTES } from "./nibbles.ts";
import { repackKernel } from "./repack-groups.ts";
import { transpose4x4 } from "./transpose.ts";

const FILE_BLOCK_BYTES = 18;
const BLOCK_BYTES = NIBBLE_BYTES + 16;

/** Q4_0, as many bytes as in the file: four-bit levels (see nibbles.ts), then 8 half scales. */
export function q4_0Format(arithmetic: Arithmetic, memory: number): BlockFormat {
  const formatId = "Q4_0";
  return {
    formatId,
    arithmetic,
    memory,
    bias: 8,
    signed: false,
    parts: ["whole"],
    hasMinima: false,
    blocksPerSuperblock: 1,
    headerBytes: 0,
    blockBytes: BLOCK_BYTES,
    repack: repackKernel(
      `repack-${layoutId({ formatId, arithmetic })}`,
      memory,
      { columns: BLOCK_COLUMNS, fileBytes: FILE_BLOCK_BYTES, groupBytes: BLOCK_BYTES },
      (f, rows, target) => repackBlock(f, rows, target, arithmetic),
    ),
    open(f) {
      const halves = halvesReader(f);
      return {
        scales: (block, half) => halves(block, NIBBLE_BYTES + 8 * half),
        eachStep: (block, _part, visit) => eachNibbleStep(f, block, visit),
      };
    },
  };
}

/** The file pairs columns i and i + 16 in a byte, as we do: bytes only change places. */
function repackBlock(
  f: FunctionBuilder,
  rows: readonly Local<"i32">[],
  target: Local<"i32">,
  arithmetic: Arithmetic,
): void {
  for (const half of HALVES) {
    const levels = rows.slice(4 * half, 4 * half + 4).map((row) => v128.load(row, 2));
    for (const [v, step] of transpose4x4(f, levels).entries()) {
      f.do(v128.store(target, orderBytes(step, arithmetic), 32 * v + 16 * half));
    }
  }
  for (const [index, row] of rows.entries()) f.do(i32.store16(target, i32.load16U(row), NIBBLE_BYTES + 2 * index));
}
