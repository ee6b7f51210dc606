import { dirname } from "node:path";
import { QwenError } from "@qwents/engine";
import type { Download } from "@qwents/protocol";
import { urlPlace } from "../hub/cached-models.ts";
import { HubCache, sizeOf } from "../hub/hub-cache.ts";
import type { HubSettings } from "../hub/hub-settings.ts";
import type { ModelReference } from "../hub/model-reference.ts";
import type { ComingModel } from "../hub/pull-options.ts";
import { leftovers, removeModel } from "../hub/remove-model.ts";
import { bytesOf, planUnfinishedRemoval, type UnfinishedFile } from "../hub/remove-unfinished.ts";
import { isSafePath } from "../hub/safe-path.ts";

/** What has come of models that are not whole. */
export class DownloadParts {
  readonly #settings: HubSettings;

  constructor(settings: HubSettings) {
    this.#settings = settings;
  }

  /** The files of a model that are not here, whole. */
  async newPaths({ listed }: ComingModel): Promise<string[]> {
    if (listed === undefined) return [];
    const { repo, hub } = listed.repo.reference;
    const cache = new HubCache(this.#settings[hub].folder);
    const paths = listed.model.files.map(async ({ path, digest, sizeBytes }) => {
      const places = [cache.blobPlace(repo, digest.hex), cache.snapshotPlace(repo, listed.repo.listing.commit, path)];
      return (await Promise.all(places.map(sizeOf))).includes(sizeBytes) ? [] : [path];
    });
    return (await Promise.all(paths)).flat();
  }

  /** @param newPaths of the files that were not here before the download */
  async remove(reference: ModelReference, { files }: Download, newPaths: readonly string[]): Promise<void> {
    if (reference.kind === "url") {
      const folder = dirname(urlPlace(reference.url, this.#settings));
      const left = await leftovers(reference.name, folder, folder).catch(noneLeft);
      if (left !== undefined) await removeModel(left);
      return;
    }
    const own = files.filter(({ name }) => newPaths.includes(name)).flatMap(unfinishedFile);
    await removeModel(await planUnfinishedRemoval(reference, own, this.#settings));
  }

  /** A download of an earlier run of the server, with what is there of it. */
  async measure(reference: ModelReference, download: Download): Promise<Download> {
    if (reference.kind === "url") return download;
    const files = download.files.map(async (file) => {
      const [unfinished] = unfinishedFile(file);
      const here = unfinished === undefined ? 0 : await bytesOf(reference, unfinished, this.#settings);
      return { ...file, downloaded_bytes: Math.min(file.size_bytes, here) };
    });
    return { ...download, files: await Promise.all(files) };
  }
}

/** Whether two models have a file in common. */
export function sharesFiles(a: ComingModel | undefined, b: ComingModel): boolean {
  const digests = new Set(digestsOf(b));
  return a !== undefined && (digestsOf(a).some((digest) => digests.has(digest)) || a.name === b.name);
}

const digestsOf = ({ listed }: ComingModel): string[] => listed?.model.files.map(({ digest }) => digest.hex) ?? [];

/** None where a note does not say what can be. */
function unfinishedFile({ name, digest = "" }: Download["files"][number]): UnfinishedFile[] {
  const hex = /^(?:sha256|git-blob):([0-9a-f]{40}(?:[0-9a-f]{24})?)$/.exec(digest)?.[1];
  return hex === undefined || !isSafePath(name) ? [] : [{ path: name, hex }];
}

function noneLeft(error: unknown): undefined {
  if (error instanceof QwenError && error.code === "files/not-found") return undefined;
  throw error;
}
