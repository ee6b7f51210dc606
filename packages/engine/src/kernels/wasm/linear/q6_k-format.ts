import type { Expression } from "../emitter/expression.ts";
import type { FunctionBuilder, Local } from "../emitter/function-builder.ts";
import { i32 } from "../emitter/scalar.ts";
import { i8x16, i16x8, v128 } from "../emitter/simd.ts";
import { type Arithmetic, type BlockFormat, HALVES, layoutId, orderBytes, type Part, stepsOf } from "./block-format.ts";
import { eightSignedBytes, scaled } from "./eight-bytes.ts";
import { eightHalvesReader } from "./halves.ts";
import { highNibbles, lowNibbles, NIBBLE_BYTES, nibbleMask } from "./nibbles.ts";
import { repackKernel } from "./repack-groups.ts";
import { storeHalves } from "./store-halves.ts";
import { transposeRows } from "./transpose.ts";

type Vector = Expression<"v128">;

const FILE_BLOCK_BYTES = 210;
const FILE_HIGH_AT = 128;
const FILE_SCALES_AT = 192;
const FILE_D_AT = 208;

const HEADER_BYTES = 16;
const HIGH_AT = NIBBLE_BYTES;
const SCALES_AT = HIGH_AT + 64;
const BLOCK_BYTES = SCALES_AT + 16;
const BLOCKS = 8;

/**
 * Q6_K, as many bytes as in the file: per superblock 8 half scales, then 8 blocks of
 *
 * - the levels' low four bits (see nibbles.ts),
 * - their high two bits: two vectors, like those of a step, for steps 0 to 3, and two for steps 4 to 7, whose
 *   bytes hold the four steps from the lowest two bits up,
 * - 8 signed bytes of scale for the first 16 columns, 8 for the others.
 */
export function q6_kFormat(arithmetic: Arithmetic, memory: number): BlockFormat {
  const formatId = "Q6_K";
  return {
    formatId,
    arithmetic,
    memory,
    bias: 32,
    signed: false,
    parts: ["first", "second"],
    hasMinima: false,
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
      const halves = eightHalvesReader(f);
      const scales = HALVES.map(halves(superblock, 0));
      return {
        scales: (block, part) => scaled(eightSignedBytes(f, block, SCALES_AT + 8 * indexOf(part)), scales),
        eachStep(block, part, visit) {
          const high = HALVES.map((i) => f.let("v128", v128.load(block, HIGH_AT + 32 * indexOf(part) + 16 * i)));
          const nibbles = part === "first" ? lowNibbles : highNibbles;
          const masks = { low: f.constant(nibbleMask), high: f.constant(i8x16.splat(0x30)) };
          for (const [i, step] of stepsOf(part).entries()) {
            visit(step, (index) => {
              const low = nibbles(v128.load(block, 32 * i + 16 * index), masks.low);
              return v128.or(low, v128.and(aboveNibble(high[index], i), masks.high));
            });
          }
        },
      };
    },
  };
}

const indexOf = (part: Part): number => (part === "second" ? 1 : 0);

/** Bits 2i and 2i + 1 of every byte, moved to bits 4 and 5 among others. */
const aboveNibble = (high: Vector, i: number): Vector =>
  i < 2 ? i16x8.shl(high, 4 - 2 * i) : i === 2 ? high : i16x8.shrU(high, 2);

function repackSuperblock(
  f: FunctionBuilder,
  rows: readonly Local<"i32">[],
  target: Local<"i32">,
  arithmetic: Arithmetic,
): void {
  for (const [index, row] of rows.entries()) {
    f.do(i32.store16(target, i32.load16U(row, FILE_D_AT), 2 * index));
    for (let scale = 0; scale < 2 * BLOCKS; scale++) {
      const offset = HEADER_BYTES + BLOCK_BYTES * (scale >> 1) + SCALES_AT + 8 * (scale & 1) + index;
      f.do(i32.store8(target, i32.load8U(row, FILE_SCALES_AT + scale), offset));
    }
  }
  const at = f.let("i32", i32.add(target, HEADER_BYTES));
  const fileHalf = f.local("i32");
  f.for(fileHalf, 0, 2, 1, () => {
    const lowAt = f.let("i32", i32.shl(fileHalf, 6));
    const highAt = f.let("i32", i32.add(FILE_HIGH_AT, i32.shl(fileHalf, 5)));
    for (let k = 0; k < 4; k++) {
      repackBlock(f, rows, { lowAt, highAt, k }, (offset, halves) =>
        storeHalves(f, at, BLOCK_BYTES * k + offset, orderBytes(halves, arithmetic)),
      );
    }
    f.increase(at, 4 * BLOCK_BYTES);
  });
}

/**
 * Block k of four in half a superblock.
 * @see quant/q6_k.ts for where its bits are
 */
function repackBlock(
  f: FunctionBuilder,
  rows: readonly Local<"i32">[],
  { lowAt, highAt, k }: { readonly lowAt: Local<"i32">; readonly highAt: Local<"i32">; readonly k: number },
  store: (offset: number, halves: readonly Local<"v128">[]) => void,
): void {
  const nibbles = k < 2 ? lowNibbles : highNibbles;
  const low = rows.map((row) => {
    const from = f.let("i32", i32.add(row, lowAt));
    const [first, second] = [0, 16].map((offset) => nibbles(v128.load(from, 32 * (k & 1) + offset)));
    return v128.or(first, i16x8.shl(second, 4));
  });
  for (const [v, step] of transposeRows(f, low).entries()) store(32 * v, step);
  for (const part of [0, 1]) {
    const [first, second, third, fourth] = transposeRows(
      f,
      rows.map((row) => twoBits(v128.load(i32.add(row, highAt), 16 * part), k)),
    );
    const packed = HALVES.map((half) => {
      const low = v128.or(first[half], i16x8.shl(second[half], 2));
      const high = v128.or(i16x8.shl(third[half], 4), i16x8.shl(fourth[half], 6));
      return f.let("v128", v128.or(low, high));
    });
    store(HIGH_AT + 32 * part, packed);
  }
}

/** Bits 2k and 2k + 1 of every byte. */
const twoBits = (bytes: Vector, k: number): Vector => v128.and(i16x8.shrU(bytes, 2 * k), i8x16.splat(3));
