import type { TensorRecord } from "../../packages/engine/src/files/checkpoint.ts";
import type { Random } from "./random.ts";

/** A file reader under attack. */
export interface FuzzTarget {
  readonly name: string;
  /** A damaged file for one case. */
  makeFile(random: Random): Uint8Array;
  /** Opens it and reads everything in it. May throw a QwenError, nothing else; must not accept what it cannot read. */
  readFile(bytes: Uint8Array): Promise<void>;
}

/** Reads all tensors; throws when one is not what its record says. */
export async function readTensors(tensors: ReadonlyMap<string, TensorRecord>): Promise<void> {
  for (const [name, { shape, format, data }] of tensors) {
    const bytes = await data.source.read(data.offset, data.length);
    if (bytes.length !== data.length) throw new Error(`${name}: ${bytes.length} bytes instead of ${data.length}`);
    if (!format) continue;
    const numWeights = shape.reduce((product, size) => product * size, 1);
    const expected = (numWeights / format.blockLength) * format.blockBytes;
    if (data.length !== expected) throw new Error(`${name}: ${data.length} bytes, but the shape needs ${expected}`);
    format.dequantize(bytes, new Float32Array(numWeights));
  }
}
