import type { Expression } from "../emitter/expression.ts";
import type { FunctionBuilder, Local } from "../emitter/function-builder.ts";
import { i32 } from "../emitter/scalar.ts";
import { f32x4, i8x16, i16x8, i32x4, v128 } from "../emitter/simd.ts";
import { type Arithmetic, type BlockFormat, HALVES, layoutId, orderBytes } from "./block-format.ts";
import { halvesReader } from "./halves.ts";
import { eachNibbleStep, highNibbles, lowNibbles, NIBBLE_BYTES } from "./nibbles.ts";
import { repackKernel } from "./repack-groups.ts";
import { transpose4x4 } from "./transpose.ts";

const FILE_BLOCK_BYTES = 144;
const FILE_SCALES_AT = 4;
const FILE_LEVELS_AT = 16;

const HEADER_BYTES = 32;
const MINIMA_AT = 16;
const BLOCK_SCALES_AT = NIBBLE_BYTES;
const BLOCK_MINIMA_AT = NIBBLE_BYTES + 8;
const BLOCK_BYTES = NIBBLE_BYTES + 16;
const BLOCKS = 8;

/**
 * Q4_K: per superblock 8 half scales and 8 half minima, then 8 blocks of four-bit levels (see nibbles.ts), a byte of
 * scale and a byte of minimum for each row. The six-bit numbers are kept as they are rather than multiplied out in
 * halves: that is exact, and takes 4.63 bits a weight instead of 5.
 */
export function q4_kFormat(arithmetic: Arithmetic, memory: number): BlockFormat {
  const formatId = "Q4_K";
  return {
    formatId,
    arithmetic,
    memory,
    bias: 0,
    signed: false,
    parts: ["whole"],
    hasMinima: true,
    blocksPerSuperblock: BLOCKS,
    headerBytes: HEADER_BYTES,
    blockBytes: BLOCK_BYTES,
    repack: repackKernel(
      `repack-${layoutId({ formatId, arithmetic })}`,
      memory,
      { columns: 256, fileBytes: FILE_BLOCK_BYTES, groupBytes: HEADER_BYTES + BLOCKS * BLOCK_BYTES },
      (f, rows, target) => repackSuperblock(f, rows, target, arithmetic),
    ),
    open(f, superblock) {
      const halves = halvesReader(f);
      const scales = HALVES.map((half) => halves(superblock, 8 * half));
      const minima = HALVES.map((half) => halves(superblock, MINIMA_AT + 8 * half));
      return {
        scales: (block, half) => f32x4.mul(fourBytes(block, BLOCK_SCALES_AT + 4 * half), scales[half]),
        minima: (block, half) => f32x4.mul(fourBytes(block, BLOCK_MINIMA_AT + 4 * half), minima[half]),
        eachStep: (block, _part, visit) => eachNibbleStep(f, block, visit),
      };
    },
  };
}

/** Four unsigned bytes as float32. */
function fourBytes(address: Expression<"i32">, offset: number): Expression<"v128"> {
  return f32x4.convertI32x4U(i32x4.extendLowI16x8U(i16x8.extendLowI8x16U(v128.load32Zero(address, offset))));
}

function repackSuperblock(
  f: FunctionBuilder,
  rows: readonly Local<"i32">[],
  target: Local<"i32">,
  arithmetic: Arithmetic,
): void {
  for (const [index, row] of rows.entries()) {
    f.do(i32.store16(target, i32.load16U(row), 2 * index));
    f.do(i32.store16(target, i32.load16U(row, 2), MINIMA_AT + 2 * index));
    repackScales(f, row, i32.add(target, HEADER_BYTES + index));
  }
  const at = f.let("i32", i32.add(target, HEADER_BYTES));
  const source = f.local("i32");
  // In the file 32 bytes hold two blocks, one in their low and one in their high bits; ours pair the halves of a block.
  f.for(source, FILE_LEVELS_AT, FILE_BLOCK_BYTES, 32, () => {
    for (const half of HALVES) {
      const vectors = rows.slice(4 * half, 4 * half + 4).map((row) => {
        const from = f.let("i32", i32.add(row, source));
        return [f.let("v128", v128.load(from)), f.let("v128", v128.load(from, 16))];
      });
      const first = vectors.map(([a, b]) => v128.or(lowNibbles(a), i16x8.shl(lowNibbles(b), 4)));
      const second = vectors.map(([a, b]) => v128.or(highNibbles(a), v128.and(b, i8x16.splat(0xf0))));
      for (const [block, levels] of [first, second].entries()) {
        for (const [v, step] of transpose4x4(f, levels).entries()) {
          f.do(v128.store(at, orderBytes(step, arithmetic), BLOCK_BYTES * block + 32 * v + 16 * half));
        }
      }
    }
    f.increase(at, 2 * BLOCK_BYTES);
  });
}

/**
 * Unpacks a row's 12 bytes of six-bit numbers, four at a time, one in each byte of a word.
 * @see quant/q4_k.ts for how they are packed
 */
function repackScales(f: FunctionBuilder, row: Expression<"i32">, firstBlock: Expression<"i32">): void {
  const [a, b, c] = [0, 4, 8].map((offset) => f.let("i32", i32.load(row, FILE_SCALES_AT + offset)));
  const top = (word: Expression<"i32">) => i32.shl(i32.and(i32.shrU(word, 6), 0x03030303), 4);
  const at = f.let("i32", firstBlock);
  const words = [
    { offset: BLOCK_SCALES_AT, values: [i32.and(a, 0x3f3f3f3f), i32.or(i32.and(c, 0x0f0f0f0f), top(a))] },
    { offset: BLOCK_MINIMA_AT, values: [i32.and(b, 0x3f3f3f3f), i32.or(i32.and(i32.shrU(c, 4), 0x0f0f0f0f), top(b))] },
  ];
  for (const { offset, values } of words) {
    for (const [index, value] of values.entries()) {
      const word = f.let("i32", value);
      for (let byte = 0; byte < 4; byte++) {
        f.do(i32.store8(at, i32.shrU(word, 8 * byte), offset + BLOCK_BYTES * (4 * index + byte)));
      }
    }
  }
}
