import { open } from "node:fs/promises";
import { type MetadataValue, requireFormat, type TensorRecord } from "../../../packages/engine/src/files/checkpoint.ts";
import { type GgufValue, ggufChunks } from "../../../packages/engine/src/files/gguf-writer.ts";
import { openCheckpoint } from "../../../packages/engine/src/files/open-checkpoint.ts";
import { formatById } from "../../../packages/engine/src/quant/index.ts";
import type { QuantFormat } from "../../../packages/engine/src/quant/quant-format.ts";

const CHUNK_WEIGHTS = 1 << 22;

/** Writes the file `from` anew with all matrices in the format `formatId`, which `fileType` names in the metadata. */
export async function rewriteGguf(from: string, to: string, formatId: string, fileType: number): Promise<void> {
  const format = formatById(formatId);
  if (!format) throw new Error(`the engine has no format ${formatId}`);
  const checkpoint = await openCheckpoint(from);
  const file = await open(to, "w");
  try {
    if (checkpoint.container !== "gguf") throw new Error(`${from} is not a GGUF file`);
    const metadata = new Map([...checkpoint.metadata].map(([key, value]) => [key, typedValue(key, value)] as const));
    metadata.set("general.file_type", { type: "u32", value: fileType });
    const tensors = [...checkpoint.tensors.values()].map((record) => {
      const layout = record.shape.length === 1 ? requireFormat(record) : format;
      return { name: record.name, shape: record.shape, layout, data: () => converted(record, layout) };
    });
    for await (const chunk of ggufChunks({ metadata, tensors })) await file.write(chunk);
  } finally {
    await file.close();
    await checkpoint.close();
  }
}

async function* converted(record: TensorRecord, to: QuantFormat): AsyncGenerator<Uint8Array> {
  const from = requireFormat(record);
  const { source, offset } = record.data;
  const numWeights = record.shape.reduce((product, size) => product * size, 1);
  for (let done = 0; done < numWeights; done += CHUNK_WEIGHTS) {
    const weights = new Float32Array(Math.min(CHUNK_WEIGHTS, numWeights - done));
    const bytesOf = (count: number, format: QuantFormat) => (count / format.blockLength) * format.blockBytes;
    from.dequantize(await source.read(offset + bytesOf(done, from), bytesOf(weights.length, from)), weights);
    const bytes = new Uint8Array(bytesOf(weights.length, to));
    if (!to.quantize) throw new Error(`nothing is written in ${to.id}`);
    to.quantize(weights, bytes);
    yield bytes;
  }
}

/** A value with the type it has in the files that are rewritten here: reading gives values alone. */
function typedValue(key: string, value: MetadataValue): GgufValue {
  if (typeof value === "string") return { type: "string", value };
  if (typeof value === "boolean") return { type: "bool", value };
  if (typeof value === "number") return { type: /freq_base|epsilon/.test(key) ? "f32" : "u32", value };
  if (value instanceof Int32Array) return { type: "array", of: "i32", values: value };
  if (Array.isArray(value)) return { type: "array", of: "string", values: value.map(String) };
  throw new Error(`${key}: a value of an unexpected type`);
}
