import { readFileSync } from "node:fs";

/** A tensor of a case file. */
export interface GoldenTensor {
  readonly shape: readonly number[];
  readonly values: Float32Array | Int32Array;
}

/**
 * Tensors of a safetensors file, F32 and I32, read without the engine's own reader: golden values should not pass
 * through what is under test.
 */
export function readGoldenTensors(path: string): ReadonlyMap<string, GoldenTensor> {
  const bytes = readFileSync(path);
  const headerLength = Number(bytes.readBigUInt64LE(0));
  const header = JSON.parse(bytes.toString("utf8", 8, 8 + headerLength)) as Record<string, HeaderEntry>;
  const tensors = new Map<string, GoldenTensor>();
  for (const [name, entry] of Object.entries(header)) {
    if (name === "__metadata__") continue;
    const [from, to] = entry.data_offsets.map((offset) => 8 + headerLength + offset);
    const { buffer, byteOffset, byteLength } = Uint8Array.from(bytes.subarray(from, to));
    if (entry.dtype !== "F32" && entry.dtype !== "I32") throw new Error(`${path}: ${name} is ${entry.dtype}`);
    const values =
      entry.dtype === "F32"
        ? new Float32Array(buffer, byteOffset, byteLength / 4)
        : new Int32Array(buffer, byteOffset, byteLength / 4);
    tensors.set(name, { shape: entry.shape, values });
  }
  return tensors;
}

interface HeaderEntry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}
