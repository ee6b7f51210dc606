import { writeFile } from "node:fs/promises";
import { requireFormat } from "../../../packages/engine/src/files/checkpoint.ts";
import { encodeGguf, type GgufTensor, type GgufValue } from "../../../packages/engine/src/files/gguf-writer.ts";
import { openCheckpoint } from "../../../packages/engine/src/files/open-checkpoint.ts";
import { f32 } from "../../../packages/engine/src/quant/f32.ts";
import type { QuantFormat } from "../../../packages/engine/src/quant/quant-format.ts";

/** How weights become blocks. */
export type Rounding = (format: QuantFormat, weights: Float32Array) => Uint8Array;

/**
 * Writes a model anew in float32, each matrix as a format leaves it. Cockpit's rows are shorter than blocks of 256, so
 * blocks run on across the ends of rows. Gives the root mean square of the error, relative to the weights'.
 */
export async function roundMatrices(from: string, to: string, format: QuantFormat, round: Rounding): Promise<number> {
  const checkpoint = await openCheckpoint(from);
  try {
    if (checkpoint.container !== "gguf") throw new Error(`${from} is not a GGUF file`);
    const metadata = new Map<string, GgufValue>();
    for (const [key, { source, offset, length }] of checkpoint.metadataBytes) {
      metadata.set(key, { type: "encoded", bytes: await source.read(offset, length) });
    }
    const tensors: GgufTensor<Uint8Array>[] = [];
    let [errors, squares] = [0, 0];
    for (const record of checkpoint.tensors.values()) {
      const { name, shape, data } = record;
      const weights = new Float32Array(shape.reduce((product, size) => product * size, 1));
      requireFormat(record).dequantize(await data.source.read(data.offset, data.length), weights);
      if (shape.length > 1) {
        const exact = weights.slice();
        format.dequantize(round(format, exact), weights);
        weights.forEach((weight, i) => {
          errors += (weight - exact[i]) ** 2;
          squares += exact[i] ** 2;
        });
      }
      tensors.push({ name, shape, layout: f32, data: new Uint8Array(weights.buffer) });
    }
    await writeFile(to, encodeGguf({ metadata, tensors }));
    return Math.sqrt(errors / squares);
  } finally {
    await checkpoint.close();
  }
}
