import { QwenError } from "@qwents/engine";
import { formatBytes } from "../terminal/format.ts";
import { UsageError } from "../terminal/usage-error.ts";
import { type GgufModel, ggufModels, modelsMatching } from "./gguf-models.ts";
import { addressOf, commitOf, ggufFilesOf, type HubFile } from "./hub-api.ts";
import { HubCache, sizeOf } from "./hub-cache.ts";
import { HubClient } from "./hub-client.ts";
import type { HubReference } from "./model-reference.ts";
import { checkModelSize, mostModelBytes } from "./model-size.ts";
import type { PulledModel, PullOptions } from "./pull-options.ts";
import { receiveFile, retriesOf } from "./receive-file.ts";

type HubModel = GgufModel<HubFile>;

/** Brings a model of a repository into the cache; what other tools have left there is not loaded again. */
export async function pullFromHub(reference: HubReference, options: PullOptions): Promise<PulledModel> {
  const { settings, signal } = options;
  const client = new HubClient(settings);
  const access = { client, endpoint: settings.endpoint, retries: retriesOf(options), signal };
  const { repo, revision } = reference;
  const commit = await commitOf(repo, revision, access);
  const { files } = chooseModel(reference, ggufModels(await ggufFilesOf(repo, commit, access)));
  const cache = new HubCache(settings.hubFolder);
  let pulledBytes = 0;
  for (const file of files) pulledBytes += await pullFile({ repo, commit, file }, cache, client, options);
  await cache.setRevision(repo, revision, commit);
  return { place: cache.snapshotPlace(repo, commit, files[0].path), sizeBytes: sizeOfAll(files), pulledBytes };
}

interface FileAtCommit {
  readonly repo: string;
  readonly commit: string;
  readonly file: HubFile;
}

/** Gives the number of bytes that came over the network. */
async function pullFile(
  { repo, commit, file }: FileAtCommit,
  cache: HubCache,
  client: HubClient,
  options: PullOptions,
) {
  const { path, sha256, sizeBytes } = file;
  if ((await sizeOf(cache.snapshotPlace(repo, commit, path))) === sizeBytes) return 0;
  const hasBlob = await cache.hasBlob(repo, sha256, sizeBytes);
  const pulledBytes = hasBlob ? 0 : await pullBlob({ repo, commit, file }, cache, client, options);
  await cache.link(repo, commit, path, sha256);
  return pulledBytes;
}

async function pullBlob(
  { repo, commit, file }: FileAtCommit,
  cache: HubCache,
  client: HubClient,
  options: PullOptions,
) {
  const { path, sha256, sizeBytes } = file;
  const place = cache.blobPlace(repo, sha256);
  // A name of its own: another tool's half files may have holes.
  const partialPlace = `${place}.qwents-incomplete`;
  const url = addressOf(options.settings.endpoint, repo, commit, path);
  const download = { url, subject: `${repo}/${path}`, sizeBytes, sha256, mostBytes: sizeBytes };
  return (await receiveFile({ download, partialPlace, place }, client, options))?.pulledBytes ?? 0;
}

/** @throws QwenError `hub/not-found`, `model/too-large`; UsageError when it could be one of several */
function chooseModel({ repo, file }: HubReference, models: readonly HubModel[]): HubModel {
  const matching = modelsMatching(models, file);
  if (models.length === 0) {
    const message = `${repo} has no GGUF files; look for a repository whose name ends in GGUF`;
    throw new QwenError("hub/not-found", message);
  }
  if (matching.length === 0) {
    throw new QwenError("hub/not-found", `${repo} has no ${file}; it has ${models.map(labelled).join(", ")}`);
  }
  const [model, another] = matching;
  if (another) {
    const choice = matching.map(labelled).join(", ");
    throw new UsageError(`${repo} has several models: ${choice}; name one, as in ${repo}:${model.label}`);
  }
  const smaller = models.filter(({ files }) => sizeOfAll(files) < mostModelBytes).map(labelled);
  checkModelSize(`${repo}:${model.label}`, sizeOfAll(model.files), smaller);
  return model;
}

const sizeOfAll = (files: readonly HubFile[]): number => files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);

const labelled = ({ label, files }: HubModel): string => `${label} (${formatBytes(sizeOfAll(files))})`;
