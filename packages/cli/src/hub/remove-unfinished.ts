import { basename, join } from "node:path";
import type { ModelFolders } from "./cached-models.ts";
import { acquireLock } from "./file-lock.ts";
import { allocatedBytes, HubCache, namesIn, sizeOf } from "./hub-cache.ts";
import type { HubReference } from "./model-reference.ts";
import { partialEnding } from "./partial-state.ts";
import { contentOf, type Removal } from "./remove-model.ts";

/** A file of a model that is not whole. */
export interface UnfinishedFile {
  /** Within the repository. */
  readonly path: string;
  /** Of its digest. */
  readonly hex: string;
}

/**
 * What has come of these files, whole or not, and the names that snapshots have for it.
 * @throws QwenError `files/unwritable` while another process pulls one of them
 */
export async function planUnfinishedRemoval(
  { hub, repo }: HubReference,
  files: readonly UnfinishedFile[],
  folders: ModelFolders,
): Promise<Removal> {
  const cache = new HubCache(folders[hub].folder);
  const root = cache.repoFolder(repo);
  const blobs = await namesIn(join(root, "blobs"));
  const places: string[] = [];
  for (const { path, hex } of files) {
    const own = blobs.filter((name) => name === hex || name.startsWith(`${hex}${partialEnding}`));
    const isPartial = own.includes(`${hex}${partialEnding}`);
    if (isPartial) await (await acquireLock(`${cache.blobPlace(repo, hex)}${partialEnding}.lock`))();
    places.push(...own.map((name) => join(root, "blobs", name)));
    for (const commit of await cache.commits(repo)) {
      const name = cache.snapshotPlace(repo, commit, path);
      const content = await contentOf(name, root).catch(() => undefined);
      if (content !== undefined && basename(content) === hex) places.push(name);
    }
  }
  const sizes = await Promise.all(places.map(allocatedBytes));
  return { name: repo, files: places, sizeBytes: sizes.reduce((sum, size) => sum + size, 0), root };
}

/** How many bytes of a file are on the disk. */
export async function bytesOf({ hub, repo }: HubReference, { hex }: UnfinishedFile, folders: ModelFolders) {
  const place = new HubCache(folders[hub].folder).blobPlace(repo, hex);
  return (await sizeOf(place)) ?? (await allocatedBytes(`${place}${partialEnding}`));
}
