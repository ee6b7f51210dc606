import { unsignedLeb, type ValueType } from "./expression.ts";
import { FunctionBuilder, type FunctionHandle, type Local, localAt, typeBytes } from "./function-builder.ts";

type ParameterTypes = Readonly<Record<string, ValueType>>;
type ParameterLocals<P extends ParameterTypes> = { readonly [K in keyof P]: Local<P[K]> };

/** Of each imported memory. Pages of 64 KiB; they must fit the memories that are imported. */
export interface ModuleMemories {
  readonly initialPages: number;
  readonly maximumPages: number;
  /** Default 1. */
  readonly count?: number;
}

/** The name under which a module imports a memory from `env`: "memory", "memory1", "memory2", … */
export const memoryName = (index: number): string => (index === 0 ? "memory" : `memory${index}`);

/** A WebAssembly module over imported memories that are shared between threads. */
export class ModuleBuilder {
  readonly #types: string[] = [];
  readonly #typeBytes: number[][] = [];
  readonly #functions: { typeIndex: number; body: FunctionBuilder }[] = [];
  readonly #exports: { name: string; index: number }[] = [];
  readonly #table: number[] = [];
  readonly #memories: ModuleMemories;

  constructor(memories: ModuleMemories) {
    this.#memories = memories;
  }

  /**
   * Adds a function. Parameters are named, in order; `body` writes the statements. A function with a result ends with
   * `f.return(value)`.
   */
  function<P extends ParameterTypes, R extends ValueType | "void">(
    parameters: P,
    result: R,
    body: (f: FunctionBuilder, parameters: ParameterLocals<P>) => void,
  ): FunctionHandle<R> {
    const types = Object.values(parameters);
    const builder = new FunctionBuilder(types.length);
    const locals = Object.fromEntries(
      Object.entries(parameters).map(([name, type], index) => [name, localAt(type, index)]),
    );
    body(builder, locals as unknown as ParameterLocals<P>);
    this.#functions.push({ typeIndex: this.functionType(types, result), body: builder });
    return { index: this.#functions.length - 1, result };
  }

  export(name: string, target: FunctionHandle<ValueType | "void">): void {
    this.#exports.push({ name, index: target.index });
  }

  /** Puts a function into the table and gives its place, for `callIndirect`. */
  tableEntry(target: FunctionHandle<ValueType | "void">): number {
    this.#table.push(target.index);
    return this.#table.length - 1;
  }

  functionType(parameters: readonly ValueType[], result: ValueType | "void"): number {
    const results = result === "void" ? [] : [typeBytes[result]];
    const bytes = [0x60, parameters.length, ...parameters.map((type) => typeBytes[type]), results.length, ...results];
    const key = bytes.join();
    const known = this.#types.indexOf(key);
    if (known >= 0) return known;
    this.#types.push(key);
    this.#typeBytes.push(bytes);
    return this.#types.length - 1;
  }

  /** The binary module. @see https://webassembly.github.io/spec/core/binary/modules.html */
  encode(): Uint8Array<ArrayBuffer> {
    const { initialPages, maximumPages, count = 1 } = this.#memories;
    const limits = [2, 3, ...unsignedLeb(initialPages), ...unsignedLeb(maximumPages)];
    const imports = Array.from({ length: count }, (_, i) => [...text("env"), ...text(memoryName(i)), ...limits]);
    const sections: [number, number[]][] = [
      [1, vector(this.#typeBytes)],
      [2, vector(imports)],
      [3, vector(this.#functions.map(({ typeIndex }) => unsignedLeb(typeIndex)))],
      [4, vector([[0x70, 0, ...unsignedLeb(this.#table.length)]])],
      [7, vector(this.#exports.map(({ name, index }) => [...text(name), 0, ...unsignedLeb(index)]))],
      [9, vector([[0, 0x41, 0, 0x0b, ...vector(this.#table.map(unsignedLeb))]])],
      [10, vector(this.#functions.map(({ body }) => body.encode()))],
    ];
    const header = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
    return Uint8Array.from(
      sections.reduce((all, [id, bytes]) => all.concat(id, unsignedLeb(bytes.length), bytes), header),
    );
  }
}

const vector = (items: readonly number[][]): number[] => unsignedLeb(items.length).concat(...items);

const text = (value: string): number[] => {
  const bytes = [...new TextEncoder().encode(value)];
  return [...unsignedLeb(bytes.length), ...bytes];
};
