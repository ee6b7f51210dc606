import { QwenError } from "../errors.ts";
import type { ReadableFiles } from "../platform/file-system.ts";
import type { HubCheckpoint } from "./checkpoint.ts";
import { readJsonFile, readTextFile, readTokenizerJson, TOKENIZER_FILE } from "./hub-json.ts";
import { openHubWeights } from "./hub-weights.ts";
import { isJsonObject, type JsonObject } from "./json.ts";
import { hasOwnOutput } from "./own-output.ts";
import { oneLine } from "./quoted.ts";
import { openSentenceTransformers } from "./sentence-transformers.ts";

const SINGLE_FILE = "model.safetensors";
const INDEX_FILE = "model.safetensors.index.json";
const MAX_NAMES_IN_MESSAGE = 5;
const MAX_NAME_LENGTH = 100;

export interface HubFolder {
  readonly path: string;
  /** What the model is called. */
  readonly name: string;
}

/**
 * Opens a folder laid out as on the hub: config.json and safetensors, and what there is of tokenizer.json (or vocab.json
 * and merges.txt), tokenizer_config.json, generation_config.json and chat_template.jinja or .json.
 * @param weightsFile The one safetensors file to take, instead of model.safetensors or the parts its index names.
 * @throws QwenError `files/…`, `hub/bad-json`, `safetensors/…`
 */
export async function openHubFolder(
  folder: HubFolder,
  files: ReadableFiles,
  weightsFile?: string,
): Promise<HubCheckpoint> {
  const present = await files.listFolder(folder.path);
  const readJson = async (fileName: string) =>
    present.includes(fileName) ? await readJsonFile(files, folder.path, fileName) : undefined;
  const config = (await readJson("config.json")) ?? failToFind("config.json", folder, present);
  const readText = async (fileName: string) =>
    present.includes(fileName) ? await readTextFile(files, folder.path, fileName) : undefined;
  const tokenizerJson = present.includes(TOKENIZER_FILE)
    ? await readTokenizerJson(files, folder.path)
    : vocabularyOf(await readJson("vocab.json"), await readText("merges.txt"));
  const tokenizerConfig = await readJson("tokenizer_config.json");
  const generationConfig = await readJson("generation_config.json");
  const chatTemplate =
    (await readText("chat_template.jinja")) ??
    templateIn(await readJson("chat_template.json")) ??
    templateIn(tokenizerConfig);
  const sentenceTransformers = await openSentenceTransformers(files, folder.path, present);
  const weights = weightsFile ?? [SINGLE_FILE, INDEX_FILE].find((fileName) => present.includes(fileName));
  const opened = await openHubWeights(files, folder.path, weights ?? failToFind(SINGLE_FILE, folder, present));
  return {
    container: "safetensors",
    name: folder.name,
    config,
    ...(tokenizerJson && { tokenizerJson }),
    ...(tokenizerConfig && { tokenizerConfig }),
    ...(generationConfig && { generationConfig }),
    ...(chatTemplate !== undefined && { chatTemplate }),
    ...(sentenceTransformers && { sentenceTransformers }),
    ...opened,
    hasOwnOutput: await hasOwnOutput(opened.tensors).catch(async (error) => {
      await opened.close();
      throw error;
    }),
  };
}

/** The tokenizer of folders that have it in two files, as tokenizer.json would have it, without what happens before merging. */
function vocabularyOf(vocab: JsonObject | undefined, mergesText: string | undefined): JsonObject | undefined {
  if (vocab === undefined || mergesText === undefined) return undefined;
  const lines = mergesText.replace(/^#version.*/, "").split(/\r?\n/);
  return { model: { type: "BPE", vocab, merges: lines.filter((line) => line !== "") } };
}

/** Older checkpoints have the template in one of these files: as text, or as a list of templates with names. */
function templateIn(file: JsonObject | undefined): string | undefined {
  const entry = file?.chat_template;
  const named = Array.isArray(entry) ? entry.filter(isJsonObject).find(({ name }) => name === "default") : undefined;
  const template = named ? named.template : entry;
  return typeof template === "string" ? template : undefined;
}

function failToFind(fileName: string, folder: HubFolder, present: readonly string[]): never {
  const matching = (pattern: RegExp) => {
    const names = present.filter((name) => pattern.test(name));
    const shownNames = names.slice(0, MAX_NAMES_IN_MESSAGE).map((name) => oneLine(name, MAX_NAME_LENGTH));
    return shownNames.join(", ") + (names.length > MAX_NAMES_IN_MESSAGE ? ", …" : "");
  };
  const gguf = matching(/\.gguf$/i);
  const pickles = matching(/\.(bin|pt|pth)$/i);
  const parts = matching(/-of-\d+\.safetensors$/i);
  const advice = gguf
    ? `give the path of a GGUF file in it: ${gguf}`
    : parts
      ? `it has parts (${parts}), but no ${INDEX_FILE}, which says what is in each: download that as well`
      : pickles
        ? `convert its PyTorch files to safetensors first: ${pickles}`
        : `give a .gguf file, or a folder with config.json and ${SINGLE_FILE}`;
  throw new QwenError("files/not-found", `the folder ${folder.path} has no ${fileName}; ${advice}`, {
    details: { folder: folder.path, missing: fileName },
  });
}
