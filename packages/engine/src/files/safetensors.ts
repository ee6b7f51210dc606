import { QwenError } from "../errors.ts";
import { formatById } from "../quant/index.ts";
import type { TensorRecord } from "./checkpoint.ts";
import { isJsonObject, type JsonLimits, parseJsonObject } from "./json.ts";
import { quoted } from "./quoted.ts";
import { bitsOfDtype } from "./safetensors-dtypes.ts";
import type { Source } from "./source.ts";

const LENGTH_BYTES = 8;
const MAX_HEADER_BYTES = 100_000_000;
/** A tensor's entry counts for about nine values, so this is 110,000 tensors in one file. */
const LIMITS: JsonLimits = { maxDepth: 4, maxValues: 1_000_000 };
const METADATA_KEY = "__metadata__";
const MAX_DIMENSIONS = 8;

/** The tensors of one safetensors file. */
export interface Safetensors {
  /** By name, in file order. */
  readonly tensors: ReadonlyMap<string, TensorRecord>;
  /** What the writer noted: texts by name. */
  readonly metadata: ReadonlyMap<string, string>;
}

/**
 * Reads the header of one file: 8 bytes of length, a JSON object of tensors, then their data without gaps.
 * @throws QwenError `safetensors/bad-header`, `safetensors/bad-tensor`, `files/truncated`
 * @see https://github.com/huggingface/safetensors#format
 */
export async function readSafetensors(source: Source): Promise<Safetensors> {
  const lengthBytes = await source.read(0, LENGTH_BYTES);
  const view = new DataView(lengthBytes.buffer, lengthBytes.byteOffset, LENGTH_BYTES);
  const headerLength = Number(view.getBigUint64(0, true));
  if (headerLength > MAX_HEADER_BYTES) {
    throw badHeader(source, `expected a header of at most ${MAX_HEADER_BYTES} bytes, not ${headerLength}`);
  }
  const headerBytes = await source.read(LENGTH_BYTES, headerLength);
  const header = parseJsonObject(source.name, headerBytes, LIMITS, "safetensors/bad-header");
  const begin = LENGTH_BYTES + headerLength;
  const tensors = Object.entries(header)
    .filter(([name]) => name !== METADATA_KEY)
    .map(([name, entry]) => readEntry(source, begin, name, entry));
  tensors.sort((a, b) => a.data.offset - b.data.offset || a.data.length - b.data.length);
  checkNoGaps(source, begin, tensors);
  return {
    tensors: new Map(tensors.map((record) => [record.name, record])),
    metadata: readMetadata(source, header[METADATA_KEY]),
  };
}

function readEntry(source: Source, dataBegin: number, name: string, entry: unknown): TensorRecord {
  const fail = (expected: string): never => {
    throw badTensor(source, name, `expected ${expected}`);
  };
  if (!isJsonObject(entry)) return fail("an object");
  const { dtype, shape, data_offsets: offsets } = entry;
  if (typeof dtype !== "string") return fail("dtype to be text");
  if (!isSizes(shape, MAX_DIMENSIONS)) return fail(`shape to be up to ${MAX_DIMENSIONS} whole numbers`);
  if (!isSizes(offsets, 2) || offsets.length !== 2) return fail("data_offsets to be two whole numbers");
  const [begin, end] = offsets;
  const length = dataLength(dtype, shape) ?? end - begin;
  if (begin > end || end - begin !== length) {
    return fail(`data_offsets ${length} bytes apart for ${quoted(dtype)} [${shape.join()}], not [${offsets.join()}]`);
  }
  const format = formatById(dtype);
  const data = { source, offset: dataBegin + begin, length: end - begin };
  return { name, shape, formatId: dtype, ...(format && { format }), data };
}

/** Bytes of all elements; undefined when the dtype is unknown, so that any length is right. */
function dataLength(dtype: string, shape: readonly number[]): number | undefined {
  const bits = bitsOfDtype(dtype);
  return bits && (shape.reduce((product, size) => product * size, 1) * bits) / 8;
}

function isSizes(value: unknown, maxLength: number): value is number[] {
  if (!Array.isArray(value) || value.length > maxLength) return false;
  return value.every((size) => Number.isSafeInteger(size) && size >= 0);
}

/** Sorted by offset, each tensor begins where the one before ends, the last ends with the file. */
function checkNoGaps(source: Source, dataBegin: number, tensors: readonly TensorRecord[]): void {
  let end = dataBegin;
  for (const { name, data } of tensors) {
    if (data.offset !== end) {
      throw badTensor(source, name, `expected its data to begin at byte ${end} of the file, not ${data.offset}`);
    }
    end += data.length;
  }
  if (end > source.sizeBytes) {
    throw new QwenError(
      "files/truncated",
      `${source.name} has ${source.sizeBytes} bytes, but its tensors need ${end}; the file is cut off, fetch it again`,
      { details: { sizeBytes: source.sizeBytes, needed: end } },
    );
  }
  if (end < source.sizeBytes) throw badHeader(source, `expected ${end} bytes in all, not ${source.sizeBytes}`);
}

function readMetadata(source: Source, metadata: unknown): Map<string, string> {
  if (metadata === undefined) return new Map();
  if (!isJsonObject(metadata)) throw badHeader(source, `expected ${METADATA_KEY} to be an object`);
  return new Map(
    Object.entries(metadata).map(([key, value]) => {
      if (typeof value !== "string") throw badHeader(source, `expected ${METADATA_KEY} ${quoted(key)} to be text`);
      return [key, value];
    }),
  );
}

function badHeader(source: Source, expected: string): QwenError {
  return new QwenError("safetensors/bad-header", `${source.name}: ${expected}; the file is damaged, fetch it again`);
}

function badTensor(source: Source, name: string, expected: string): QwenError {
  return new QwenError(
    "safetensors/bad-tensor",
    `${source.name}: tensor ${quoted(name)}: ${expected}; the file is damaged, fetch it again`,
    { details: { tensor: name } },
  );
}
