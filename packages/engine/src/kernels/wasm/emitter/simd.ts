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
 * Numbers are the opcodes behind the 0xfd prefix.
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

const replaceLane =
  <A extends ValueType>(from: A, opcode: number) =>
  (a: Vector, lane: number, value: Operand<A>): Vector =>
    instruction("v128", opcodeBytes(opcode), [a, operand(from, value)], [lane]);

const test =
  (opcode: number) =>
  (a: Vector): Expression<"i32"> =>
    instruction("i32", opcodeBytes(opcode), [a]);

const loadVector = (alignment: number, opcode: number) => load("v128", alignment, ...opcodeBytes(opcode));

const storeLane =
  (alignment: number, opcode: number) =>
  (address: Operand<"i32">, value: Vector, lane: number, offset = 0): Expression<"void"> =>
    instruction(
      "void",
      opcodeBytes(opcode),
      [operand("i32", address), value],
      [...memoryArgument(alignment, offset), lane],
    );

export const v128 = {
  load: loadVector(4, 0),
  load8x8S: loadVector(3, 1),
  load8x8U: loadVector(3, 2),
  load16x4S: loadVector(3, 3),
  load16x4U: loadVector(3, 4),
  load8Splat: loadVector(0, 7),
  load16Splat: loadVector(1, 8),
  load32Splat: loadVector(2, 9),
  load64Splat: loadVector(3, 10),
  load32Zero: loadVector(2, 92),
  load64Zero: loadVector(3, 93),
  store: store("v128", 4, ...opcodeBytes(11)),
  store32Lane: storeLane(2, 90),
  store64Lane: storeLane(3, 91),
  not: unary(77),
  and: binary(78),
  andnot: binary(79),
  or: binary(80),
  xor: binary(81),
  /** Bits of a where the mask is 1, else of b. */
  bitselect: ternary(82),
  anyTrue: test(83),
  constI8: (lanes: readonly number[]): Vector => vectorConstant(Int8Array.from(lanes)),
  constI16: (lanes: readonly number[]): Vector => vectorConstant(Int16Array.from(lanes)),
  constI32: (lanes: readonly number[]): Vector => vectorConstant(Int32Array.from(lanes)),
  constF32: (lanes: readonly number[]): Vector => vectorConstant(Float32Array.from(lanes)),
};

function vectorConstant(lanes: Int8Array | Int16Array | Int32Array | Float32Array): Vector {
  return instruction("v128", opcodeBytes(12), [], [...new Uint8Array(lanes.buffer)]);
}

export const i8x16 = {
  /** Lanes 0…15 come from a, 16…31 from b. */
  shuffle: (a: Vector, b: Vector, lanes: readonly number[]): Vector =>
    instruction("v128", opcodeBytes(13), [a, b], lanes),
  swizzle: binary(14),
  splat: splat("i32", 15),
  extractLaneS: extractLane("i32", 21),
  extractLaneU: extractLane("i32", 22),
  eq: binary(35),
  ltS: binary(37),
  gtS: binary(39),
  abs: unary(96),
  neg: unary(97),
  narrowI16x8S: binary(101),
  narrowI16x8U: binary(102),
  shl: shift(107),
  shrS: shift(108),
  shrU: shift(109),
  add: binary(110),
  sub: binary(113),
  minS: binary(118),
  maxS: binary(120),
};

export const i16x8 = {
  splat: splat("i32", 16),
  extractLaneS: extractLane("i32", 24),
  extractLaneU: extractLane("i32", 25),
  replaceLane: replaceLane("i32", 26),
  eq: binary(45),
  gtS: binary(49),
  extaddPairwiseI8x16S: unary(124),
  extaddPairwiseI8x16U: unary(125),
  neg: unary(129),
  narrowI32x4S: binary(133),
  narrowI32x4U: binary(134),
  extendLowI8x16S: unary(135),
  extendHighI8x16S: unary(136),
  extendLowI8x16U: unary(137),
  extendHighI8x16U: unary(138),
  shl: shift(139),
  shrS: shift(140),
  shrU: shift(141),
  add: binary(142),
  addSatS: binary(143),
  sub: binary(145),
  mul: binary(149),
  minS: binary(150),
  maxS: binary(152),
  extmulLowI8x16S: binary(156),
  extmulHighI8x16S: binary(157),
  relaxedDotI8x16I7x16S: binary(0x112),
};

export const i32x4 = {
  splat: splat("i32", 17),
  extractLane: extractLane("i32", 27),
  replaceLane: replaceLane("i32", 28),
  eq: binary(55),
  gtS: binary(59),
  extaddPairwiseI16x8S: unary(126),
  extaddPairwiseI16x8U: unary(127),
  neg: unary(161),
  extendLowI16x8S: unary(167),
  extendHighI16x8S: unary(168),
  extendLowI16x8U: unary(169),
  extendHighI16x8U: unary(170),
  shl: shift(171),
  shrS: shift(172),
  shrU: shift(173),
  add: binary(174),
  sub: binary(177),
  mul: binary(181),
  minS: binary(182),
  maxS: binary(184),
  dotI16x8S: binary(186),
  truncSatF32x4S: unary(248),
  /** Only for values inside int32: what others give is up to the processor. */
  relaxedTruncF32x4S: unary(0x101),
  /**
   * Sums of four products per lane, added to c. a holds signed bytes; b must be 0…127 to mean the same on every
   * processor: larger bytes are read as signed on some, unsigned on others, and may saturate in between on a third kind.
   */
  relaxedDotI8x16I7x16AddS: ternary(0x113),
};

export const f32x4 = {
  splat: splat("f32", 19),
  extractLane: extractLane("f32", 31),
  replaceLane: replaceLane("f32", 32),
  eq: binary(65),
  lt: binary(67),
  gt: binary(68),
  le: binary(69),
  ge: binary(70),
  ceil: unary(103),
  floor: unary(104),
  trunc: unary(105),
  nearest: unary(106),
  abs: unary(224),
  neg: unary(225),
  sqrt: unary(227),
  add: binary(228),
  sub: binary(229),
  mul: binary(230),
  div: binary(231),
  min: binary(232),
  max: binary(233),
  /** b < a ? b : a; one instruction on x64, unlike `min`. */
  pmin: binary(234),
  pmax: binary(235),
  convertI32x4S: unary(250),
  convertI32x4U: unary(251),
  /** a × b + c, rounded once or twice as the processor likes. */
  relaxedMadd: ternary(0x105),
  relaxedNmadd: ternary(0x106),
  const: (value: number): Vector =>
    instruction(
      "v128",
      opcodeBytes(12),
      [],
      [1, 2, 3, 4].flatMap(() => float32Bytes(value)),
    ),
};
