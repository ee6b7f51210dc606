import type { Tensor, Weight } from "../ops.ts";

/** An activation whose values are there once the step has run. */
export class ReferenceTensor implements Tensor {
  readonly shape: readonly number[];
  /** Undefined until the op that makes this tensor has been computed. */
  values: Float32Array | undefined;

  constructor(shape: readonly number[]) {
    this.shape = shape;
  }
}

/** A weight in memory as float32, whatever its format in the file. */
export class ReferenceWeight implements Weight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly formatId: string;
  readonly values: Float32Array;

  constructor(name: string, shape: readonly number[], formatId: string, values: Float32Array) {
    this.name = name;
    this.shape = shape;
    this.formatId = formatId;
    this.values = values;
  }

  get sizeBytes(): number {
    return this.values.byteLength;
  }
}
