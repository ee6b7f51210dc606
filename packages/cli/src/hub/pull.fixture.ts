import { mkdtempSync, rmSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type FakeHub, sha256, startFakeHub } from "./fake-hub.fixture.ts";
import { parseReference } from "./model-reference.ts";
import { pullModel } from "./pull-model.ts";
import type { PullOptions } from "./pull-options.ts";

export const repo = "Qwen/Tiny-GGUF";
export const token = "hf_very_secret";
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
  const folders = { hubFolder: join(folder, "hub"), urlFolder: join(folder, "urls") };
  const settings = { endpoint: hub.endpoint, token: token as string | undefined, ...folders };
  const blobs = join(settings.hubFolder, "models--Qwen--Tiny-GGUF", "blobs");
  const retried: string[] = [];
  const options: PullOptions = {
    settings,
    signal: new AbortController().signal,
    retries: { attempts: 4, firstDelayMs: 1, longestDelayMs: 1000 },
    onRetry: ({ message }) => void retried.push(message),
  };
  return {
    hub,
    settings,
    /** What was told before each new try. */
    retried,
    blobs,
    namesOfBlobs: () => readdir(blobs),
    pull(name: string, more: Partial<PullOptions> = {}) {
      const reference = parseReference(name, hub.endpoint);
      if (!reference) throw new Error(`${name} is no reference`);
      return pullModel(reference, { ...options, ...more });
    },
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
