import { assert } from "../../errors.ts";
import { f32 } from "../../quant/f32.ts";
import type { QuantFormat } from "../../quant/quant-format.ts";
import { sizeOfShape } from "../op-shapes.ts";
import type { Operand } from "./op-case.ts";

/** A float32 vector weight. */
export function vector(name: string, values: Float32Array): Operand {
  return { name, shape: [values.length], kind: "vector", format: f32, bytes: bytesOf(f32, values) };
}

/** A matrix weight, rounded to the format. */
export function matrix(
  name: string,
  shape: readonly [number, number],
  format: QuantFormat,
  values: Float32Array,
): Operand {
  assert(values.length === shape[0] * shape[1], `${values.length} values for a matrix [${shape.join(", ")}]`);
  return { name, shape, kind: "matrix", format, bytes: bytesOf(format, values) };
}

/** The matrices of experts [E, O, I], rounded to the format. */
export function experts(
  name: string,
  shape: readonly [number, number, number],
  format: QuantFormat,
  values: Float32Array,
): Operand {
  assert(values.length === sizeOfShape(shape), `${values.length} values for experts [${shape.join(", ")}]`);
  return { name, shape, kind: "experts", format, bytes: bytesOf(format, values) };
}

/** An activation of any shape. */
export function activation(name: string, shape: readonly number[], values: Float32Array): Operand {
  assert(values.length === sizeOfShape(shape), `${values.length} values for [${shape.join(", ")}]`);
  return { name, shape, kind: "activation", format: f32, bytes: bytesOf(f32, values) };
}

function bytesOf(format: QuantFormat, values: Float32Array): Uint8Array {
  assert(format.quantize, `${format.id} can not be written`);
  const bytes = new Uint8Array((values.length / format.blockLength) * format.blockBytes);
  format.quantize(values, bytes);
  return bytes;
}
