import { createHash } from "node:crypto";
import { rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { QwenError } from "@qwents/engine";
import { urlPlace } from "./cached-models.ts";
import { acquireLock } from "./file-lock.ts";
import { namesIn, sizeOf } from "./hub-cache.ts";
import { HubClient } from "./hub-client.ts";
import { offline } from "./hub-repo.ts";
import { hubSites } from "./hub-sites.ts";
import type { UrlReference } from "./model-reference.ts";
import { checkModelSize, mostModelBytes } from "./model-size.ts";
import type { PartialFile } from "./partial-file.ts";
import { partialEnding } from "./partial-state.ts";
import type { PulledModel, PullOptions } from "./pull-options.ts";
import { tagOf } from "./ranged-request.ts";
import { type Receipt, type Received, receiveFile, retriesOf } from "./receive-file.ts";
import { repoModels } from "./repo-models.ts";
import { withRetries } from "./retry.ts";

/** What a server says about a file before it sends it. */
interface Described {
  readonly sizeBytes: number | undefined;
  /** Differs when the content differs; undefined where the server gives nothing to tell by. */
  readonly tag: string | undefined;
}

/** Brings a file from anywhere on the web, once: what is here stays as it is. */
export async function pullFromUrl(reference: UrlReference, options: PullOptions): Promise<PulledModel> {
  const { name, url } = reference;
  const place = urlPlace(url, options.settings);
  const here = await sizeOf(place);
  if (here !== undefined) return { place, sizeBytes: here, pulledBytes: 0 };
  if (options.settings.isOffline) throw offline(name);
  const client = new HubClient(hubSites.huggingFace, options.settings.huggingFace, { fetch: options.fetchUrl });
  const { sizeBytes, tag } = await describe(reference, client, options);
  if (!options.force) checkModelSize(name, sizeBytes ?? 0, [], options.byForce);
  if (sizeBytes !== undefined)
    await options.beforePull?.({ name, label: labelOf(url), sizeBytes, missingBytes: sizeBytes });
  const mostBytes = options.force ? Number.MAX_SAFE_INTEGER : mostModelBytes;
  const partialPlace = join(dirname(place), `${hashOf(`${tag} ${sizeBytes}`)}${partialEnding}`);
  const download = { url, subject: name, sizeBytes, digest: undefined, tag, mostBytes };
  const check = (file: PartialFile) => checkIsGguf(file, name);
  const received = await receiveAlone({ download, partialPlace, place, check }, client, options);
  const pulled = { place, sizeBytes: (await sizeOf(place)) ?? 0, pulledBytes: received?.pulledBytes ?? 0 };
  return received ? { ...pulled, uncheckedSha256: received.digest } : pulled;
}

/** Asks for the first byte alone: unlike HEAD, that works with addresses signed for GET. */
async function describe({ name, url }: UrlReference, client: HubClient, options: PullOptions): Promise<Described> {
  const ask = async () => {
    const headers = { range: "bytes=0-0", "accept-encoding": "identity" };
    const answer = await client.get(url, { subject: name, signal: options.signal, headers });
    await answer.cancel();
    return answer;
  };
  const { status, headers } = await withRetries(ask, retriesOf(options), options.signal);
  const size = status === 206 ? headers.get("content-range")?.split("/")[1] : headers.get("content-length");
  const sizeBytes = size && /^\d{1,15}$/.test(size) ? Number(size) : undefined;
  return { sizeBytes, tag: tagOf(headers) };
}

/** One at a time of all that come from an address: what others have left of it goes, so nobody may be writing it. */
async function receiveAlone(receipt: Receipt, client: HubClient, options: PullOptions): Promise<Received | undefined> {
  const { download, partialPlace, place } = receipt;
  const release = await acquireLock(`${place}.lock`);
  try {
    await removeOthers(dirname(place), download.tag === undefined ? undefined : basename(partialPlace));
    return await receiveFile(receipt, client, options);
  } finally {
    await release();
  }
}

/** Parts of a file that has changed since, or may have, are of no use. */
async function removeOthers(folder: string, partialName: string | undefined): Promise<void> {
  const names = (await namesIn(folder)).filter((name) => name.includes(partialEnding));
  const others = names.filter((name) => partialName === undefined || !name.startsWith(partialName));
  await Promise.all(others.map((name) => rm(join(folder, name), { force: true })));
}

async function checkIsGguf(file: PartialFile, name: string): Promise<void> {
  if (new TextDecoder("latin1").decode(await file.head(4)) === "GGUF") return;
  await file.clear();
  const message = `what came from ${name} is no GGUF file; it may be a page that wants a login. What came is deleted`;
  throw new QwenError("hub/bad-answer", message);
}

const labelOf = ({ pathname }: URL): string => repoModels([{ path: pathname.slice(1) }])[0]?.label ?? "";

const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 16);
