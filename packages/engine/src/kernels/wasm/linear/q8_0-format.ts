import type { FunctionBuilder, Local } from "../emitter/function-builder.ts";
import { i32 } from "../emitter/scalar.ts";
import { i8x16, v128 } from "../emitter/simd.ts";
import { BLOCK_COLUMNS } from "./activation-tile.ts";
import { type Arithmetic, type BlockFormat, layoutId, orderBytes, stepsOf } from "./block-format.ts";
import { eightHalvesReader } from "./halves.ts";
import { repackKernel } from "./repack-groups.ts";
import { storeHalves } from "./store-halves.ts";
import { transposeRows } from "./transpose.ts";

const FILE_BLOCK_BYTES = 34;
const SCALES_AT = 256;
const BLOCK_BYTES = SCALES_AT + 16;

/**
 * Q8_0, as many bytes as in the file: 8 steps of 32 bytes, then 8 half scales. Where the dot product reads its second
 * operand unsigned, 128 is added to every weight.
 */
export function q8_0Format(arithmetic: Exclude<Arithmetic, "pairs">, bias: 0 | 128, memory: number): BlockFormat {
  const formatId = "Q8_0";
  return {
    formatId,
    arithmetic,
    memory,
    bias,
    signed: bias === 0,
    parts: ["whole"],
    hasMinima: false,
    blocksPerSuperblock: 1,
    headerBytes: 0,
    blockBytes: BLOCK_BYTES,
    repack: repackKernel(
      `repack-${layoutId({ formatId, arithmetic })}`,
      memory,
      { columns: BLOCK_COLUMNS, fileBytes: FILE_BLOCK_BYTES, groupBytes: BLOCK_BYTES },
      (f, rows, target) => repackBlock(f, rows, target, arithmetic, bias),
    ),
    open(f) {
      const halves = eightHalvesReader(f);
      return {
        scales: (block) => halves(block, SCALES_AT),
        eachStep(block, part, visit) {
          for (const step of stepsOf(part)) visit(step, (index) => v128.load(block, 32 * step + 16 * index));
        },
      };
    },
  };
}

function repackBlock(
  f: FunctionBuilder,
  rows: readonly Local<"i32">[],
  target: Local<"i32">,
  arithmetic: Arithmetic,
  bias: number,
): void {
  for (const firstStep of [0, 4]) {
    const levels = rows.map((row) => v128.load(row, 2 + 4 * firstStep));
    for (const [index, step] of transposeRows(f, levels).entries()) {
      const vectors = orderBytes(step, arithmetic);
      // Adding 128 is the same as flipping the top bit.
      storeHalves(f, target, 32 * (firstStep + index), (i) => v128.xor(vectors(i), i8x16.splat(bias)));
    }
  }
  for (const [index, row] of rows.entries()) f.do(i32.store16(target, i32.load16U(row), SCALES_AT + 2 * index));
}
