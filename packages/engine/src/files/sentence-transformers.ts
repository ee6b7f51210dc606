import type { ReadableFiles } from "../platform/file-system.ts";
import type { SentenceTransformersFiles } from "./checkpoint.ts";
import { readJsonFile } from "./hub-json.ts";

const configFile = "config_sentence_transformers.json";
const poolingFolder = "1_Pooling";

/**
 * What a folder has of Sentence Transformers' files; undefined when it has none.
 * @param present the names in the folder
 * @throws QwenError `files/…`, `hub/bad-json`
 */
export async function openSentenceTransformers(
  files: ReadableFiles,
  folder: string,
  present: readonly string[],
): Promise<SentenceTransformersFiles | undefined> {
  const moduleFolders = present.filter((name) => /^[1-9]_[A-Za-z]+$/.test(name));
  if (!present.includes(configFile) && moduleFolders.length === 0) return undefined;
  const readJson = async (inFolder: string, names: readonly string[], fileName: string) =>
    names.includes(fileName) ? await readJsonFile(files, inFolder, fileName) : undefined;
  const config = await readJson(folder, present, configFile);
  const hasPooling = moduleFolders.includes(poolingFolder);
  const poolingPath = `${folder}/${poolingFolder}`;
  const pooling = hasPooling && (await readJson(poolingPath, await files.listFolder(poolingPath), "config.json"));
  return { moduleFolders, ...(config && { config }), ...(pooling && { pooling }) };
}
