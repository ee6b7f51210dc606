import { findPath, listFolder, openFile } from "#platform";
import { QwenError } from "../errors.ts";
import type { ReadableFiles } from "../platform/file-system.ts";
import type { Checkpoint } from "./checkpoint.ts";
import { contentKind } from "./content-kind.ts";
import { openGguf } from "./gguf.ts";
import { openHubFolder } from "./hub-folder.ts";

const platformFiles: ReadableFiles = { findPath, listFolder, openFile };

/**
 * Opens a model by a path: a GGUF file or any part of a split one; a folder as on the hub, or one of the files in it.
 * Reads headers only. A file is known by its content, not by its name.
 * @param files Where the path leads. Weights are loaded from the platform's files alone.
 * @throws QwenError `files/…`, `gguf/…`, `safetensors/…`, `hub/bad-json`, `request/invalid` when the path is none
 */
export async function openCheckpoint(path: string, files: ReadableFiles = platformFiles): Promise<Checkpoint> {
  if (typeof path !== "string" || path === "") {
    throw new QwenError(
      "request/invalid",
      `The path of a model must be text, got ${path === "" ? "none" : typeof path}.`,
    );
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

/** Named as the parts of a checkpoint are, which its index belongs to. */
function isPartOfMany(fileName: string): boolean {
  return /-\d{5}-of-\d{5}\.safetensors$/.test(fileName);
}

/** A snapshot in Hugging Face's cache is called by its commit: what it is of, a folder above says. */
function folderName(path: string): string {
  const [, repo] = /[/\\]models--[^/\\]+--([^/\\]+)[/\\]snapshots[/\\][0-9a-f]{40}$/.exec(path) ?? [];
  return repo ?? path.split(/[/\\]/).at(-1) ?? path;
}
