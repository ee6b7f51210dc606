import { lstat, readFile, readlink, rm, rmdir, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { QwenError } from "@qwents/engine";
import { UsageError } from "../terminal/usage-error.ts";
import { findCached, type ModelFolders, type ModelOrigin, urlPlace } from "./cached-models.ts";
import { acquireLock } from "./file-lock.ts";
import { allocatedBytes, HubCache, namesIn, sizeOf } from "./hub-cache.ts";
import { hubSites } from "./hub-sites.ts";
import type { ModelReference } from "./model-reference.ts";
import { partialEnding } from "./partial-state.ts";
import { repoModels } from "./repo-models.ts";
import { writeFault } from "./write-faults.ts";

/** What removing a model deletes. */
export interface Removal {
  /** For people. */
  readonly name: string;
  /** Names in snapshots, and contents that no other name leads to. */
  readonly files: readonly string[];
  /** What that frees. */
  readonly sizeBytes: number;
  /** The folder of the repository or file, which goes as well once it holds nothing any more. */
  readonly root: string;
}

/**
 * What is here of a model and nothing else needs: in all revisions, unless one was named; where no model is whole, what
 * interrupted pulls have left.
 * @throws QwenError `files/not-found`, `files/unwritable` while it is being pulled; UsageError when it could be one of several
 */
export async function planRemoval(reference: ModelReference, folders: ModelFolders): Promise<Removal> {
  const [found, another] = await findCached(reference, folders);
  if (another) throw new UsageError(`${reference.name} has several models here; name one, as in ${found.name}`);
  if (reference.kind === "url") {
    const root = dirname(urlPlace(reference.url, folders));
    return found ? await contentRemoval(found.name, found.place, root) : await leftovers(reference.name, root, root);
  }
  const cache = new HubCache(folders[reference.hub].folder);
  const root = cache.repoFolder(reference.repo);
  if (!found?.origin) return await leftovers(reference.name, join(root, "blobs"), root);
  const isMain = reference.revision === hubSites[reference.hub].mainRevision;
  const names = await namesOf(
    found.origin,
    isMain ? await cache.commits(reference.repo) : [found.origin.commit],
    cache,
  );
  const contents = await contentsOfOnly(names, root);
  const sizes = await Promise.all(contents.map(sizeOf));
  const files = [...new Set([...names, ...contents])];
  return { name: found.name, files, sizeBytes: sizes.reduce<number>((sum, size = 0) => sum + size, 0), root };
}

/** The same for a file from the web, by its place here; undefined for any other path. */
export async function planPathRemoval(path: string, { urlFolder }: ModelFolders): Promise<Removal | undefined> {
  const place = resolve(path);
  const isPulled = dirname(dirname(place)) === urlFolder && (await sizeOf(place)) !== undefined;
  return isPulled ? await contentRemoval(place, place, dirname(place)) : undefined;
}

/** Deletes what was planned, and what then is empty or leads nowhere. @throws QwenError `files/unwritable` */
export async function removeModel({ files, root }: Removal): Promise<void> {
  for (const file of files) {
    await rm(file, { force: true }).catch((cause) => {
      throw writeFault(cause, file);
    });
  }
  const snapshots = join(root, "snapshots");
  const folders = (await namesIn(snapshots, true)).reverse();
  // Only empty ones can be removed so.
  for (const folder of folders) await rmdir(join(snapshots, folder)).catch(() => {});
  for (const name of await namesIn(join(root, "refs"), true)) await removeStaleRef(join(root, "refs", name), snapshots);
  const left = [...(await namesIn(snapshots)), ...(await namesIn(join(root, "blobs")))];
  if (left.length === 0) await rm(root, { recursive: true, force: true });
}

/** A branch or tag of which no snapshot is left. */
async function removeStaleRef(place: string, snapshots: string): Promise<void> {
  const commit = await readFile(place, "utf8").catch(() => undefined);
  if (commit === undefined) return;
  const isThere = await stat(join(snapshots, commit.trim())).catch(() => undefined);
  if (!isThere) await rm(place, { force: true });
}

/** A model's names in snapshots. */
async function namesOf({ repo, label }: ModelOrigin, commits: readonly string[], cache: HubCache): Promise<string[]> {
  const names: string[] = [];
  for (const commit of commits) {
    const models = repoModels(await cache.modelFiles(repo, commit));
    const same = models.filter((model) => model.label === label);
    names.push(...same.flatMap(({ files }) => files.map(({ place }) => place)));
  }
  return names;
}

/** What only these names lead to: contents in the repository's `blobs`, or, where there are no links, the files themselves. */
async function contentsOfOnly(names: readonly string[], root: string): Promise<string[]> {
  const snapshots = join(root, "snapshots");
  const others = (await namesIn(snapshots, true)).map((name) => join(snapshots, name));
  const kept = new Set<string | undefined>();
  for (const other of others) if (!names.includes(other)) kept.add(await contentOf(other, root));
  const contents = new Set<string>();
  for (const name of names) {
    const content = await contentOf(name, root);
    if (content !== undefined && !kept.has(content)) contents.add(content);
  }
  return [...contents];
}

/** Undefined for folders, and for links that lead out of the repository. */
export async function contentOf(name: string, root: string): Promise<string | undefined> {
  const stats = await lstat(name);
  if (stats.isFile()) return name;
  if (!stats.isSymbolicLink()) return undefined;
  const target = resolve(dirname(name), await readlink(name));
  return dirname(target) === join(root, "blobs") ? target : undefined;
}

async function contentRemoval(name: string, place: string, root: string): Promise<Removal> {
  return { name, files: [place], sizeBytes: (await sizeOf(place)) ?? 0, root };
}

/** What interrupted pulls have left in a folder. @throws QwenError `files/not-found`, `files/unwritable` */
export async function leftovers(name: string, folder: string, root: string): Promise<Removal> {
  const names = (await namesIn(folder)).filter((file) => file.includes(partialEnding));
  const partials = names.filter((file) => file.endsWith(partialEnding)).map((file) => join(folder, file));
  if (partials.length === 0) {
    throw new QwenError("files/not-found", `${name} is not on this machine; qwen.ts list shows what is`);
  }
  // Whoever pulls them just now has the locks.
  for (const partial of partials) await (await acquireLock(`${partial}.lock`))();
  const sizes = await Promise.all(partials.map(allocatedBytes));
  const sizeBytes = sizes.reduce((sum, size) => sum + size, 0);
  return { name: `what has come of ${name}`, files: names.map((file) => join(folder, file)), sizeBytes, root };
}
