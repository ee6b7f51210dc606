import type { Expression } from "../emitter/expression.ts";
import type { FunctionBuilder, Local } from "../emitter/function-builder.ts";
import { i32 } from "../emitter/scalar.ts";
import { i8x16, i16x8, v128 } from "../emitter/simd.ts";
import { type Arithmetic, type BlockFormat, HALVES, layoutId, orderBytes } from "./block-format.ts";
import { eightBytes, scaled } from "./eight-bytes.ts";
import { eightHalvesReader } from "./halves.ts";
import { eachNibbleStep, highNibbles, lowNibbles, NIBBLE_BYTES, type StepVisits } from "./nibbles.ts";
import { repackKernel } from "./repack-groups.ts";
import { storeHalves } from "./store-halves.ts";
import { transposeRows } from "./transpose.ts";

type Vector = Expression<"v128">;

const FILE_SCALES_AT = 4;
const FILE_HIGH_AT = 16;

const HEADER_BYTES = 32;
const MINIMA_AT = 16;
const HIGH_AT = NIBBLE_BYTES;
const BLOCKS = 8;

/** How many bytes of a block hold the levels' fifth bits, and what follows from that. */
interface Places {
  readonly formatId: "Q4_K" | "Q5_K";
  readonly fileBlockBytes: number;
  /** Of the low four bits. */
  readonly fileLevelsAt: number;
  readonly highBytes: 0 | 32;
  readonly scalesAt: number;
  readonly minimaAt: number;
  readonly blockBytes: number;
}

const placesOf = (formatId: Places["formatId"], highBytes: Places["highBytes"]): Places => ({
  formatId,
  fileBlockBytes: 144 + highBytes,
  fileLevelsAt: FILE_HIGH_AT + highBytes,
  highBytes,
  scalesAt: NIBBLE_BYTES + highBytes,
  minimaAt: NIBBLE_BYTES + highBytes + 8,
  blockBytes: NIBBLE_BYTES + highBytes + 16,
});

/**
 * Q4_K: per superblock 8 half scales and 8 half minima, then 8 blocks of four-bit levels (see nibbles.ts), a byte of
 * scale and a byte of minimum for each row. The six-bit numbers are kept as they are rather than multiplied out in
 * halves: that is exact, and takes 4.63 bits a weight instead of 5.
 */
export const q4_kFormat = (arithmetic: Arithmetic, memory: number): BlockFormat =>
  affineFormat(placesOf("Q4_K", 0), arithmetic, memory);

/**
 * Q5_K: the same with the fifth bits of a block's levels behind their others: two vectors, like those of a step, whose
 * bytes hold the eight steps from the lowest bit up. 5.63 bits a weight.
 */
export const q5_kFormat = (arithmetic: Arithmetic, memory: number): BlockFormat =>
  affineFormat(placesOf("Q5_K", 32), arithmetic, memory);

function affineFormat(places: Places, arithmetic: Arithmetic, memory: number): BlockFormat {
  const { formatId, fileBlockBytes, highBytes, scalesAt, minimaAt, blockBytes } = places;
  return {
    formatId,
    arithmetic,
    memory,
    bias: 0,
    signed: false,
    // Sums of pairs of five-bit levels stay below 2^15 for half a block.
    parts: arithmetic === "pairs" && highBytes > 0 ? ["first", "second"] : ["whole"],
    hasMinima: true,
    blocksPerSuperblock: BLOCKS,
    headerBytes: HEADER_BYTES,
    blockBytes,
    repack: repackKernel(
      `repack-${layoutId({ formatId, arithmetic })}`,
      memory,
      { columns: 256, fileBytes: fileBlockBytes, groupBytes: HEADER_BYTES + BLOCKS * blockBytes },
      (f, rows, target) => repackSuperblock(f, rows, target, places, arithmetic),
    ),
    open(f, superblock) {
      const halves = eightHalvesReader(f);
      const scales = HALVES.map(halves(superblock, 0));
      const minima = HALVES.map(halves(superblock, MINIMA_AT));
      return {
        scales: (block) => scaled(eightBytes(f, block, scalesAt), scales),
        minima: (block) => scaled(eightBytes(f, block, minimaAt), minima),
        eachStep: (block, part, visit) =>
          highBytes > 0 ? eachFiveBitStep(f, block, part, visit) : eachNibbleStep(f, block, part, visit),
      };
    },
  };
}

const eachFiveBitStep: StepVisits = (f, block, part, visit) => {
  const high = HALVES.map((index) => f.let("v128", v128.load(block, HIGH_AT + 16 * index)));
  const fifth = f.constant(i8x16.splat(16));
  eachNibbleStep(f, block, part, (step, levels) =>
    visit(step, (index) => v128.or(levels(index), v128.and(bitToFour(high[index], step), fifth))),
  );
};

/** Moves one bit of every byte to bit 4, among others. */
const bitToFour = (bytes: Vector, bit: number): Vector =>
  bit < 4 ? i16x8.shl(bytes, 4 - bit) : bit === 4 ? bytes : i16x8.shrU(bytes, bit - 4);

function repackSuperblock(
  f: FunctionBuilder,
  rows: readonly Local<"i32">[],
  target: Local<"i32">,
  places: Places,
  arithmetic: Arithmetic,
): void {
  const { fileBlockBytes, fileLevelsAt, highBytes, blockBytes } = places;
  for (const [index, row] of rows.entries()) {
    f.do(i32.store16(target, i32.load16U(row), 2 * index));
    f.do(i32.store16(target, i32.load16U(row, 2), MINIMA_AT + 2 * index));
    repackScales(f, row, i32.add(target, HEADER_BYTES + index), places);
  }
  const at = f.let("i32", i32.add(target, HEADER_BYTES));
  if (highBytes > 0) repackHighBits(f, rows, at, blockBytes, arithmetic);
  const source = f.local("i32");
  // In the file 32 bytes hold two blocks, one in their low and one in their high bits; ours pair the halves of a block.
  f.for(source, fileLevelsAt, fileBlockBytes, 32, () => {
    const vectors = rows.map((row) => {
      const from = f.let("i32", i32.add(row, source));
      return [f.let("v128", v128.load(from)), f.let("v128", v128.load(from, 16))];
    });
    const first = vectors.map(([a, b]) => v128.or(lowNibbles(a), i16x8.shl(lowNibbles(b), 4)));
    const second = vectors.map(([a, b]) => v128.or(highNibbles(a), v128.and(b, i8x16.splat(0xf0))));
    for (const [block, levels] of [first, second].entries()) {
      for (const [v, step] of transposeRows(f, levels).entries()) {
        storeHalves(f, at, blockBytes * block + 32 * v, orderBytes(step, arithmetic));
      }
    }
    f.increase(at, 2 * blockBytes);
  });
}

/** In the file, byte i has the fifth bits of column i of all blocks; ours has those of a row's columns in all steps. */
function repackHighBits(
  f: FunctionBuilder,
  rows: readonly Local<"i32">[],
  firstBlock: Local<"i32">,
  blockBytes: number,
  arithmetic: Arithmetic,
): void {
  const lowest = f.constant(i8x16.splat(1));
  const steps = [0, 16].flatMap((offset) =>
    transposeRows(
      f,
      rows.map((row) => v128.load(row, FILE_HIGH_AT + offset)),
    ),
  );
  for (let block = 0; block < BLOCKS; block++) {
    const halves = HALVES.map((half) => {
      const bits = f.local("v128");
      f.set(bits, v128.and(i16x8.shrU(steps[0][half], block), lowest));
      for (let step = 1; step < 8; step++) {
        f.set(bits, v128.or(bits, i16x8.shl(v128.and(i16x8.shrU(steps[step][half], block), lowest), step)));
      }
      return bits;
    });
    storeHalves(f, firstBlock, blockBytes * block + HIGH_AT, orderBytes(halves, arithmetic));
  }
}

/**
 * Unpacks a row's 12 bytes of six-bit numbers, four at a time, one in each byte of a word.
 * @see quant/q4_k.ts for how they are packed
 */
function repackScales(
  f: FunctionBuilder,
  row: Expression<"i32">,
  firstBlock: Expression<"i32">,
  { scalesAt, minimaAt, blockBytes }: Places,
): void {
  const [a, b, c] = [0, 4, 8].map((offset) => f.let("i32", i32.load(row, FILE_SCALES_AT + offset)));
  const top = (word: Expression<"i32">) => i32.shl(i32.and(i32.shrU(word, 6), 0x03030303), 4);
  const at = f.let("i32", firstBlock);
  const words = [
    { offset: scalesAt, values: [i32.and(a, 0x3f3f3f3f), i32.or(i32.and(c, 0x0f0f0f0f), top(a))] },
    { offset: minimaAt, values: [i32.and(b, 0x3f3f3f3f), i32.or(i32.and(i32.shrU(c, 4), 0x0f0f0f0f), top(b))] },
  ];
  for (const { offset, values } of words) {
    for (const [index, value] of values.entries()) {
      const word = f.let("i32", value);
      for (let byte = 0; byte < 4; byte++) {
        f.do(i32.store8(at, i32.shrU(word, 8 * byte), offset + blockBytes * (4 * index + byte)));
      }
    }
  }
}
