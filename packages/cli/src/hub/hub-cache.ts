import { mkdir, readdir, readFile, rename, rm, stat, symlink, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { mayBelongToModel } from "./hub-listing.ts";
import { writeFault } from "./write-faults.ts";

/** A file that other tools or an earlier pull have left, whole. */
export interface CachedFile {
  /** Within the repository. */
  readonly path: string;
  /** On this machine. */
  readonly place: string;
  readonly sizeBytes: number;
}

/**
 * Hugging Face's cache of models, shared with other tools: contents in `blobs/<digest>`, names as links to them in
 * `snapshots/<commit>/`, branches and tags in `refs/`.
 * @see https://huggingface.co/docs/huggingface_hub/guides/manage-cache
 */
export class HubCache {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** `hex`: of the digest that the hub tells the content by. */
  blobPlace(repo: string, hex: string): string {
    return join(this.repoFolder(repo), "blobs", hex);
  }

  snapshotPlace(repo: string, commit: string, path: string): string {
    return join(this.repoFolder(repo), "snapshots", commit, path);
  }

  /** Whether a blob is here. One of another size is damaged, and deleted. @throws QwenError `files/unwritable` */
  async hasBlob(repo: string, hex: string, sizeBytes: number): Promise<boolean> {
    const place = this.blobPlace(repo, hex);
    const here = await sizeOf(place);
    if (here !== undefined && here !== sizeBytes) {
      await rm(place).catch((cause) => {
        throw writeFault(cause, place);
      });
    }
    return here === sizeBytes;
  }

  /** Gives a blob its name in a snapshot. @throws QwenError `files/unwritable` */
  async link(repo: string, commit: string, path: string, hex: string): Promise<void> {
    const blob = this.blobPlace(repo, hex);
    const place = this.snapshotPlace(repo, commit, path);
    try {
      await mkdir(dirname(place), { recursive: true });
      await rm(place, { force: true });
      await symlink(relative(dirname(place), blob), place).catch(async (error) => {
        // Where links need a right that users lack, as on Windows, the file itself moves, as it does in other tools.
        if (error.code !== "EPERM" && error.code !== "ENOSYS" && error.code !== "ENOTSUP") throw error;
        await rename(blob, place);
      });
    } catch (cause) {
      throw writeFault(cause, place);
    }
  }

  /** Notes what a branch or tag stands for. @throws QwenError `files/unwritable` */
  async setRevision(repo: string, revision: string, commit: string): Promise<void> {
    if (revision === commit) return;
    const place = join(this.repoFolder(repo), "refs", revision);
    try {
      await mkdir(dirname(place), { recursive: true });
      await writeFile(place, commit);
    } catch (cause) {
      throw writeFault(cause, place);
    }
  }

  /** All repositories of models, sorted. */
  async repos(): Promise<string[]> {
    const names = await namesIn(this.folder);
    return names.filter((name) => /^models--.+--.+$/.test(name)).map((name) => name.slice(8).replace("--", "/"));
  }

  /** What a branch or tag stood for when it was last asked for; a commit stands for itself. */
  async commitOf(repo: string, revision: string): Promise<string> {
    const text = await readFile(join(this.repoFolder(repo), "refs", revision), "utf8").catch(() => revision);
    return text.trim();
  }

  /** The commits of which something is there. */
  async commits(repo: string): Promise<string[]> {
    return await namesIn(join(this.repoFolder(repo), "snapshots"));
  }

  /** The files of a snapshot that may belong to a model, without those whose content has gone. */
  async modelFiles(repo: string, commit: string): Promise<CachedFile[]> {
    const folder = this.snapshotPlace(repo, commit, "");
    const paths = (await namesIn(folder, true)).filter(mayBelongToModel);
    const files = await Promise.all(
      paths.map(async (path) => ({ path, place: join(folder, path), sizeBytes: await sizeOf(join(folder, path)) })),
    );
    return files.filter((file): file is CachedFile => file.sizeBytes !== undefined);
  }

  repoFolder(repo: string): string {
    return join(this.folder, `models--${repo.replace("/", "--")}`);
  }
}

/** Size of a file; undefined for what is none. Follows links. */
export async function sizeOf(place: string): Promise<number | undefined> {
  const stats = await stat(place).catch(() => undefined);
  return stats?.isFile() ? stats.size : undefined;
}

/** What a file takes on the disk, which is less than its size where it has gaps; 0 where there is none. */
export async function allocatedBytes(place: string): Promise<number> {
  const stats = await stat(place).catch(() => undefined);
  return stats?.isFile() ? Math.min(stats.size, stats.blocks * 512) : 0;
}

/** Names in a folder, sorted, with forward slashes; none where there is no folder. */
export async function namesIn(folder: string, recursive = false): Promise<string[]> {
  const names = await readdir(folder, { recursive }).catch(() => []);
  return names.map((name) => name.replaceAll("\\", "/")).sort();
}
