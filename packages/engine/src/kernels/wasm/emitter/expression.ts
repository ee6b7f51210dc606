/** Types of WebAssembly values; "void" is a statement that leaves nothing on the stack. */
export type ValueType = "i32" | "i64" | "f32" | "v128";

/** Bytes of a function under construction. */
export type ByteSink = number[];

/**
 * A piece of code that leaves one value of type T (or, "void", none). It is written out wherever it is used: an
 * expression used twice is computed twice. Keep a value in a local with `FunctionBuilder.let`.
 */
export interface Expression<T extends ValueType | "void"> {
  readonly type: T;
  /** Of an address: which of the module's memories it belongs to; undefined is 0. */
  readonly memory?: number;
  write(sink: ByteSink): void;
}

/** Where a constant is as good as an expression. */
export type Operand<T extends ValueType> = Expression<T> | (T extends "i32" | "f32" ? number : never);

export const expression = <T extends ValueType | "void">(type: T, write: (sink: ByteSink) => void): Expression<T> => ({
  type,
  write,
});

/** Turns a plain number into a constant of the given type. */
export function operand<T extends ValueType>(type: T, value: Operand<T>): Expression<T> {
  if (typeof value !== "number") return value as Expression<T>;
  return expression(type, (sink) => {
    if (type === "i32") sink.push(0x41, ...signedLeb(value | 0));
    else sink.push(0x43, ...float32Bytes(value));
  });
}

/** An instruction without immediates, applied to operands in order. `opcode` holds prefix bytes too. */
export function instruction<R extends ValueType | "void">(
  type: R,
  opcode: readonly number[],
  operands: readonly Expression<ValueType>[],
  immediates: readonly number[] = [],
): Expression<R> {
  return expression(type, (sink) => {
    for (const each of operands) each.write(sink);
    sink.push(...opcode, ...immediates);
  });
}

/** Unsigned LEB128 of a non-negative integer below 2^53. */
export function unsignedLeb(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  do {
    const low = rest % 128;
    rest = (rest - low) / 128;
    bytes.push(rest > 0 ? low | 0x80 : low);
  } while (rest > 0);
  return bytes;
}

/** Signed LEB128 of a 32-bit integer. */
function signedLeb(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (;;) {
    const low = rest & 0x7f;
    rest >>= 7;
    if ((rest === 0 && !(low & 0x40)) || (rest === -1 && low & 0x40)) return [...bytes, low];
    bytes.push(low | 0x80);
  }
}

export function float32Bytes(value: number): number[] {
  return [...new Uint8Array(new Float32Array([value]).buffer)];
}
