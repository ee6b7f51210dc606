import {
  type Expression,
  expression,
  instruction,
  type Operand,
  operand,
  unsignedLeb,
  type ValueType,
} from "./expression.ts";

/*
 * Scalar, memory and atomic instructions, under the names of the WebAssembly text format: `i32.add(a, b)`.
 * Loads and stores take an address, in whichever memory it is, and a constant byte offset; atomics and `memory` are of
 * memory 0.
 */

type Address = Operand<"i32">;

const unary =
  <A extends ValueType, R extends ValueType>(from: A, to: R, ...opcode: number[]) =>
  (a: Operand<A>): Expression<R> =>
    instruction(to, opcode, [operand(from, a)]);

const binary =
  <A extends ValueType, R extends ValueType>(from: A, to: R, ...opcode: number[]) =>
  (a: Operand<A>, b: Operand<A>): Expression<R> => {
    const operands = [operand(from, a), operand(from, b)] as const;
    // What is computed from an address is one, in the same memory.
    const memory = operands[0].memory ?? operands[1].memory;
    return { ...instruction(to, opcode, operands), ...(memory !== undefined && { memory }) };
  };

/** Alignment exponent, memory and offset, as memory instructions carry them. */
export const memoryArgument = (alignment: number, offset: number, memory = 0): number[] =>
  memory === 0
    ? [...unsignedLeb(alignment), ...unsignedLeb(offset)]
    : [...unsignedLeb(alignment | 0x40), ...unsignedLeb(memory), ...unsignedLeb(offset)];

export const load =
  <R extends ValueType>(to: R, alignment: number, ...opcode: number[]) =>
  (address: Address, offset = 0): Expression<R> => {
    const at = operand("i32", address);
    return instruction(to, opcode, [at], memoryArgument(alignment, offset, at.memory));
  };

export const store =
  <A extends ValueType>(from: A, alignment: number, ...opcode: number[]) =>
  (address: Address, value: Operand<A>, offset = 0): Expression<"void"> => {
    const at = operand("i32", address);
    return instruction("void", opcode, [at, operand(from, value)], memoryArgument(alignment, offset, at.memory));
  };

const readModifyWrite =
  (...opcode: number[]) =>
  (address: Address, value: Operand<"i32">, offset = 0): Expression<"i32"> =>
    instruction("i32", opcode, [operand("i32", address), operand("i32", value)], memoryArgument(2, offset));

export const i32 = {
  const: (value: number): Expression<"i32"> => operand("i32", value),
  load: load("i32", 2, 0x28),
  load8U: load("i32", 0, 0x2d),
  load16U: load("i32", 1, 0x2f),
  store: store("i32", 2, 0x36),
  store8: store("i32", 0, 0x3a),
  store16: store("i32", 1, 0x3b),
  eqz: unary("i32", "i32", 0x45),
  eq: binary("i32", "i32", 0x46),
  ltS: binary("i32", "i32", 0x48),
  ltU: binary("i32", "i32", 0x49),
  gtS: binary("i32", "i32", 0x4a),
  gtU: binary("i32", "i32", 0x4b),
  leS: binary("i32", "i32", 0x4c),
  geS: binary("i32", "i32", 0x4e),
  add: binary("i32", "i32", 0x6a),
  sub: binary("i32", "i32", 0x6b),
  mul: binary("i32", "i32", 0x6c),
  divU: binary("i32", "i32", 0x6e),
  remU: binary("i32", "i32", 0x70),
  and: binary("i32", "i32", 0x71),
  or: binary("i32", "i32", 0x72),
  shl: binary("i32", "i32", 0x74),
  shrU: binary("i32", "i32", 0x76),
  reinterpretF32: unary("f32", "i32", 0xbc),
  truncSatF32S: unary("f32", "i32", 0xfc, 0x00),
  /** a where condition is not 0, else b; both are computed. */
  select: (a: Operand<"i32">, b: Operand<"i32">, condition: Operand<"i32">): Expression<"i32"> =>
    instruction("i32", [0x1b], [operand("i32", a), operand("i32", b), operand("i32", condition)]),
  atomicLoad: load("i32", 2, 0xfe, 0x10),
  atomicStore: store("i32", 2, 0xfe, 0x17),
  atomicAdd: readModifyWrite(0xfe, 0x1e),
  atomicSub: readModifyWrite(0xfe, 0x25),
};

export const f32 = {
  const: (value: number): Expression<"f32"> => operand("f32", value),
  load: load("f32", 2, 0x2a),
  store: store("f32", 2, 0x38),
  lt: binary("f32", "i32", 0x5d),
  gt: binary("f32", "i32", 0x5e),
  sqrt: unary("f32", "f32", 0x91),
  add: binary("f32", "f32", 0x92),
  sub: binary("f32", "f32", 0x93),
  mul: binary("f32", "f32", 0x94),
  div: binary("f32", "f32", 0x95),
  max: binary("f32", "f32", 0x97),
  convertI32S: unary("i32", "f32", 0xb2),
};

export const memory = {
  /** Copies `length` bytes; ranges may overlap. */
  copy: (target: Address, source: Address, length: Operand<"i32">): Expression<"void"> =>
    instruction("void", [0xfc, 0x0a, 0, 0], [operand("i32", target), operand("i32", source), operand("i32", length)]),
  fill: (target: Address, byte: Operand<"i32">, length: Operand<"i32">): Expression<"void"> =>
    instruction("void", [0xfc, 0x0b, 0], [operand("i32", target), operand("i32", byte), operand("i32", length)]),
  /** Wakes up to `count` threads that wait at the address; gives how many. */
  atomicNotify: (address: Address, count: Operand<"i32">, offset = 0): Expression<"i32"> =>
    instruction("i32", [0xfe, 0x00], [operand("i32", address), operand("i32", count)], memoryArgument(2, offset)),
  /** Sleeps while the word equals `expected`, at most `timeoutNs` nanoseconds (−1: for ever). 0 woken, 1 differed, 2 timed out. */
  atomicWait32: (address: Address, expected: Operand<"i32">, timeoutNs: bigint, offset = 0): Expression<"i32"> =>
    instruction(
      "i32",
      [0xfe, 0x01],
      [operand("i32", address), operand("i32", expected), i64Const(timeoutNs)],
      memoryArgument(2, offset),
    ),
};

function i64Const(value: bigint): Expression<"i64"> {
  return expression("i64", (sink) => {
    sink.push(0x42);
    let rest = BigInt.asIntN(64, value);
    for (;;) {
      const low = Number(rest & 0x7fn);
      rest >>= 7n;
      const done = (rest === 0n && !(low & 0x40)) || (rest === -1n && (low & 0x40) !== 0);
      sink.push(done ? low : low | 0x80);
      if (done) return;
    }
  });
}
