import {
  type Expression,
  float32Bytes,
  instruction,
  type Operand,
  operand,
  unsignedLeb,
  type ValueType,
} from "./expression.ts";
import { load, memoryArgument, store } from "./scalar.ts";

/*
 * 128-bit SIMD and relaxed SIMD instructions, under the names of the WebAssembly text format: `f32x4.add(a, b)`.
 * Numbers are the opcodes behind the 0xfd prefix. Only what a kernel uses is here: add an instruction with its opcode
 * when one needs it. @see https://webassembly.github.io/spec/core/binary/instructions.html
 */

type Vector = Expression<"v128">;

const opcodeBytes = (opcode: number): number[] => [0xfd, ...unsignedLeb(opcode)];

const unary =
  (opcode: number) =>
  (a: Vector): Vector =>
    instruction("v128", opcodeBytes(opcode), [a]);

const binary =
  (opcode: number) =>
  (a: Vector, b: Vector): Vector =>
    instruction("v128", opcodeBytes(opcode), [a, b]);

const ternary =
  (opcode: number) =>
  (a: Vector, b: Vector, c: Vector): Vector =>
    instruction("v128", opcodeBytes(opcode), [a, b, c]);

const shift =
  (opcode: number) =>
  (a: Vector, bits: Operand<"i32">): Vector =>
    instruction("v128", opcodeBytes(opcode), [a, operand("i32", bits)]);

const splat =
  <A extends ValueType>(from: A, opcode: number) =>
  (value: Operand<A>): Vector =>
    instruction("v128", opcodeBytes(opcode), [operand(from, value)]);

const extractLane =
  <R extends ValueType>(to: R, opcode: number) =>
  (a: Vector, lane: number): Expression<R> =>
    instruction(to, opcodeBytes(opcode), [a], [lane]);

const loadVector = (alignment: number, opcode: number) => load("v128", alignment, ...opcodeBytes(opcode));

const storeLane =
  (alignment: number, opcode: number) =>
  (address: Operand<"i32">, value: Vector, lane: number, offset = 0): Expression<"void"> => {
    const at = operand("i32", address);
    const immediates = [...memoryArgument(alignment, offset, at.memory), lane];
    return instruction("void", opcodeBytes(opcode), [at, value], immediates);
  };

export const v128 = {
  load: loadVector(4, 0),
  load16x4S: loadVector(3, 3),
  load16x4U: loadVector(3, 4),
  load32Splat: loadVector(2, 9),
  load32Zero: loadVector(2, 92),
  load64Zero: loadVector(3, 93),
  store: store("v128", 4, ...opcodeBytes(11)),
  store32Lane: storeLane(2, 90),
  and: binary(78),
  or: binary(80),
  xor: binary(81),
  /** Bits of a where the mask is 1, else of b. */
  bitselect: ternary(82),
  constI8: (lanes: readonly number[]): Vector => vectorConstant(Int8Array.from(lanes)),
  constI32: (lanes: readonly number[]): Vector => vectorConstant(Int32Array.from(lanes)),
};

function vectorConstant(lanes: Int8Array | Int16Array | Int32Array | Float32Array): Vector {
  return instruction("v128", opcodeBytes(12), [], [...new Uint8Array(lanes.buffer)]);
}

export const i8x16 = {
  /** Lanes 0…15 come from a, 16…31 from b. */
  shuffle: (a: Vector, b: Vector, lanes: readonly number[]): Vector =>
    instruction("v128", opcodeBytes(13), [a, b], lanes),
  swizzle: binary(14),
  /** The same for indices below 16; for others what the processor does. */
  relaxedSwizzle: binary(0x100),
  splat: splat("i32", 15),
  narrowI16x8S: binary(101),
  shrU: shift(109),
  add: binary(110),
};

export const i16x8 = {
  splat: splat("i32", 16),
  extractLaneS: extractLane("i32", 24),
  extaddPairwiseI8x16S: unary(124),
  neg: unary(129),
  narrowI32x4S: binary(133),
  narrowI32x4U: binary(134),
  extendLowI8x16S: unary(135),
  extendHighI8x16S: unary(136),
  extendLowI8x16U: unary(137),
  shl: shift(139),
  shrU: shift(141),
  add: binary(142),
  sub: binary(145),
  relaxedDotI8x16I7x16S: binary(0x112),
};

export const i32x4 = {
  splat: splat("i32", 17),
  extractLane: extractLane("i32", 27),
  gtS: binary(59),
  extendLowI16x8S: unary(167),
  extendHighI16x8S: unary(168),
  extendLowI16x8U: unary(169),
  extendHighI16x8U: unary(170),
  shl: shift(171),
  shrS: shift(172),
  shrU: shift(173),
  add: binary(174),
  sub: binary(177),
  maxS: binary(184),
  dotI16x8S: binary(186),
  truncSatF32x4S: unary(248),
  /**
   * Sums of four products per lane, added to c. a holds signed bytes; b must be 0…127 to mean the same on every
   * processor: larger bytes are read as signed on some, unsigned on others, and may saturate in between on a third kind.
   */
  relaxedDotI8x16I7x16AddS: ternary(0x113),
};

export const f32x4 = {
  splat: splat("f32", 19),
  extractLane: extractLane("f32", 31),
  ne: binary(66),
  gt: binary(68),
  ge: binary(70),
  nearest: unary(106),
  abs: unary(224),
  neg: unary(225),
  add: binary(228),
  sub: binary(229),
  mul: binary(230),
  div: binary(231),
  /** b < a ? b : a; one instruction on x64, unlike `min`. */
  pmin: binary(234),
  pmax: binary(235),
  convertI32x4S: unary(250),
  /** a × b + c, rounded once or twice as the processor likes. */
  relaxedMadd: ternary(0x105),
  const: (value: number): Vector =>
    instruction(
      "v128",
      opcodeBytes(12),
      [],
      [1, 2, 3, 4].flatMap(() => float32Bytes(value)),
    ),
};
