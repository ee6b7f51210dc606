import { basename, dirname } from "node:path";
import { type CheckpointSummary, inspectCheckpoint, QwenError, type ReadableFiles } from "@qwents/engine";
import type { HubModel, HubRepo } from "./hub-repo.ts";
import { remoteFile } from "./remote-file.ts";

/**
 * Looks inside a model that is on a hub: reads the headers of its files there, no more.
 * @throws QwenError of `hub/`, and of what `inspectCheckpoint` finds
 */
export async function inspectOnHub(repo: HubRepo, { container, files }: HubModel): Promise<CheckpointSummary> {
  const folder = repo.reference.repo;
  return await inspectCheckpoint(container === "gguf" ? `${folder}/${files[0].path}` : folder, filesOf(repo, files));
}

/** A model's files under the name of the repository; of a folder only what the weights are described by. */
function filesOf({ reference, site, access, listing }: HubRepo, files: HubModel["files"]): ReadableFiles {
  const { repo, revision } = reference;
  const byPath = new Map(files.map((file) => [`${repo}/${file.path}`, file]));
  return {
    findPath: async (path) => ({
      kind: path === repo ? "folder" : "file",
      path,
      name: basename(path),
      folder: dirname(path),
    }),
    async listFolder() {
      const paths = files.map(({ path }) => path);
      return paths.filter((path) => /\.safetensors(\.index\.json)?$|^config\.json$/.test(path)).sort();
    },
    async openFile(path) {
      const file = byPath.get(path);
      if (file === undefined) throw new QwenError("hub/not-found", `there is no ${path} on ${site.name}`);
      const url = site.addressOf(access.endpoint, { repo, revision, commit: listing.commit, path: file.path });
      return remoteFile({ url, subject: path, name: basename(path), sizeBytes: file.sizeBytes }, access);
    },
  };
}
