import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { openCheckpoint } from "../../packages/engine/src/files/open-checkpoint.ts";
import { lengthOfPieces, readPieces } from "../../packages/engine/src/files/pieced-bytes.ts";
import { planModel } from "../../packages/engine/src/models/load-model.ts";
import { bf16 } from "../../packages/engine/src/quant/bf16.ts";

/**
 * Writes the weights of a GGUF file into a folder as on the hub: model.safetensors, bfloat16, with the hub's names.
 * @throws Error for weights that bfloat16 does not hold exactly
 */
export async function writeHubWeights(ggufPath: string, folder: string): Promise<void> {
  const checkpoint = await openCheckpoint(ggufPath);
  try {
    const header: Record<string, object> = {};
    const parts: Uint8Array[] = [];
    let begin = 0;
    for (const { name, shape, data, format } of planModel(checkpoint).requests) {
      const weights = new Float32Array(shape.reduce((product, size) => product * size, 1));
      const bytes = new Uint8Array(lengthOfPieces(data));
      await readPieces(data, 0, bytes);
      format.dequantize(bytes, weights);
      const part = exactHalves(name, weights);
      const end = begin + part.length;
      header[name] = { dtype: "BF16", shape, data_offsets: [begin, end] };
      parts.push(part);
      begin = end;
    }
    const text = Buffer.from(JSON.stringify(header));
    const length = Buffer.alloc(8);
    length.writeBigUInt64LE(BigInt(text.length));
    await writeFile(join(folder, "model.safetensors"), Buffer.concat([length, text, ...parts]));
  } finally {
    await checkpoint.close();
  }
}

function exactHalves(name: string, weights: Float32Array): Uint8Array {
  const halves = new Uint8Array(2 * weights.length);
  bf16.quantize?.(weights, halves);
  const again = new Float32Array(weights.length);
  bf16.dequantize(halves, again);
  if (Buffer.compare(Buffer.from(weights.buffer), Buffer.from(again.buffer)) === 0) return halves;
  throw new Error(`bfloat16 does not hold ${name} exactly`);
}
