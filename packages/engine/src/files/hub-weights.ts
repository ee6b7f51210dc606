import { QwenError } from "../errors.ts";
import type { ReadableFiles } from "../platform/file-system.ts";
import type { TensorRecord } from "./checkpoint.ts";
import { contentKind } from "./content-kind.ts";
import { readJsonFile } from "./hub-json.ts";
import { isJsonObject, type JsonObject } from "./json.ts";
import { quoted } from "./quoted.ts";
import { readSafetensors, type Safetensors } from "./safetensors.ts";
import type { Source } from "./source.ts";

/** The weights of a folder, from one file or from several. */
export interface HubWeights {
  readonly tensors: ReadonlyMap<string, TensorRecord>;
  readonly sizeBytes: number;
  close(): Promise<void>;
}

/**
 * Opens the weights that `fileName` holds, or, when it is an index (….index.json), those of the files it names.
 * @throws QwenError `files/…`, `hub/bad-json`, `safetensors/…`
 */
export async function openHubWeights(files: ReadableFiles, folder: string, fileName: string): Promise<HubWeights> {
  const sources: Source[] = [];
  const close = async () => {
    await Promise.all(sources.map((source) => source.close()));
  };
  const openPart = async (partName: string): Promise<Safetensors> => {
    const source = await files.openFile(`${folder}/${partName}`);
    sources.push(source);
    await contentKind(source); // recognises a Git LFS pointer, which is what many a cloned folder holds
    return readSafetensors(source);
  };
  try {
    const tensors = fileName.endsWith(".index.json")
      ? await openIndexed(fileName, await readJsonFile(files, folder, fileName), openPart)
      : (await openPart(fileName)).tensors;
    return { tensors, sizeBytes: sources.reduce((sum, source) => sum + source.sizeBytes, 0), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openIndexed(
  indexName: string,
  { weight_map: weightMap }: JsonObject,
  openPart: (partName: string) => Promise<Safetensors>,
): Promise<Map<string, TensorRecord>> {
  if (!isJsonObject(weightMap)) throw badIndex(indexName, "expected an object weight_map");
  const tensors = new Map<string, TensorRecord>();
  const parts = new Map<string, Safetensors>();
  for (const [tensorName, partName] of Object.entries(weightMap)) {
    if (!isPlainFileName(partName)) {
      throw badIndex(indexName, `expected tensor ${quoted(tensorName)} in a .safetensors file of the same folder`);
    }
    const part = parts.get(partName) ?? (await openPart(partName));
    parts.set(partName, part);
    const record = part.tensors.get(tensorName);
    if (!record) throw badIndex(indexName, `expected tensor ${quoted(tensorName)} in ${partName}, which lacks it`);
    tensors.set(tensorName, record);
  }
  return tensors;
}

/** A name that cannot lead out of the folder. */
function isPlainFileName(name: unknown): name is string {
  return typeof name === "string" && /^[^/\\:]+\.safetensors$/.test(name);
}

function badIndex(indexName: string, what: string): QwenError {
  return new QwenError(
    "safetensors/bad-index",
    `${indexName}: ${what}; the index does not fit the files beside it, fetch all of them again`,
  );
}
