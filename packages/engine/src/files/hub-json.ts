import { QwenError } from "../errors.ts";
import type { ReadableFiles } from "../platform/file-system.ts";
import { type JsonLimits, type JsonObject, parseJson, parseJsonObject } from "./json.ts";
import { parseTokenizerJson } from "./tokenizer-json.ts";

export const TOKENIZER_FILE = "tokenizer.json";

/** The largest tokenizer.json of the Qwen family takes about 20 MB and a million values. */
const MAX_BYTES = 100_000_000;
const LIMITS: JsonLimits = { maxDepth: 64, maxValues: 3_000_000 };

/** The JSON object in a file of a folder. @throws QwenError `files/…`, `hub/bad-json` */
export async function readJsonFile(files: ReadableFiles, folder: string, fileName: string): Promise<JsonObject> {
  return parseJsonObject(fileName, await readSmallFile(files, folder, fileName), LIMITS, "hub/bad-json");
}

/** The tokenizer.json of a folder, see `parseTokenizerJson`. @throws QwenError `files/…`, `hub/bad-json` */
export async function readTokenizerJson(files: ReadableFiles, folder: string): Promise<JsonObject> {
  const bytes = await readSmallFile(files, folder, TOKENIZER_FILE);
  return parseTokenizerJson(TOKENIZER_FILE, bytes, LIMITS, "hub/bad-json");
}

/** What a JSON file of a folder holds, if it is a list; else an empty one. @throws QwenError `files/…`, `hub/bad-json` */
export async function readJsonList(
  files: ReadableFiles,
  folder: string,
  fileName: string,
): Promise<readonly unknown[]> {
  const value = parseJson(fileName, await readSmallFile(files, folder, fileName), LIMITS, "hub/bad-json");
  return Array.isArray(value) ? value : [];
}

/** The text in a file of a folder. @throws QwenError `files/…`, `hub/bad-json` */
export async function readTextFile(files: ReadableFiles, folder: string, fileName: string): Promise<string> {
  return new TextDecoder().decode(await readSmallFile(files, folder, fileName));
}

async function readSmallFile(files: ReadableFiles, folder: string, fileName: string): Promise<Uint8Array> {
  const source = await files.openFile(`${folder}/${fileName}`);
  try {
    if (source.sizeBytes <= MAX_BYTES) return await source.read(0, source.sizeBytes);
    throw new QwenError("hub/bad-json", `${fileName} has ${source.sizeBytes} bytes; expected at most ${MAX_BYTES}`);
  } finally {
    await source.close();
  }
}
