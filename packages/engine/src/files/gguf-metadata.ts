import type { MetadataValue } from "./checkpoint.ts";
import type { GgufCursor } from "./gguf-cursor.ts";
import { GGUF_ARRAY, GGUF_BOOL, GGUF_STRING, type GgufNumberType, numberTypeOf } from "./gguf-value-types.ts";
import { quoted } from "./quoted.ts";

const MAX_KEYS = 65_536;
const MAX_KEY_LENGTH = 65_535;
const MAX_DEPTH = 8;
/** Elements of all arrays together: bounds what arrays of one-byte or empty elements grow to in memory. */
const MAX_ELEMENTS = 2 ** 24;
/** An empty typed array takes about as much memory as this many elements. */
const ELEMENTS_PER_ARRAY = 32;
/** Lists of strings this long are vocabularies and merges, whose strings nobody needs one by one. */
const LEAST_PACKED = 4096;
/** Bytes that an element takes at least: a truth value is one, a string begins with its length, an array with 12. */
const LEAST_BYTES = new Map([
  [GGUF_BOOL, 1],
  [GGUF_STRING, 8],
  [GGUF_ARRAY, 12],
]);

/** Key-value pairs, in file order. */
export interface GgufMetadata {
  readonly metadata: ReadonlyMap<string, MetadataValue>;
  /** Where each value stands in the file, beginning with its type. */
  readonly places: ReadonlyMap<string, { readonly offset: number; readonly length: number }>;
}

/** Reads `count` key-value pairs. @throws QwenError `gguf/bad-header`, `files/truncated` */
export function readMetadata(cursor: GgufCursor, count: number): GgufMetadata {
  if (count > MAX_KEYS) cursor.fail(`expected at most ${MAX_KEYS} metadata keys, not ${count}`);
  const metadata = new Map<string, MetadataValue>();
  const places = new Map<string, { readonly offset: number; readonly length: number }>();
  const budget = { elements: MAX_ELEMENTS };
  for (let i = 0; i < count; i++) {
    cursor.place = `metadata key ${i + 1} of ${count}`;
    const key = cursor.string();
    cursor.place = `metadata key ${quoted(key)}`;
    if (key === "" || key.length > MAX_KEY_LENGTH) cursor.fail(`expected 1 to ${MAX_KEY_LENGTH} characters`);
    if (metadata.has(key)) cursor.fail("expected each key once");
    const offset = cursor.position;
    metadata.set(key, readValue(cursor, cursor.u32(), budget, 0));
    places.set(key, { offset, length: cursor.position - offset });
  }
  return { metadata, places };
}

interface Budget {
  elements: number;
}

function readValue(cursor: GgufCursor, type: number, budget: Budget, depth: number): MetadataValue {
  if (type === GGUF_STRING) return cursor.string();
  if (type === GGUF_BOOL) return readTruthValue(cursor);
  if (type === GGUF_ARRAY) return readArray(cursor, budget, depth + 1);
  const numberType = numberTypeOf(type) ?? failOnType(cursor, type);
  return numberType.read(cursor.view, cursor.take(numberType.sizeBytes));
}

function readTruthValue(cursor: GgufCursor): boolean {
  const value = cursor.view.getUint8(cursor.take(1));
  return value <= 1 ? value === 1 : cursor.fail(`expected 0 or 1 for a truth value, not ${value}`);
}

function readArray(cursor: GgufCursor, budget: Budget, depth: number): MetadataValue {
  if (depth > MAX_DEPTH) cursor.fail(`expected arrays nested at most ${MAX_DEPTH} deep`);
  const type = cursor.u32();
  const count = cursor.u64();
  const numberType = numberTypeOf(type);
  cursor.require(count * (numberType?.sizeBytes ?? LEAST_BYTES.get(type) ?? failOnType(cursor, type)));
  budget.elements -= count + ELEMENTS_PER_ARRAY;
  if (budget.elements < 0) cursor.fail(`expected at most ${MAX_ELEMENTS} array elements in all`);
  if (numberType) return readNumbers(cursor, numberType, count);
  if (type === GGUF_STRING && count >= LEAST_PACKED) return cursor.strings(count);
  return Array.from({ length: count }, () => readValue(cursor, type, budget, depth));
}

function readNumbers(cursor: GgufCursor, type: GgufNumberType, count: number): MetadataValue {
  const begin = cursor.take(count * type.sizeBytes);
  const element = (i: number) => type.read(cursor.view, begin + i * type.sizeBytes);
  if (!type.typedArray) return Array.from({ length: count }, (_, i) => element(i));
  const values = new type.typedArray(count);
  for (let i = 0; i < count; i++) values[i] = Number(element(i));
  return values;
}

function failOnType(cursor: GgufCursor, type: number): never {
  return cursor.fail(`expected a value type from 0 to 12, not ${type}`);
}
