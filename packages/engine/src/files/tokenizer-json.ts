import type { ErrorCode } from "../errors.ts";
import { type JsonLimits, type JsonObject, parseJsonObject } from "./json.ts";
import { JsonCursor, UnusualJson, unusual } from "./json-cursor.ts";
import type { PackedTexts } from "./packed-texts.ts";
import { readMerges, readVocab } from "./tokenizer-tables.ts";

/** A value of the file that was read by itself. */
interface Table {
  readonly begin: number;
  readonly end: number;
  readonly texts: PackedTexts;
}

interface Tables {
  readonly vocab: Table;
  readonly merges: Table;
}

/**
 * Reads a tokenizer.json. `vocab` and `merges` of its `model` become `PackedTexts`, by id and as "left right": `JSON.parse`
 * would make half a million strings of them. It reads the rest, and all of a file in which these two are not as usual.
 * @throws QwenError with `code`
 */
export function parseTokenizerJson(name: string, bytes: Uint8Array, limits: JsonLimits, code: ErrorCode): JsonObject {
  const tables = findTables(bytes);
  if (tables) {
    try {
      const json = parseJsonObject(name, withoutTables(bytes, tables), limits, code);
      const { vocab, merges } = tables;
      return { ...json, model: { ...(json.model as JsonObject), vocab: vocab.texts, merges: merges.texts } };
    } catch {
      // The whole file is no JSON either, and says where.
    }
  }
  return parseJsonObject(name, bytes, limits, code);
}

function findTables(bytes: Uint8Array): Tables | undefined {
  try {
    return readTables(new JsonCursor(bytes));
  } catch (error) {
    if (error instanceof UnusualJson) return undefined;
    throw error;
  }
}

/** All but the two tables is only stepped over: it may be no JSON at all. */
function readTables(cursor: JsonCursor): Tables {
  let model: Partial<Tables> | undefined;
  cursor.members((name) => {
    if (name !== "model") return cursor.skipValue();
    if (model) unusual();
    model = readModel(cursor);
  });
  const { vocab, merges } = model ?? {};
  return vocab && merges ? { vocab, merges } : unusual();
}

function readModel(cursor: JsonCursor): Partial<Tables> {
  const tables: { -readonly [Name in keyof Tables]?: Table } = {};
  cursor.members((name) => {
    if (name !== "vocab" && name !== "merges") return cursor.skipValue();
    if (tables[name]) unusual();
    const begin = cursor.at;
    const texts = name === "vocab" ? readVocab(cursor) : readMerges(cursor);
    tables[name] = { begin, end: cursor.at, texts };
  });
  return tables;
}

/** The file with null in both places. */
function withoutTables(bytes: Uint8Array, { vocab, merges }: Tables): Uint8Array {
  const [first, second] = vocab.begin < merges.begin ? [vocab, merges] : [merges, vocab];
  const nothing = new TextEncoder().encode("null");
  const parts = [
    bytes.subarray(0, first.begin),
    nothing,
    bytes.subarray(first.end, second.begin),
    nothing,
    bytes.subarray(second.end),
  ];
  const rest = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let end = 0;
  for (const part of parts) {
    rest.set(part, end);
    end += part.length;
  }
  return rest;
}
