import { assert } from "../../../errors.ts";
import {
  type ByteSink,
  type Expression,
  expression,
  instruction,
  type Operand,
  operand,
  unsignedLeb,
  type ValueType,
} from "./expression.ts";
import { i32 } from "./scalar.ts";

/** A local variable: as an expression, its value. */
export interface Local<T extends ValueType> extends Expression<T> {
  readonly index: number;
}

/** A function of the module under construction. */
export interface FunctionHandle<R extends ValueType | "void"> {
  readonly index: number;
  readonly result: R;
}

export const typeBytes: Readonly<Record<ValueType, number>> = { i32: 0x7f, i64: 0x7e, f32: 0x7d, v128: 0x7b };

/**
 * Writes one function body, statement by statement. Control flow takes callbacks, so the nesting of the TypeScript
 * is the nesting of the code, and unrolling is an ordinary loop around statements.
 *
 * ```ts
 * const sum = f.local("v128");
 * f.for(i, 0, n, 16, () => f.set(sum, f32x4.add(sum, v128.load(i32.add(x, i)))));
 * f.do(v128.store(out, sum));
 * ```
 */
export class FunctionBuilder {
  readonly #sink: ByteSink = [];
  readonly #numParameters: number;
  readonly #localTypes: ValueType[] = [];
  readonly #beginning: ByteSink = [];
  readonly #constants = new Map<string, Local<"v128">>();

  constructor(numParameters: number) {
    this.#numParameters = numParameters;
  }

  /** A new local, zero at first; for addresses of another memory than 0, with its number. */
  local<T extends ValueType>(type: T, memory?: number): Local<T> {
    this.#localTypes.push(type);
    return inMemory(localAt(type, this.#numParameters + this.#localTypes.length - 1), memory);
  }

  /** `count` new locals. */
  locals<T extends ValueType>(type: T, count: number): Local<T>[] {
    return Array.from({ length: count }, () => this.local(type));
  }

  /** A new local that holds the value now. */
  let<T extends ValueType>(type: T, value: Operand<T>): Local<T> {
    const local = this.local(type, operand(type, value).memory);
    this.set(local, value);
    return local;
  }

  /**
   * A local that holds a value of constants alone from the function's beginning on, the same for all that ask for it:
   * inside a loop, runtimes would make it anew each time round.
   */
  constant(value: Expression<"v128">): Local<"v128"> {
    const code: ByteSink = [];
    value.write(code);
    const key = code.join();
    const known = this.#constants.get(key);
    if (known) return known;
    const local = this.local("v128");
    this.#beginning.push(...code, 0x21, ...unsignedLeb(local.index));
    this.#constants.set(key, local);
    return local;
  }

  set<T extends ValueType>(local: Local<T>, value: Operand<T>): void {
    const written = operand(local.type, value);
    assert((written.memory ?? 0) === (local.memory ?? 0), "an address goes to a local for those of another memory");
    written.write(this.#sink);
    this.#sink.push(0x21, ...unsignedLeb(local.index));
  }

  /** local += value */
  increase(local: Local<"i32">, value: Operand<"i32">): void {
    this.set(local, i32.add(local, value));
  }

  /** A store, a call without result, … */
  do(statement: Expression<"void">): void {
    statement.write(this.#sink);
  }

  /** Computes for the side effect and forgets the value. */
  drop(value: Expression<ValueType>): void {
    value.write(this.#sink);
    this.#sink.push(0x1a);
  }

  /**
   * for (counter = from; counter < to; counter += step). `to` and `step` are computed anew each time round. Signed: for
   * counts and offsets, not for addresses, which may lie above 2 GiB.
   */
  for(counter: Local<"i32">, from: Operand<"i32">, to: Operand<"i32">, step: Operand<"i32">, body: () => void): void {
    this.set(counter, from);
    this.if(i32.ltS(counter, to), () =>
      this.repeatWhile(() => {
        body();
        this.increase(counter, step);
        return i32.ltS(counter, to);
      }),
    );
  }

  /** do { body } while (condition); the body returns the condition. */
  repeatWhile(body: () => Expression<"i32">): void {
    this.#sink.push(0x03, 0x40);
    body().write(this.#sink);
    this.#sink.push(0x0d, 0, 0x0b);
  }

  /** while (condition) { body } */
  while(condition: Expression<"i32">, body: () => void): void {
    this.if(condition, () =>
      this.repeatWhile(() => {
        body();
        return condition;
      }),
    );
  }

  if(condition: Expression<"i32">, then: () => void, otherwise?: () => void): void {
    condition.write(this.#sink);
    this.#sink.push(0x04, 0x40);
    then();
    if (otherwise) {
      this.#sink.push(0x05);
      otherwise();
    }
    this.#sink.push(0x0b);
  }

  /** Leaves the function; with a value if it has a result. */
  return(value?: Expression<ValueType>): void {
    value?.write(this.#sink);
    this.#sink.push(0x0f);
  }

  call<R extends ValueType | "void">(target: FunctionHandle<R>, ...args: Expression<ValueType>[]): Expression<R> {
    return instruction(target.result, [0x10, ...unsignedLeb(target.index)], args);
  }

  /** Calls the function at `tableIndex` of the module's table; `typeIndex` from `ModuleBuilder.functionType`. */
  callIndirect(typeIndex: number, tableIndex: Expression<"i32">, ...args: Expression<ValueType>[]): Expression<"void"> {
    return instruction("void", [0x11, ...unsignedLeb(typeIndex), 0], [...args, tableIndex]);
  }

  /** The body as the code section wants it: size, locals, instructions. */
  encode(): number[] {
    const declarations = this.#localTypes.flatMap((type) => [1, typeBytes[type]]);
    const body = [...unsignedLeb(this.#localTypes.length), ...declarations];
    const total = body.length + this.#beginning.length + this.#sink.length + 1;
    return unsignedLeb(total).concat(body, this.#beginning, this.#sink, [0x0b]);
  }
}

/** The same local, as an address of that memory. */
export function inMemory<T extends ValueType>(local: Local<T>, memory: number | undefined): Local<T> {
  return memory ? { ...local, memory } : local;
}

export function localAt<T extends ValueType>(type: T, index: number): Local<T> {
  const get = expression(type, (sink) => sink.push(0x20, ...unsignedLeb(index)));
  return { ...get, index };
}
