import type { ReadableFiles } from "../platform/file-system.ts";
import type { SentenceTransformersFiles } from "./checkpoint.ts";
import { readJsonFile, readJsonList } from "./hub-json.ts";
import { isJsonObject } from "./json.ts";

const configFile = "config_sentence_transformers.json";
const modulesFile = "modules.json";
const poolingFolder = "1_Pooling";
const moduleFolder = /^[1-9]_([A-Za-z]+)$/;

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
  const hasModules = present.includes(modulesFile);
  // Empty folders are not kept everywhere, and others may not have been fetched: the list of modules knows better.
  const modules = hasModules
    ? (await readJsonList(files, folder, modulesFile)).flatMap(classOf)
    : present.flatMap((name) => moduleFolder.exec(name)?.[1] ?? []);
  if (!present.includes(configFile) && !hasModules && modules.length === 0) return undefined;
  const readJson = async (inFolder: string, names: readonly string[], fileName: string) =>
    names.includes(fileName) ? await readJsonFile(files, inFolder, fileName) : undefined;
  const config = await readJson(folder, present, configFile);
  const poolingPath = `${folder}/${poolingFolder}`;
  const inPooling = present.includes(poolingFolder) ? await files.listFolder(poolingPath) : [];
  const pooling = await readJson(poolingPath, inPooling, "config.json");
  return { modules, ...(config && { config }), ...(pooling && { pooling }) };
}

/** The class of a module behind the decoder, which is the module whose path is empty. */
function classOf(module: unknown): string[] {
  const { type, path } = isJsonObject(module) ? module : {};
  return typeof type !== "string" || path === "" ? [] : [type.slice(type.lastIndexOf(".") + 1)];
}
