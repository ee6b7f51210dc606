import { mkdtempSync, rmSync } from "node:fs";
import { lstat, mkdir, readdir, readFile, readlink, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, afterEach, expect, test, vi } from "vitest";
import { findCached, listCached } from "./cached-models.ts";
import {
  commit,
  cutAfter,
  type FakeHub,
  redirect,
  sha256,
  startFakeHub,
  status,
  trickling,
  withoutRanges,
  withRanges,
} from "./fake-hub.fixture.ts";
import { parseReference } from "./model-reference.ts";
import { pullModel } from "./pull-model.ts";
import type { PullOptions, PullProgress } from "./pull-options.ts";

/** What this machine's file system cannot be made to do. */
const disk = vi.hoisted(() => ({ freeBytes: undefined as number | undefined, refusesLinks: false }));
vi.mock(import("node:fs/promises"), async (original) => {
  const real = await original();
  const statfs: unknown = async (path: string) =>
    disk.freeBytes === undefined ? real.statfs(path) : { bavail: disk.freeBytes, bsize: 1 };
  const symlink: typeof real.symlink = async (...args) => {
    if (disk.refusesLinks) throw Object.assign(new Error("EPERM: operation not permitted, symlink"), { code: "EPERM" });
    return real.symlink(...args);
  };
  return { ...real, statfs: statfs as typeof real.statfs, symlink };
});
afterEach(() => Object.assign(disk, { freeBytes: undefined, refusesLinks: false }));

const root = mkdtempSync(join(tmpdir(), "qwents-pull-"));
afterAll(() => rmSync(root, { recursive: true }));

const repo = "Qwen/Tiny-GGUF";
const token = "hf_very_secret";
const megabyte = 1024 * 1024;
const bytesOf = (numBytes: number, seed = 1): Buffer => {
  const bytes = Buffer.alloc(numBytes);
  for (let i = 0; i < numBytes; i++) bytes[i] = (i * seed) % 251;
  bytes.write("GGUF");
  return bytes;
};
const weights = bytesOf(3 * megabyte);

/** A hub with one repository, and an empty folder to pull into. */
async function setUp(
  files: Record<string, Buffer> = { "sub/Tiny-Q8_0.gguf": weights, "README.md": Buffer.from("hi") },
) {
  const hub = await startFakeHub();
  hub.repos.set(repo, new Map(Object.entries(files)));
  const folder = mkdtempSync(join(root, "run-"));
  const settings = {
    endpoint: hub.endpoint,
    token: token as string | undefined,
    hubFolder: join(folder, "hub"),
    urlFolder: join(folder, "urls"),
  };
  const retried: string[] = [];
  const options = {
    settings,
    signal: new AbortController().signal,
    retries: { attempts: 4, firstDelayMs: 1, longestDelayMs: 1000 },
    onRetry: ({ message }: Error) => void retried.push(message),
  };
  const pull = (name: string, more: Partial<PullOptions> = {}) => {
    const reference = parseReference(name, hub.endpoint);
    if (!reference) throw new Error(`${name} is no reference`);
    return pullModel(reference, { ...options, ...more });
  };
  const blobs = join(settings.hubFolder, "models--Qwen--Tiny-GGUF", "blobs");
  const namesIn = (place: string) => readdir(place).catch(() => [] as string[]);
  return {
    hub,
    settings,
    pull,
    retried,
    blobs,
    leftOvers: () => namesIn(blobs),
    [Symbol.asyncDispose]: () => hub[Symbol.asyncDispose](),
  };
}

/** Files are compared by their hashes: the test runner takes its time over millions of bytes. */
const hashOf = async (place: string) => sha256(await readFile(place));

const rangesOf = (hub: FakeHub) => hub.requests.filter(({ part }) => part === "storage").map(({ range }) => range);

test("a model arrives whole, in the layout that other tools share", async () => {
  await using run = await setUp();
  const seen: PullProgress[] = [];
  const pulled = await run.pull(`${repo}:q8_0`, { onProgress: (progress) => seen.push(progress) });
  const folder = join(run.settings.hubFolder, "models--Qwen--Tiny-GGUF");
  expect(pulled).toEqual({
    place: join(folder, "snapshots", commit, "sub", "Tiny-Q8_0.gguf"),
    sizeBytes: weights.length,
    pulledBytes: weights.length,
  });
  expect(await hashOf(pulled.place)).toBe(sha256(weights));
  expect(await readlink(pulled.place)).toBe(join("..", "..", "..", "blobs", sha256(weights)));
  expect(await readFile(join(folder, "refs", "main"), "utf8")).toBe(commit);
  expect(await run.leftOvers()).toEqual([sha256(weights)]);
  const totals = {
    fileName: "Tiny-Q8_0.gguf",
    phase: "loading",
    doneBytes: weights.length,
    totalBytes: weights.length,
  };
  expect(seen.at(-1)).toEqual(totals);
});

test("what is here is not loaded again, whoever brought it", async () => {
  await using run = await setUp();
  await run.pull(`${repo}:Q8_0`);
  expect(await run.pull(`${repo}:Q8_0`)).toMatchObject({ pulledBytes: 0 });
  expect(rangesOf(run.hub)).toEqual([undefined]);

  await using other = await setUp();
  await mkdir(other.blobs, { recursive: true });
  await writeFile(join(other.blobs, sha256(weights)), weights);
  const pulled = await other.pull(`${repo}:Q8_0`);
  expect([pulled.pulledBytes, (await lstat(pulled.place)).isSymbolicLink()]).toEqual([0, true]);
  expect(rangesOf(other.hub)).toEqual([]);
});

test("the token goes to the hub and nowhere else", async () => {
  await using run = await setUp();
  await run.pull(`${repo}:Q8_0`);
  for (const { part, authorization } of run.hub.requests) {
    expect(authorization, part).toBe(part === "storage" ? undefined : `Bearer ${token}`);
  }
  expect(run.hub.requests.map(({ part }) => part)).toEqual(["api", "api", "api", "resolve", "storage"]);

  await using elsewhere = await setUp();
  await elsewhere.pull(elsewhere.hub.storageUrl(`${repo}/sub/Tiny-Q8_0.gguf`));
  expect(elsewhere.hub.requests.map(({ authorization }) => authorization)).toEqual([undefined, undefined]);
});

test("a connection that is cut goes on where it ended", async () => {
  await using run = await setUp();
  run.hub.next("storage", cutAfter(1_500_000));
  run.hub.next("storage", cutAfter(1_000_000));
  const { place } = await run.pull(`${repo}:Q8_0`);
  expect(await hashOf(place)).toBe(sha256(weights));
  expect(run.retried).toHaveLength(2);
  const starts = rangesOf(run.hub).map((range) => Number(range?.match(/\d+/)?.[0] ?? 0));
  expect(starts[0]).toBe(0);
  expect(starts[1]).toBeGreaterThan(0);
  expect(starts[2]).toBeGreaterThan(starts[1]);
});

test("a server that ignores ranges is read from the start, and what is here is kept", async () => {
  await using run = await setUp();
  run.hub.next("storage", cutAfter(1_500_000));
  run.hub.next("storage", withoutRanges);
  const { place } = await run.pull(`${repo}:Q8_0`);
  expect(await hashOf(place)).toBe(sha256(weights));
});

test("a range other than the one asked for is not taken", async () => {
  await using run = await setUp();
  run.hub.next("storage", cutAfter(1_500_000));
  run.hub.next("storage", (_, response, bytes) => {
    response.writeHead(206, { "content-range": `bytes 5-${bytes.length - 1}/${bytes.length}` }).end(bytes.subarray(5));
  });
  await expect(run.pull(`${repo}:Q8_0`)).rejects.toMatchObject({ code: "hub/bad-answer" });
  expect(await hashOf((await run.pull(`${repo}:Q8_0`)).place)).toBe(sha256(weights));
});

test("connections that only ever break are given up", async () => {
  await using run = await setUp();
  for (let i = 0; i < 4; i++) run.hub.next("storage", cutAfter(10_000));
  await expect(run.pull(`${repo}:Q8_0`)).rejects.toMatchObject({ code: "hub/unreachable" });
  expect(run.retried).toHaveLength(3);
  expect(await findCached(parseReference(`${repo}:Q8_0`, run.hub.endpoint)!, run.settings)).toEqual([]);
});

test("an interrupted pull keeps what came, and the next one goes on", async () => {
  await using run = await setUp();
  run.hub.next("storage", trickling(400_000, 10));
  const controller = new AbortController();
  const onProgress = ({ doneBytes }: PullProgress) => doneBytes > 1_000_000 && controller.abort();
  const interrupted = run.pull(`${repo}:Q8_0`, { signal: controller.signal, onProgress });
  await expect(interrupted).rejects.toMatchObject({ name: "AbortError" });
  expect(await run.leftOvers()).toEqual([`${sha256(weights)}.qwents-incomplete`]);
  expect(await listCached(run.settings)).toEqual([]);
  const { place, pulledBytes } = await run.pull(`${repo}:Q8_0`);
  expect(await hashOf(place)).toBe(sha256(weights));
  expect(pulledBytes).toBeLessThan(weights.length - 1_000_000);
  expect(rangesOf(run.hub).at(-1)).toMatch(/^bytes=\d{7}-$/);
});

test("wrong bytes are told and deleted", async () => {
  await using run = await setUp();
  const wrong = bytesOf(weights.length, 7);
  run.hub.next("storage", (request, response) => withRanges(request, response, wrong));
  const outcome = run.pull(`${repo}:Q8_0`);
  await expect(outcome).rejects.toMatchObject({ code: "hub/wrong-checksum" });
  await expect(outcome).rejects.toThrow(`expected SHA-256 ${sha256(weights)}, got ${sha256(wrong)}`);
  expect(await listCached(run.settings)).toEqual([]);
  expect(await hashOf((await run.pull(`${repo}:Q8_0`)).place)).toBe(sha256(weights));
});

test("wrong bytes that an earlier run has left are replaced", async () => {
  await using run = await setUp();
  await mkdir(run.blobs, { recursive: true });
  await writeFile(join(run.blobs, `${sha256(weights)}.qwents-incomplete`), bytesOf(megabyte, 7));
  await writeFile(join(run.blobs, sha256(weights)), "half of it");
  expect(await hashOf((await run.pull(`${repo}:Q8_0`)).place)).toBe(sha256(weights));
});

test("more bytes than promised are not taken", async () => {
  await using run = await setUp();
  run.hub.next("storage", (_, response, bytes) => void response.writeHead(200).end(Buffer.concat([bytes, bytes])));
  await expect(run.pull(`${repo}:Q8_0`)).rejects.toThrow(/expected at most 3145728 bytes/);
});

test("trouble that passes is waited for", async () => {
  await using run = await setUp();
  run.hub.next("api", status(500));
  run.hub.next("api", status(429, { "retry-after": "0" }));
  run.hub.next("resolve", status(503));
  run.hub.next("storage", status(502));
  run.hub.next("storage", (_, response) => void response.destroy());
  expect(await hashOf((await run.pull(`${repo}:Q8_0`)).place)).toBe(sha256(weights));
  expect(run.retried).toHaveLength(5);
});

test("what will not pass is told at once, with what to do", async () => {
  const cases: [string, "api" | "resolve" | "storage", ReturnType<typeof status>, string, RegExp][] = [
    ["token refused", "api", status(401), "hub/refused", /\(401\).*HF_TOKEN is valid/],
    ["gated", "api", status(403, { "x-error-code": "GatedRepo" }), "hub/refused", /accept its terms/],
    ["no file", "resolve", status(404), "hub/not-found", /no Qwen\/Tiny-GGUF\/sub\/Tiny-Q8_0\.gguf/],
    ["too many", "api", status(429, { "retry-after": "3600" }), "hub/unreachable", /wait 3600 s/],
    ["no JSON", "api", (_, response) => void response.end("<html>"), "hub/bad-answer", /expected JSON/],
    ["other JSON", "api", (_, response) => void response.end('{"sha":"../x"}'), "hub/bad-answer", /a commit/],
    ["a strange status", "storage", status(204), "hub/bad-answer", /answered 204/],
    ["unsafe redirect", "resolve", redirect("file:///etc/passwd"), "hub/bad-answer", /not safe/],
    ["redirect with a login", "resolve", redirect("http://a:b@127.0.0.1/"), "hub/bad-answer", /not safe/],
  ];
  for (const [what, part, handler, code, message] of cases) {
    await using run = await setUp();
    run.hub.next(part, handler);
    const error = await run.pull(`${repo}:Q8_0`).catch((thrown) => thrown);
    expect(error, what).toMatchObject({ code, message: expect.stringMatching(message) });
    expect(error.message, what).not.toMatch(/secret/);
    expect(run.retried, what).toEqual([]);
  }
});

test("a redirect that turns in a circle ends", async () => {
  await using run = await setUp();
  for (let i = 0; i < 11; i++)
    run.hub.next("resolve", redirect(`${run.hub.endpoint}/${repo}/resolve/${commit}/x.gguf`));
  await expect(run.pull(`${repo}:Q8_0`)).rejects.toThrow(/without end/);
});

test("a repository that is not there, and a hub that is not there", async () => {
  await using run = await setUp();
  const settings = { ...run.settings, token: undefined };
  await expect(run.pull("Qwen/None:Q8_0", { settings })).rejects.toThrow(
    /no such repository, or it is private.*HF_TOKEN/,
  );
  await run.hub[Symbol.asyncDispose]();
  await expect(run.pull(`${repo}:Q8_0`)).rejects.toMatchObject({
    code: "hub/unreachable",
    message: expect.stringMatching(/ECONNREFUSED.*check the network/),
  });
});

test("names from the hub that would leave the folder are refused", async () => {
  for (const path of [
    "../x-Q8_0.gguf",
    "a//x-Q8_0.gguf",
    "/x-Q8_0.gguf",
    "a\\..\\x-Q8_0.gguf",
    "\u001b[2J-Q8_0.gguf",
  ]) {
    await using run = await setUp({ [path]: weights });
    await expect(run.pull(`${repo}:Q8_0`)).rejects.toMatchObject({ code: "hub/bad-answer" });
  }
});

test("the choice of a quantisation", async () => {
  const [small, other] = [bytesOf(1000), bytesOf(2000)];
  await using run = await setUp({
    "t-Q4_0.gguf": small,
    "t-Q8_0-00001-of-00002.gguf": other,
    "t-Q8_0-00002-of-00002.gguf": small,
  });
  await expect(run.pull(`${repo}:Q2_K`)).rejects.toThrow("has no Q2_K; it has Q4_0 (1000 B), Q8_0 (2.9 KiB)");
  await expect(run.pull(repo)).rejects.toThrow(`name one, as in ${repo}:Q4_0`);
  const { place, sizeBytes } = await run.pull(`${repo}:Q8_0`);
  expect([place.endsWith("t-Q8_0-00001-of-00002.gguf"), sizeBytes]).toEqual([true, 3000]);
  expect(await readFile(join(dirname(place), "t-Q8_0-00002-of-00002.gguf"))).toEqual(small);
  expect(await listCached(run.settings)).toEqual([{ name: `${repo}:Q8_0`, place, sizeBytes: 3000 }]);
  await run.pull(`${run.hub.endpoint}/${repo}/blob/main/t-Q4_0.gguf`);
  expect(await listCached(run.settings)).toHaveLength(2);
  run.hub.repos.set("a/b", new Map([["model.safetensors", small]]));
  await expect(run.pull("a/b:Q8_0")).rejects.toThrow(/no GGUF files/);
});

test("what is too large for this engine is not begun", async () => {
  await using run = await setUp();
  const lfs = { oid: sha256(weights), size: 2 ** 33 };
  run.hub.next("api", (_, response) => void response.end(JSON.stringify({ sha: commit })));
  run.hub.next("api", (_, response) => void response.end(JSON.stringify([{ type: "file", path: "t-Q8_0.gguf", lfs }])));
  await expect(run.pull(`${repo}:Q8_0`)).rejects.toMatchObject({ code: "model/too-large" });
  expect(rangesOf(run.hub)).toEqual([]);
});

test("what is too large for the disk is not begun", async () => {
  await using run = await setUp();
  disk.freeBytes = 2 * megabyte;
  const outcome = run.pull(`${repo}:Q8_0`);
  await expect(outcome).rejects.toMatchObject({ code: "files/disk-full" });
  await expect(outcome).rejects.toThrow("needs 3.0 MiB, the disk has 2.0 MiB free");
  expect(rangesOf(run.hub)).toEqual([]);
});

test("where links are not allowed, the file itself takes the name", async () => {
  await using run = await setUp();
  disk.refusesLinks = true;
  const { place } = await run.pull(`${repo}:Q8_0`);
  expect([(await lstat(place)).isFile(), await hashOf(place)]).toEqual([true, sha256(weights)]);
  expect(await run.pull(`${repo}:Q8_0`)).toMatchObject({ place, pulledBytes: 0 });
  expect(await listCached(run.settings)).toHaveLength(1);
});

test.skipIf(process.platform !== "linux")("a disk that fills up meanwhile is told", async () => {
  await using run = await setUp();
  await mkdir(run.blobs, { recursive: true });
  await symlink("/dev/full", join(run.blobs, `${sha256(weights)}.qwents-incomplete`));
  await expect(run.pull(`${repo}:Q8_0`)).rejects.toMatchObject({ code: "files/disk-full" });
});

test("two processes do not write the same file, and a lock left by a crash stops nobody", async () => {
  await using run = await setUp();
  await mkdir(run.blobs, { recursive: true });
  const lock = join(run.blobs, `${sha256(weights)}.qwents-incomplete.lock`);
  await writeFile(lock, String(process.pid));
  await expect(run.pull(`${repo}:Q8_0`)).rejects.toThrow(`process ${process.pid} is pulling the same file`);
  await writeFile(lock, "4194999");
  await run.pull(`${repo}:Q8_0`);
  expect(await run.leftOvers()).toEqual([sha256(weights)]);
});

test("a folder that cannot be written", async () => {
  await using run = await setUp();
  await writeFile(run.settings.hubFolder, "a file");
  await expect(run.pull(`${repo}:Q8_0`)).rejects.toMatchObject({ code: "files/unwritable" });
});

test("a file from elsewhere: resumed while it is the same, begun anew when it has changed", async () => {
  await using run = await setUp();
  const url = run.hub.storageUrl(`${repo}/sub/Tiny-Q8_0.gguf`);
  const interrupt = async () => {
    run.hub.next("storage", withRanges);
    run.hub.next("storage", trickling(400_000, 10));
    const controller = new AbortController();
    const onProgress = ({ doneBytes }: PullProgress) => doneBytes > 1_000_000 && controller.abort();
    await expect(run.pull(`${url}?key=secret`, { signal: controller.signal, onProgress })).rejects.toThrow();
  };
  await interrupt();
  const changed = bytesOf(2 * megabyte, 3);
  run.hub.repos.get(repo)?.set("sub/Tiny-Q8_0.gguf", changed);
  const first = await run.pull(`${url}?key=other`);
  expect(first).toMatchObject({ pulledBytes: changed.length, uncheckedSha256: sha256(changed) });
  expect(await hashOf(first.place)).toBe(sha256(changed));
  expect(await run.pull(url)).toEqual({ place: first.place, sizeBytes: changed.length, pulledBytes: 0 });
  expect(await listCached(run.settings)).toEqual([
    { name: first.place, place: first.place, sizeBytes: changed.length },
  ]);

  rmSync(first.place);
  run.hub.repos.get(repo)?.set("sub/Tiny-Q8_0.gguf", weights);
  await interrupt();
  const second = await run.pull(url);
  expect(second.pulledBytes).toBeLessThan(weights.length - 1_000_000);
  expect(await hashOf(second.place)).toBe(sha256(weights));
});

test("a web page is no model", async () => {
  await using run = await setUp({ "page-Q8_0.gguf": Buffer.from("<html>please log in</html>") });
  await expect(run.pull(run.hub.storageUrl(`${repo}/page-Q8_0.gguf`))).rejects.toThrow(/no GGUF file/);
  expect(await listCached(run.settings)).toEqual([]);
});
