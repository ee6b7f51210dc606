import { existsSync } from "node:fs";
import { lstat, mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { listCached } from "./cached-models.ts";
import { trickling, withRanges } from "./fake-answers.fixture.ts";
import { commit, sha256 } from "./fake-hub.fixture.ts";
import { hashOf, megabyte, rangesOf, repo, setUpPull, weights } from "./pull.fixture.ts";
import type { PullProgress } from "./pull-options.ts";

/** What this machine's file system cannot be made to do. */
const disk = vi.hoisted(() => ({ freeBytes: undefined as number | undefined, refusesLinks: false, isFull: false }));
vi.mock(import("node:fs/promises"), async (original) => {
  const real = await original();
  const statfs: unknown = async (path: string) =>
    disk.freeBytes === undefined ? real.statfs(path) : { bavail: disk.freeBytes, bsize: 1 };
  const symlink: typeof real.symlink = async (...args) => {
    if (disk.refusesLinks) throw Object.assign(new Error("EPERM: operation not permitted, symlink"), { code: "EPERM" });
    return real.symlink(...args);
  };
  const checkRoom = (): void => {
    if (disk.isFull) throw Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
  };
  const writeFile: typeof real.writeFile = async (path, data, options) => {
    // A full disk still takes a name.
    await real.writeFile(path, disk.isFull ? "" : data, options);
    checkRoom();
  };
  const open: typeof real.open = async (...args) => {
    const handle = await real.open(...args);
    const write = handle.write.bind(handle) as (...args: unknown[]) => Promise<unknown>;
    const fake: unknown = async (...args: unknown[]) => {
      checkRoom();
      return await write(...args);
    };
    return Object.assign(handle, { write: fake as typeof handle.write });
  };
  return { ...real, statfs: statfs as typeof real.statfs, symlink, writeFile, open };
});
afterEach(() => Object.assign(disk, { freeBytes: undefined, refusesLinks: false, isFull: false }));

test("what is too large for this engine is not begun", async () => {
  await using run = await setUpPull();
  const lfs = { oid: sha256(weights), size: 2 ** 46 };
  run.hub.next("api", (_, response) => void response.end(JSON.stringify({ sha: commit })));
  run.hub.next("api", (_, response) => void response.end(JSON.stringify([{ type: "file", path: "t-Q8_0.gguf", lfs }])));
  await expect(run.pull(`${repo}:Q8_0`)).rejects.toMatchObject({ code: "model/too-large" });
  run.hub.next("api", (_, response) => void response.end(JSON.stringify({ sha: commit })));
  run.hub.next("api", (_, response) => void response.end(JSON.stringify([{ type: "file", path: "t-Q8_0.gguf", lfs }])));
  // For another machine; the disk is this one's.
  await expect(run.pull(`${repo}:Q8_0`, { force: true })).rejects.toMatchObject({ code: "files/disk-full" });
  expect(rangesOf(run.hub)).toEqual([]);
});

test("what is too large for the disk is not begun", async () => {
  await using run = await setUpPull();
  disk.freeBytes = 2 * megabyte;
  const outcome = run.pull(`${repo}:Q8_0`);
  await expect(outcome).rejects.toMatchObject({ code: "files/disk-full" });
  await expect(outcome).rejects.toThrow("needs 3.0 MiB, the disk has 2.0 MiB free");
  expect(rangesOf(run.hub)).toEqual([]);
});

test("where links are not allowed, the file itself takes the name", async () => {
  await using run = await setUpPull();
  disk.refusesLinks = true;
  const { place } = await run.pull(`${repo}:Q8_0`);
  expect([(await lstat(place)).isFile(), await hashOf(place)]).toEqual([true, sha256(weights)]);
  expect(await run.pull(`${repo}:Q8_0`)).toMatchObject({ place, pulledBytes: 0 });
  expect(await listCached(run.settings)).toHaveLength(1);
});

test.skipIf(process.platform !== "linux")("a disk that fills up meanwhile is told", async () => {
  await using run = await setUpPull();
  await mkdir(run.blobs, { recursive: true });
  await symlink("/dev/full", join(run.blobs, `${sha256(weights)}.qwents-incomplete`));
  await expect(run.pull(`${repo}:Q8_0`)).rejects.toMatchObject({ code: "files/disk-full" });
});

test("a disk that another program fills is told, also where a note about parts finds no room any more", async () => {
  await using run = await setUpPull();
  const parts = { connections: 3, partBytes: megabyte / 2 };
  const partial = `${sha256(weights)}.qwents-incomplete`;
  run.hub.next("storage", withRanges);
  // The first part takes its time, so that the others leave a gap.
  run.hub.next("storage", trickling(60_000, 10));
  const onProgress = ({ doneBytes }: PullProgress): void => {
    disk.isFull ||= doneBytes > 1.2 * megabyte && existsSync(join(run.blobs, `${partial}.parts`));
  };
  await expect(run.pull(`${repo}:Q8_0`, { ...parts, onProgress })).rejects.toMatchObject({ code: "files/disk-full" });
  expect(await run.namesOfBlobs()).toEqual([partial, `${partial}.parts`]);
  disk.isFull = false;
  expect(await hashOf((await run.pull(`${repo}:Q8_0`, parts)).place)).toBe(sha256(weights));
});

test("two processes do not write the same file, and a lock left by a crash stops nobody", async () => {
  await using run = await setUpPull();
  await mkdir(run.blobs, { recursive: true });
  const lock = join(run.blobs, `${sha256(weights)}.qwents-incomplete.lock`);
  await writeFile(lock, String(process.ppid));
  await expect(run.pull(`${repo}:Q8_0`)).rejects.toThrow(`process ${process.ppid} is pulling the same file`);
  await writeFile(lock, "4194999");
  await run.pull(`${repo}:Q8_0`);
  expect(await run.namesOfBlobs()).toEqual([sha256(weights)]);
});

test("a folder that cannot be written", async () => {
  await using run = await setUpPull();
  await writeFile(run.settings.huggingFace.folder, "a file");
  await expect(run.pull(`${repo}:Q8_0`)).rejects.toMatchObject({ code: "files/unwritable" });
});
