import { QwenError } from "../errors.ts";
import { layoutOfGgmlType } from "../quant/ggml-types.ts";
import { formatByGgmlType } from "../quant/index.ts";
import type { BlockLayout } from "../quant/quant-format.ts";
import type { TensorRecord } from "./checkpoint.ts";
import type { GgufHeader, GgufTensorInfo } from "./gguf-header.ts";
import { quoted } from "./quoted.ts";
import { checkRange, type Source } from "./source.ts";

/**
 * The header's tensors, each with the bytes that hold it: aligned, inside the file, none overlapping another.
 * @throws QwenError `gguf/bad-tensor`, `files/truncated`
 */
export function placeTensors(source: Source, header: GgufHeader): TensorRecord[] {
  const byOffset = [...header.tensors].sort((a, b) => a.offset - b.offset);
  const lengths = new Map<GgufTensorInfo, number>();
  byOffset.forEach((tensor, i) => {
    const end = i + 1 < byOffset.length ? byOffset[i + 1].offset : source.sizeBytes - header.dataOffset;
    lengths.set(tensor, placedLength(source, header, tensor, end));
  });
  const names = new Set<string>();
  return header.tensors.map((tensor) => {
    if (names.has(tensor.name)) fail(source, tensor, "is listed twice");
    names.add(tensor.name);
    const format = formatByGgmlType(tensor.ggmlType);
    return {
      name: tensor.name,
      shape: tensor.shape,
      formatId: layoutOfGgmlType(tensor.ggmlType)?.id ?? `type ${tensor.ggmlType}`,
      ...(format && { format }),
      data: { source, offset: header.dataOffset + tensor.offset, length: lengths.get(tensor) ?? 0 },
    };
  });
}

/** Bytes of a tensor. Of a type nobody knows only that they end at `end`, where the next tensor or the file does. */
function placedLength(source: Source, header: GgufHeader, tensor: GgufTensorInfo, end: number): number {
  if (!Number.isSafeInteger(tensor.offset) || tensor.offset % header.alignment !== 0) {
    fail(source, tensor, `begins at byte ${tensor.offset} of the data, not a multiple of ${header.alignment}`);
  }
  const layout = layoutOfGgmlType(tensor.ggmlType);
  const length = layout ? lengthInBlocks(source, tensor, layout) : Math.max(0, end - tensor.offset);
  checkRange(source, header.dataOffset + tensor.offset, length);
  if (tensor.offset + length > end) fail(source, tensor, "overlaps the tensor after it");
  return length;
}

function lengthInBlocks(source: Source, tensor: GgufTensorInfo, layout: BlockLayout): number {
  const rowLength = tensor.shape.at(-1) ?? 1;
  if (rowLength % layout.blockLength !== 0) {
    fail(source, tensor, `has rows of ${rowLength}; ${layout.id} needs a multiple of ${layout.blockLength}`);
  }
  const numElements = tensor.shape.reduce((product, size) => product * size, 1);
  return (numElements / layout.blockLength) * layout.blockBytes;
}

function fail(source: Source, tensor: GgufTensorInfo, what: string): never {
  throw new QwenError(
    "gguf/bad-tensor",
    `${source.name}: tensor ${quoted(tensor.name)} ${what}; the file is damaged, fetch it again`,
    { details: { tensor: tensor.name } },
  );
}
