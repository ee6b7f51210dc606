import { iq4Levels } from "../../../quant/iq4-levels.ts";
import type { Expression } from "../emitter/expression.ts";
import type { FunctionBuilder, Local } from "../emitter/function-builder.ts";
import { i32 } from "../emitter/scalar.ts";
import { i8x16, v128 } from "../emitter/simd.ts";
import { BLOCK_COLUMNS } from "./activation-tile.ts";
import { type Arithmetic, type BlockFormat, type BlockReader, HALVES, layoutId } from "./block-format.ts";
import { eightSignedBytes, scaled } from "./eight-bytes.ts";
import { eightHalvesReader } from "./halves.ts";
import { eachNibbleStep, NIBBLE_BYTES, repackNibbles } from "./nibbles.ts";
import { repackKernel } from "./repack-groups.ts";

/** Levels are looked up: signed bytes of eight bits, so the arithmetic is that of Q8_0. */
type Iq4Arithmetic = Exclude<Arithmetic, "pairs">;

const FILE_BLOCK_BYTES = 18;
const BLOCK_BYTES = NIBBLE_BYTES + 16;

/** IQ4_NL, as many bytes as in the file: places of levels (see nibbles.ts), then 8 half scales. */
export function iq4_nlFormat(arithmetic: Iq4Arithmetic, bias: 0 | 128, memory: number): BlockFormat {
  return {
    ...common("IQ4_NL", arithmetic, bias, memory),
    blocksPerSuperblock: 1,
    headerBytes: 0,
    blockBytes: BLOCK_BYTES,
    repack: repackKernel(
      `repack-${layoutId({ formatId: "IQ4_NL", arithmetic })}`,
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
        eachStep: lookedUp(f, arithmetic, bias),
      };
    },
  };
}

const XS_FILE_BLOCK_BYTES = 136;
const XS_FILE_LEVELS_AT = 8;
const XS_HEADER_BYTES = 16;
const XS_SCALES_AT = NIBBLE_BYTES;
const XS_BLOCK_BYTES = NIBBLE_BYTES + 8;
const XS_BLOCKS = 8;

/** IQ4_XS: per superblock 8 half scales, then 8 blocks of places of levels, and a signed byte of scale for each row. */
export function iq4_xsFormat(arithmetic: Iq4Arithmetic, bias: 0 | 128, memory: number): BlockFormat {
  return {
    ...common("IQ4_XS", arithmetic, bias, memory),
    blocksPerSuperblock: XS_BLOCKS,
    headerBytes: XS_HEADER_BYTES,
    blockBytes: XS_BLOCK_BYTES,
    repack: repackKernel(
      `repack-${layoutId({ formatId: "IQ4_XS", arithmetic })}`,
      memory,
      { columns: 256, fileBytes: XS_FILE_BLOCK_BYTES, groupBytes: XS_HEADER_BYTES + XS_BLOCKS * XS_BLOCK_BYTES },
      (f, rows, target) => repackSuperblock(f, rows, target, arithmetic),
    ),
    open(f, superblock) {
      const halves = eightHalvesReader(f);
      const scales = HALVES.map(halves(superblock, 0));
      return {
        scales: (block) => scaled(eightSignedBytes(f, block, XS_SCALES_AT), scales),
        eachStep: lookedUp(f, arithmetic, bias),
      };
    },
  };
}

function common(formatId: "IQ4_NL" | "IQ4_XS", arithmetic: Iq4Arithmetic, bias: 0 | 128, memory: number) {
  const parts = ["whole"] as const;
  return { formatId, arithmetic, memory, bias, signed: bias === 0, parts, hasMinima: false } as const;
}

/** Reads levels, plus `bias`, by their places. */
function lookedUp(f: FunctionBuilder, arithmetic: Iq4Arithmetic, bias: number): BlockReader["eachStep"] {
  const levels = f.constant(v128.constI8([...iq4Levels].map((level) => level + bias)));
  const look = arithmetic === "dot" ? i8x16.relaxedSwizzle : i8x16.swizzle;
  return (block, part, visit) =>
    eachNibbleStep(f, block, part, (step, places) => visit(step, (index) => look(levels, places(index))));
}

/** @see quant/iq4_xs.ts for how scales are packed */
function repackSuperblock(
  f: FunctionBuilder,
  rows: readonly Local<"i32">[],
  target: Local<"i32">,
  arithmetic: Arithmetic,
): void {
  for (const [index, row] of rows.entries()) {
    f.do(i32.store16(target, i32.load16U(row), 2 * index));
    const high = f.let("i32", i32.load16U(row, 2));
    const low = f.let("i32", i32.load(row, 4));
    for (let block = 0; block < XS_BLOCKS; block++) {
      const scale = i32.sub(i32.or(bits(low, 4 * block, 15), i32.shl(bits(high, 2 * block, 3), 4)), 32);
      f.do(i32.store8(target, scale, XS_HEADER_BYTES + XS_BLOCK_BYTES * block + XS_SCALES_AT + index));
    }
  }
  const at = f.let("i32", i32.add(target, XS_HEADER_BYTES));
  const source = f.local("i32");
  f.for(source, XS_FILE_LEVELS_AT, XS_FILE_BLOCK_BYTES, 16, () => {
    const froms = rows.map((row) => f.let("i32", i32.add(row, source)));
    repackNibbles(f, froms, 0, at, arithmetic);
    f.increase(at, XS_BLOCK_BYTES);
  });
}

const bits = (word: Expression<"i32">, from: number, mask: number): Expression<"i32"> =>
  i32.and(i32.shrU(word, from), mask);
