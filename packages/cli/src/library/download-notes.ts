import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Download, downloadSchema } from "@qwents/protocol";
import { isRunning } from "../hub/file-lock.ts";
import { namesIn } from "../hub/hub-cache.ts";
import { isObject } from "../hub/hub-listing.ts";

/** What is known of a download that has not ended. */
export interface DownloadNote {
  readonly download: Download;
  readonly force: boolean;
  /** Paths of the files that were not here before it. */
  readonly newPaths: readonly string[];
}

/** Notes about downloads that have not ended, for the next start of the server: a file each. */
export class DownloadNotes {
  readonly #folder: string;
  /** One after the other, so that the last one stays. */
  #writing = Promise.resolve();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Those that no running process has under way. */
  async read(): Promise<DownloadNote[]> {
    const names = (await namesIn(this.#folder)).filter((name) => /^dl_[\w-]+\.json$/.test(name));
    const notes = await Promise.all(names.map((name) => readFile(join(this.#folder, name), "utf8").catch(() => "")));
    return notes.flatMap(parseNote).toSorted((a, b) => a.download.created - b.download.created);
  }

  /** What cannot be written is not worth a failed download. */
  write(note: DownloadNote): void {
    const place = this.#placeOf(note.download.id);
    this.#then(async () => {
      await mkdir(this.#folder, { recursive: true });
      await writeFile(`${place}.new`, JSON.stringify({ process: process.pid, ...note }));
      await rename(`${place}.new`, place);
    });
  }

  remove(id: string): void {
    this.#then(() => rm(this.#placeOf(id), { force: true }));
  }

  /** Resolves once all is written. */
  async settled(): Promise<void> {
    await this.#writing;
  }

  #then(write: () => Promise<void>): void {
    this.#writing = this.#writing.then(write).catch(() => {});
  }

  #placeOf(id: string): string {
    return join(this.#folder, `${id}.json`);
  }
}

function parseNote(text: string): DownloadNote[] {
  const value = parsed(text);
  if (!isObject(value)) return [];
  const { process: owner, download, force, newPaths } = value;
  const { data } = downloadSchema.safeParse(download);
  const isOwn = owner === process.pid;
  if (data === undefined || !/^dl_[\w-]+$/.test(data.id)) return [];
  if (typeof owner !== "number" || !(isOwn || !isRunning(owner))) return [];
  const paths = Array.isArray(newPaths) ? newPaths.filter((path) => typeof path === "string") : [];
  return [{ download: data, force: force === true, newPaths: paths }];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
