import { i32 } from "../emitter/scalar.ts";
import { BLOCK_COLUMNS } from "./activation-tile.ts";
import { type Arithmetic, type BlockFormat, layoutId } from "./block-format.ts";
import { eightHalvesReader } from "./halves.ts";
import { eachNibbleStep, NIBBLE_BYTES, repackNibbles } from "./nibbles.ts";
import { repackKernel } from "./repack-groups.ts";

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
      (f, rows, target) => {
        repackNibbles(f, rows, 2, target, arithmetic);
        for (const [i, row] of rows.entries()) f.do(i32.store16(target, i32.load16U(row), NIBBLE_BYTES + 2 * i));
      },
    ),
    open(f) {
      const halves = eightHalvesReader(f);
      return {
        scales: (block) => halves(block, NIBBLE_BYTES),
        eachStep: (block, part, visit) => eachNibbleStep(f, block, part, visit),
      };
    },
  };
}
