import { assert, QwenError } from "../errors.ts";
import { GgufCursor, MAX_HEADER_BYTES, NeedMoreBytes } from "./gguf-cursor.ts";
import { type GgufMetadata, readMetadata } from "./gguf-metadata.ts";
import { quoted } from "./quoted.ts";
import type { Source } from "./source.ts";

/** "GGUF" */
const MAGIC = 0x46554747;
const DEFAULT_ALIGNMENT = 32;
const MAX_TENSORS = 131_072;
const MAX_DIMENSIONS = 4;
const MAX_NAME_LENGTH = 1024;

/**
 * A header is small, or it holds a vocabulary: Qwen3's take 6 MB, Qwen3.5's 10. Each length is tried from the start again, so
 * they are not many.
 */
const READ_LENGTHS = [2 ** 20, 2 ** 23, 2 ** 24, MAX_HEADER_BYTES];

/** What stands before the tensor data. @see https://github.com/ggml-org/ggml/blob/master/docs/gguf.md */
export interface GgufHeader {
  readonly version: number;
  readonly alignment: number;
  readonly metadata: GgufMetadata["metadata"];
  readonly metadataPlaces: GgufMetadata["places"];
  readonly tensors: readonly GgufTensorInfo[];
  /** Where tensor data begins, in bytes from the start of the file. */
  readonly dataOffset: number;
}

/** A tensor as the header describes it, nothing checked but the shape's own sense. */
export interface GgufTensorInfo {
  readonly name: string;
  /** Row-major: the reverse of the order in the file. */
  readonly shape: readonly number[];
  readonly ggmlType: number;
  /** From `dataOffset`. */
  readonly offset: number;
}

/**
 * Reads the header of one file, and no more of the file than that takes.
 * @throws QwenError `gguf/bad-magic`, `gguf/unsupported-version`, `gguf/bad-header`, `files/truncated`
 */
export async function readGgufHeader(source: Source): Promise<GgufHeader> {
  let needed = 0;
  for (const length of READ_LENGTHS) {
    if (length < needed) continue;
    const bytes = await source.read(0, Math.min(length, source.sizeBytes));
    try {
      return parseHeader(new GgufCursor(source.name, bytes, source.sizeBytes));
    } catch (error) {
      if (!(error instanceof NeedMoreBytes)) throw error;
      needed = error.end;
    }
  }
  assert(false, "the cursor refuses a header that is longer than the last read");
}

function parseHeader(cursor: GgufCursor): GgufHeader {
  checkMagic(cursor);
  const version = readVersion(cursor);
  const numTensors = cursor.u64();
  const numKeys = cursor.u64();
  const { metadata, places: metadataPlaces } = readMetadata(cursor, numKeys);
  cursor.place = "header";
  if (numTensors > MAX_TENSORS) cursor.fail(`expected at most ${MAX_TENSORS} tensors, not ${numTensors}`);
  const alignment = alignmentOf(cursor, metadata);
  const tensors = Array.from({ length: numTensors }, (_, i) => {
    cursor.place = `record of tensor ${i + 1} of ${numTensors}`;
    return readTensorInfo(cursor);
  });
  const dataOffset = Math.ceil(cursor.position / alignment) * alignment;
  return { version, alignment, metadata, metadataPlaces, tensors, dataOffset };
}

function checkMagic(cursor: GgufCursor): void {
  const magic = cursor.u32();
  if (magic === MAGIC) return;
  throw new QwenError("gguf/bad-magic", `${cursor.name}: expected a GGUF file, which begins with the letters GGUF`, {
    details: { magic },
  });
}

function readVersion(cursor: GgufCursor): number {
  const version = cursor.u32();
  if (version === 2 || version === 3) return version;
  const isBigEndian = version !== 0 && version % 0x01000000 === 0;
  const what = isBigEndian ? "big-endian" : `of version ${version}`;
  const advice =
    isBigEndian || version < 2 ? "convert the model again with a current tool" : "update qwen.ts, or take another file";
  throw new QwenError(
    "gguf/unsupported-version",
    `${cursor.name}: this GGUF file is ${what}; expected version 2 or 3, little-endian: ${advice}`,
    { details: { version } },
  );
}

function alignmentOf(cursor: GgufCursor, metadata: GgufMetadata["metadata"]): number {
  const alignment = metadata.get("general.alignment") ?? DEFAULT_ALIGNMENT;
  const isPowerOfTwo = typeof alignment === "number" && alignment >= 1 && Number.isInteger(Math.log2(alignment));
  return isPowerOfTwo ? alignment : cursor.fail("expected general.alignment to be a power of two");
}

function readTensorInfo(cursor: GgufCursor): GgufTensorInfo {
  const name = cursor.string();
  if (name === "" || name.length > MAX_NAME_LENGTH) {
    cursor.fail(`expected a name of 1 to ${MAX_NAME_LENGTH} characters`);
  }
  cursor.place = `record of tensor ${quoted(name)}`;
  const numDimensions = cursor.u32();
  if (numDimensions > MAX_DIMENSIONS) {
    cursor.fail(`expected at most ${MAX_DIMENSIONS} dimensions, not ${numDimensions}`);
  }
  const shape = Array.from({ length: numDimensions }, () => cursor.u64()).reverse();
  if (shape.includes(0) || !Number.isSafeInteger(shape.reduce((product, size) => product * size, 1))) {
    cursor.fail(`expected positive dimensions with a product below 2^53, not [${shape.join(", ")}]`);
  }
  return { name, shape, ggmlType: cursor.u32(), offset: cursor.u64() };
}
