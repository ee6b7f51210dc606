import { mkdtempSync, rmSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type FakeHub, sha256, startFakeHub } from "./fake-hub.fixture.ts";
import type { HubSettings } from "./hub-settings.ts";
import { type ModelReference, parseReference } from "./model-reference.ts";
import { pullModel } from "./pull-model.ts";
import type { PullOptions } from "./pull-options.ts";

export const repo = "Qwen/Tiny-GGUF";
export const token = "hf_very_secret";
export const modelScopeToken = "ms-very-secret";
export const megabyte = 1024 * 1024;

/** Begins like a model; other seeds give other bytes. */
export function bytesOf(numBytes: number, seed = 1): Buffer {
  const bytes = Buffer.alloc(numBytes);
  for (let i = 0; i < numBytes; i++) bytes[i] = (i * seed) % 251;
  bytes.write("GGUF");
  return bytes;
}

export const weights = bytesOf(3 * megabyte);
const usualFiles = { "sub/Tiny-Q8_0.gguf": weights, "README.md": Buffer.from("hi") };

/** A hub with one repository, an empty folder to pull into, and what is left of both. */
export async function setUpPull(files: Readonly<Record<string, Buffer>> = usualFiles) {
  const hub = await startFakeHub();
  hub.repos.set(repo, new Map(Object.entries(files)));
  const folder = mkdtempSync(join(tmpdir(), "qwents-pull-"));
  const { endpoint } = hub;
  const settings: HubSettings = {
    huggingFace: { endpoint, token, folder: join(folder, "hub") },
    modelScope: { endpoint, token: modelScopeToken, folder: join(folder, "modelscope") },
    urlFolder: join(folder, "urls"),
    isOffline: false,
  };
  const blobs = join(settings.huggingFace.folder, "models--Qwen--Tiny-GGUF", "blobs");
  const retried: string[] = [];
  const options: PullOptions = {
    settings,
    signal: new AbortController().signal,
    retries: { attempts: 4, firstDelayMs: 1, longestDelayMs: 1000 },
    onRetry: ({ message }) => void retried.push(message),
  };
  const referenceOf = (name: string): ModelReference => {
    const reference = parseReference(name, settings);
    if (!reference) throw new Error(`${name} is no reference`);
    return reference;
  };
  return {
    hub,
    settings,
    options,
    /** What was told before each new try. */
    retried,
    blobs,
    referenceOf,
    namesOfBlobs: () => readdir(blobs),
    pull: (name: string, more: Partial<PullOptions> = {}) => pullModel(referenceOf(name), { ...options, ...more }),
    async [Symbol.asyncDispose]() {
      await hub[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true });
    },
  };
}

/** Files are compared by their hashes: the test runner takes its time over millions of bytes. */
export const hashOf = async (place: string): Promise<string> => sha256(await readFile(place));

/** What was asked for of files, request by request. */
export const rangesOf = (hub: FakeHub): (string | undefined)[] =>
  hub.requests.filter(({ part }) => part === "storage").map(({ range }) => range);
