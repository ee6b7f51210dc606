import { allocatedBytes, HubCache, sizeOf } from "./hub-cache.ts";
import type { HubFile } from "./hub-listing.ts";
import { chooseModel, type HubModel, type HubRepo, labelled, openHubRepo, sizeOfFiles } from "./hub-repo.ts";
import type { HubReference } from "./model-reference.ts";
import { checkModelSize, mostModelBytes } from "./model-size.ts";
import { partialEnding } from "./partial-state.ts";
import type { PulledModel, PullOptions, PullProgress } from "./pull-options.ts";
import { checkSpace, receiveFile } from "./receive-file.ts";

/** Brings a model of a repository into the cache; what other tools have left there is not loaded again. */
export async function pullFromHub(reference: HubReference, options: PullOptions): Promise<PulledModel> {
  const repo = await openHubRepo(reference, options);
  const model = chooseModel(repo);
  const { container, label, files } = model;
  const name = `${reference.repo}:${label}`;
  const sizeBytes = sizeOfFiles(files);
  const smaller = repo.models.filter((model) => sizeOfFiles(model.files) < mostModelBytes).map(labelled);
  if (!options.force) checkModelSize(name, sizeBytes, smaller, options.byForce);
  const cache = new HubCache(options.settings[reference.hub].folder);
  const { commit } = repo.listing;
  const missing = await missingBytes(repo, model, cache);
  if (missing > 0)
    await options.beforePull?.({ name, label, sizeBytes, missingBytes: missing, listed: { repo, model } });
  await checkSpace(cache.folder, name, missing);
  let pulledBytes = 0;
  let doneBytes = 0;
  for (const file of files) {
    const onProgress = (progress: PullProgress) =>
      options.onProgress?.({ ...progress, doneBytes: doneBytes + progress.doneBytes, totalBytes: sizeBytes });
    pulledBytes += await pullFile(repo, file, cache, { ...options, onProgress });
    doneBytes += file.sizeBytes;
  }
  await cache.setRevision(reference.repo, reference.revision, commit);
  const place = cache.snapshotPlace(reference.repo, commit, container === "gguf" ? files[0].path : "");
  return { place, sizeBytes, pulledBytes };
}

/** What is still to come of a model, about: of a file that was begun, what it takes on the disk already is not. */
export async function missingBytes(
  { reference, listing }: HubRepo,
  { files }: HubModel,
  cache: HubCache,
): Promise<number> {
  let missing = 0;
  for (const { path, digest, sizeBytes } of files) {
    const blob = cache.blobPlace(reference.repo, digest.hex);
    const places = [cache.snapshotPlace(reference.repo, listing.commit, path), blob];
    const sizes = await Promise.all(places.map(sizeOf));
    if (!sizes.includes(sizeBytes)) missing += Math.max(0, sizeBytes - (await allocatedBytes(partialPlace(blob))));
  }
  return missing;
}

/** Gives the number of bytes that came over the network. */
async function pullFile(repo: HubRepo, file: HubFile, cache: HubCache, options: PullOptions): Promise<number> {
  const { path, digest, sizeBytes } = file;
  const { reference, listing } = repo;
  if ((await sizeOf(cache.snapshotPlace(reference.repo, listing.commit, path))) === sizeBytes) return 0;
  const hasBlob = await cache.hasBlob(reference.repo, digest.hex, sizeBytes);
  const pulledBytes = hasBlob ? 0 : await pullBlob(repo, file, cache, options);
  await cache.link(reference.repo, listing.commit, path, digest.hex);
  return pulledBytes;
}

async function pullBlob(
  { reference: { repo, revision }, site, access, listing: { commit } }: HubRepo,
  { path, digest, sizeBytes }: HubFile,
  cache: HubCache,
  options: PullOptions,
) {
  const place = cache.blobPlace(repo, digest.hex);
  const url = site.addressOf(access.endpoint, { repo, revision, commit, path });
  const download = { url, subject: `${repo}/${path}`, sizeBytes, digest, mostBytes: sizeBytes };
  const receipt = { download, partialPlace: partialPlace(place), place };
  return (await receiveFile(receipt, access.client, options))?.pulledBytes ?? 0;
}

const partialPlace = (blobPlace: string): string => `${blobPlace}${partialEnding}`;
