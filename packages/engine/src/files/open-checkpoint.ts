import { findPath, listFolder, openFile } from "#platform";
import { QwenError } from "../errors.ts";
import type { ReadableFiles } from "../platform/file-system.ts";
import { blobSource } from "./blob-source.ts";
import type { Checkpoint } from "./checkpoint.ts";
import { contentKind } from "./content-kind.ts";
import { openGguf } from "./gguf.ts";
import { openHubFolder } from "./hub-folder.ts";

const platformFiles: ReadableFiles = { findPath, listFolder, openFile };

/**
 * Opens a model by a path: a GGUF file or any part of a split one; a folder as on the hub, or one of the files in it. Or
 * a whole GGUF file as a Blob. Reads headers only. A file is known by its content, not by its name.
 * @param files Where the path leads. Weights are loaded from the platform's files alone.
 * @throws QwenError `files/…`, `gguf/…`, `safetensors/…`, `hub/bad-json`, `request/invalid` when the path is none
 */
export async function openCheckpoint(path: string | Blob, files: ReadableFiles = platformFiles): Promise<Checkpoint> {
  if (path instanceof Blob) return openBlob(path);
  if (typeof path !== "string" || path === "") {
    const given = path === "" ? "none" : typeof path;
    throw new QwenError("request/invalid", `The path of a model must be text, or its file a Blob; got ${given}.`);
  }
  const found = await files.findPath(path);
  if (found.kind === "folder") return openHubFolder({ path: found.path, name: folderName(found.path) }, files);
  const source = await files.openFile(found.path);
  const kind = await contentKind(source).catch(async (error) => {
    await source.close();
    throw error;
  });
  if (kind === "gguf") return openGguf(source, (fileName) => files.openFile(`${found.folder}/${fileName}`));
  await source.close();
  const folder = { path: found.folder, name: folderName(found.folder) };
  const isWhole = kind === "safetensors" && !isPartOfMany(found.name);
  return openHubFolder(folder, files, isWhole ? found.name : undefined);
}

async function openBlob(blob: Blob): Promise<Checkpoint> {
  const source = blobSource(blob instanceof File && blob.name !== "" ? blob.name : "model.gguf", blob);
  const kind = await contentKind(source);
  if (kind === "gguf")
    return openGguf(source, (fileName) => refuse(source.name, `is one of several parts, as ${fileName}`));
  return refuse(source.name, `is a ${kind} file`);
}

async function refuse(name: string, what: string): Promise<never> {
  throw new QwenError("files/unknown-format", `${name} ${what}; without a file system a model is one whole GGUF file`);
}

/** Named as the parts of a checkpoint are, which its index belongs to. */
function isPartOfMany(fileName: string): boolean {
  return /-\d{5}-of-\d{5}\.safetensors$/.test(fileName);
}

/** A snapshot in Hugging Face's cache is called by its commit: what it is of, a folder above says. */
function folderName(path: string): string {
  const [, repo] = /[/\\]models--[^/\\]+--([^/\\]+)[/\\]snapshots[/\\][0-9a-f]{40}$/.exec(path) ?? [];
  return repo ?? path.split(/[/\\]/).at(-1) ?? path;
}
