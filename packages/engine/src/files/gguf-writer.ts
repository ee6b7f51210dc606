import { assert } from "../errors.ts";
import type { BlockLayout } from "../quant/quant-format.ts";
import { ByteWriter } from "./byte-writer.ts";
import { GGUF_ARRAY, GGUF_BOOL, GGUF_STRING, type GgufNumberName, ggufNumberTypes } from "./gguf-value-types.ts";

const VERSION = 3;
const DEFAULT_ALIGNMENT = 32;

/** A metadata value with the type it has in the file. */
export type GgufValue =
  | { readonly type: "string"; readonly value: string }
  | { readonly type: "bool"; readonly value: boolean }
  | { readonly type: GgufNumberName; readonly value: number | bigint }
  | GgufArrayValue
  /** As another file has it: the type's number, then the value. */
  | { readonly type: "encoded"; readonly bytes: Uint8Array };

export type GgufArrayValue =
  | { readonly type: "array"; readonly of: "string"; readonly values: readonly string[] }
  | { readonly type: "array"; readonly of: "bool"; readonly values: readonly boolean[] }
  | { readonly type: "array"; readonly of: GgufNumberName; readonly values: Iterable<number | bigint> }
  | { readonly type: "array"; readonly of: "array"; readonly values: readonly GgufArrayValue[] };

/** A tensor to write. */
export interface GgufTensor<Data> {
  readonly name: string;
  /** Row-major, slowest dimension first, as in `TensorRecord`. */
  readonly shape: readonly number[];
  readonly layout: BlockLayout;
  /** The blocks of all weights; as many bytes as shape and layout make. */
  readonly data: Data;
}

/** What a GGUF file holds. `general.alignment` among the metadata is obeyed. */
export interface GgufContents<Data> {
  readonly metadata: ReadonlyMap<string, GgufValue>;
  readonly tensors: readonly GgufTensor<Data>[];
}

/** The bytes of a GGUF file, version 3. */
export function encodeGguf(contents: GgufContents<Uint8Array>): Uint8Array {
  const { header, placed, sizeBytes } = layOutGguf(contents);
  const bytes = new Uint8Array(sizeBytes);
  bytes.set(header);
  for (const { tensor, begin, length } of placed) {
    assert(tensor.data.length === length, `${tensor.name} has ${tensor.data.length} bytes, expected ${length}`);
    bytes.set(tensor.data, begin);
  }
  return bytes;
}

/** The same in pieces, in file order, for files larger than memory: each tensor's data is asked for when its turn comes. */
export async function* ggufChunks(contents: GgufContents<() => AsyncIterable<Uint8Array>>): AsyncGenerator<Uint8Array> {
  const { header, placed, sizeBytes } = layOutGguf(contents);
  yield header;
  let written = header.length;
  for (const { tensor, begin, length } of placed) {
    yield new Uint8Array(begin - written);
    written = begin;
    for await (const chunk of tensor.data()) {
      yield chunk;
      written += chunk.length;
    }
    assert(written === begin + length, `${tensor.name} has ${written - begin} bytes, expected ${length}`);
  }
  yield new Uint8Array(sizeBytes - written);
}

/** A tensor's place in a file to be. */
export interface PlacedTensor<Data> {
  readonly tensor: GgufTensor<Data>;
  /** From the start of the file. */
  readonly begin: number;
  readonly length: number;
}

/** A file to be: its first bytes, and where the tensors' data go; zeros between them. */
export interface GgufLayout<Data> {
  readonly header: Uint8Array;
  readonly placed: readonly PlacedTensor<Data>[];
  readonly sizeBytes: number;
}

/** Lays a file out, for whoever writes it in an order of their own. */
export function layOutGguf<Data>({ metadata, tensors }: GgufContents<Data>): GgufLayout<Data> {
  const given = metadata.get("general.alignment");
  const alignment = given?.type === "u32" ? Number(given.value) : DEFAULT_ALIGNMENT;
  const aligned = (position: number) => Math.ceil(position / alignment) * alignment;
  let offset = 0;
  const offsets = tensors.map((tensor) => {
    const begin = offset;
    offset = aligned(begin + dataLength(tensor));
    return begin;
  });
  const header = encodeHeader(metadata, tensors, offsets, aligned);
  const placed: PlacedTensor<Data>[] = tensors.map((tensor, i) => ({
    tensor,
    begin: header.length + offsets[i],
    length: dataLength(tensor),
  }));
  return { header, placed, sizeBytes: header.length + offset };
}

function dataLength({ name, shape, layout }: GgufTensor<unknown>): number {
  const rowLength = shape.at(-1) ?? 1;
  assert(rowLength % layout.blockLength === 0, `${name} has rows of ${rowLength}, which ${layout.id} cannot hold`);
  return (shape.reduce((product, size) => product * size, 1) / layout.blockLength) * layout.blockBytes;
}

function encodeHeader(
  metadata: ReadonlyMap<string, GgufValue>,
  tensors: readonly GgufTensor<unknown>[],
  offsets: readonly number[],
  aligned: (position: number) => number,
): Uint8Array {
  const out = new ByteWriter();
  for (const letter of "GGUF") out.number("u8", letter.charCodeAt(0));
  out.number("u32", VERSION);
  out.number("u64", tensors.length);
  out.number("u64", metadata.size);
  for (const [key, value] of metadata) {
    out.string(key);
    if (value.type === "encoded") out.bytes(value.bytes);
    else {
      writeType(out, value.type);
      writeValue(out, value);
    }
  }
  tensors.forEach(({ name, shape, layout }, i) => {
    out.string(name);
    out.number("u32", shape.length);
    for (const size of shape.toReversed()) out.number("u64", size);
    out.number("u32", layout.ggmlType);
    out.number("u64", offsets[i]);
  });
  out.zeros(aligned(out.length) - out.length);
  return out.finish();
}

type TypedValue = Exclude<GgufValue, { readonly type: "encoded" }>;

function writeType(out: ByteWriter, type: TypedValue["type"]): void {
  if (type === "string") out.number("u32", GGUF_STRING);
  else if (type === "bool") out.number("u32", GGUF_BOOL);
  else if (type === "array") out.number("u32", GGUF_ARRAY);
  else out.number("u32", ggufNumberTypes[type].id);
}

function writeValue(out: ByteWriter, value: TypedValue): void {
  if (value.type === "array") writeArray(out, value);
  else if (value.type === "string") out.string(value.value);
  else if (value.type === "bool") out.number("u8", value.value ? 1 : 0);
  else out.number(value.type, value.value);
}

function writeArray(out: ByteWriter, array: GgufArrayValue): void {
  writeType(out, array.of);
  if (array.of === "array") writeEach(out, array.values, (inner) => writeArray(out, inner));
  else if (array.of === "string") writeEach(out, array.values, (text) => out.string(text));
  else if (array.of === "bool") writeEach(out, array.values, (truth) => out.number("u8", truth ? 1 : 0));
  else writeEach(out, array.values, (number) => out.number(array.of, number));
}

function writeEach<Element>(out: ByteWriter, values: Iterable<Element>, write: (value: Element) => void): void {
  const elements = [...values];
  out.number("u64", elements.length);
  elements.forEach(write);
}
