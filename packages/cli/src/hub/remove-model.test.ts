import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { listCached } from "./cached-models.ts";
import { cutAfter, json } from "./fake-answers.fixture.ts";
import { commit, sha256 } from "./fake-hub.fixture.ts";
import { bytesOf, repo, setUpPull, weights } from "./pull.fixture.ts";
import { planPathRemoval, planRemoval, removeModel } from "./remove-model.ts";

const second = bytesOf(5000, 3);
const later = "f".repeat(40);

async function setUp() {
  const run = await setUpPull({
    "sub/Tiny-Q8_0.gguf": weights,
    "Tiny-Q4_0.gguf": second,
    "README.md": Buffer.from("hi"),
  });
  const root = dirname(run.blobs);
  return Object.assign(run, {
    root,
    remove: async (name: string) => {
      const removal = await planRemoval(run.referenceOf(name), run.settings);
      await removeModel(removal);
      return removal;
    },
    /** What the next pull finds is another commit, with these files. */
    commitAgain(files: Readonly<Record<string, Buffer>>) {
      run.hub.next("api", json({ sha: later }));
      const lfs = (bytes: Buffer) => ({ oid: sha256(bytes), size: bytes.length });
      const entries = Object.entries(files).map(([path, bytes]) => ({ type: "file", path, lfs: lfs(bytes) }));
      run.hub.next("api", json(entries));
      for (const bytes of Object.values(files)) run.hub.next("resolve", (_, response) => void response.end(bytes));
    },
  });
}

test("the only model of a repository goes with all there is of it", async () => {
  await using run = await setUp();
  await run.pull(`${repo}:Q8_0`);
  expect(await run.remove(repo)).toMatchObject({ name: `${repo}:Q8_0`, sizeBytes: weights.length });
  expect(existsSync(run.root)).toBe(false);
  expect(await listCached(run.settings)).toEqual([]);
});

test("another model of the repository stays, and its branch with it", async () => {
  await using run = await setUp();
  await run.pull(`${repo}:Q8_0`);
  const { place } = await run.pull(`${repo}:Q4_0`);
  await expect(planRemoval(run.referenceOf(repo), run.settings)).rejects.toThrow(/several models here; name one/);
  await run.remove(`${repo}:Q8_0`);
  expect(await run.namesOfBlobs()).toEqual([sha256(second)]);
  expect(await readFile(place)).toEqual(second);
  expect(await readFile(join(run.root, "refs", "main"), "utf8")).toBe(commit);
  expect(await readdir(join(run.root, "snapshots", commit))).toEqual(["Tiny-Q4_0.gguf"]);
});

test("all revisions go, but for contents that another name leads to", async () => {
  await using run = await setUp();
  await run.pull(`${repo}:Q8_0`);
  const changed = bytesOf(7000, 5);
  run.commitAgain({ "sub/Tiny-Q8_0.gguf": changed, "copy/Other-F16.gguf": weights });
  await run.pull(`${repo}:Q8_0`);
  run.commitAgain({ "sub/Tiny-Q8_0.gguf": changed, "copy/Other-F16.gguf": weights });
  const other = await run.pull(`${repo}:F16`);
  expect(await run.remove(`${repo}:Q8_0`)).toMatchObject({ sizeBytes: changed.length });
  expect(await run.namesOfBlobs()).toEqual([sha256(weights)]);
  expect(await readdir(join(run.root, "snapshots"))).toEqual([later]);
  expect((await listCached(run.settings)).map(({ place }) => place)).toEqual([other.place]);
});

test("what other tools have there stays", async () => {
  await using run = await setUp();
  const { place } = await run.pull(`${repo}:Q8_0`);
  const theirs = join(run.blobs, `${"0".repeat(64)}.incomplete`);
  await writeFile(theirs, "half");
  const outside = join(dirname(run.settings.huggingFace.folder), "mine.gguf");
  await writeFile(outside, "GGUF of mine");
  await symlink(outside, join(dirname(place), "mine-Q2_K.gguf"));
  await run.remove(`${repo}:Q2_K`);
  expect(await readFile(outside, "utf8")).toBe("GGUF of mine");
  await run.remove(`${repo}:Q8_0`);
  expect(await readFile(theirs, "utf8")).toBe("half");
});

test("a folder goes as a whole, without the GGUF file beside it", async () => {
  await using run = await setUp();
  const files = { "config.json": "{}", "model.safetensors": "x", "Tiny-Q8_0.gguf": "GGUF" };
  run.hub.repos.set("a/b", new Map(Object.entries(files).map(([path, text]) => [path, Buffer.from(text)])));
  await run.pull("a/b:safetensors");
  const { place } = await run.pull("a/b:Q8_0");
  await run.remove("a/b:safetensors");
  expect(await readdir(dirname(place))).toEqual(["Tiny-Q8_0.gguf"]);
});

test("what an interrupted pull has left goes, unless somebody pulls it now", async () => {
  await using run = await setUp();
  run.hub.next("storage", cutAfter(1_500_000));
  await expect(
    run.pull(`${repo}:Q8_0`, { retries: { attempts: 1, firstDelayMs: 1, longestDelayMs: 1 } }),
  ).rejects.toThrow();
  const lock = join(run.blobs, `${sha256(weights)}.qwents-incomplete.lock`);
  await writeFile(lock, String(process.ppid));
  await expect(run.remove(`${repo}:Q8_0`)).rejects.toThrow(/is pulling the same file/);
  await writeFile(lock, "4194999");
  expect(await run.remove(`${repo}:Q8_0`)).toMatchObject({ name: `what has come of ${repo}:Q8_0` });
  expect(existsSync(run.root)).toBe(false);
  await expect(run.remove(`${repo}:Q8_0`)).rejects.toMatchObject({ code: "files/not-found" });
});

test("a file from elsewhere goes by its address or its place, no other file does", async () => {
  await using run = await setUp();
  const url = run.hub.storageUrl(`${repo}/sub/Tiny-Q8_0.gguf`);
  for (const by of ["address", "place"]) {
    const { place } = await run.pull(url);
    const removal =
      by === "address" ? planRemoval(run.referenceOf(url), run.settings) : planPathRemoval(place, run.settings);
    await removeModel((await removal)!);
    expect(existsSync(dirname(place)), by).toBe(false);
  }
  const mine = join(run.settings.urlFolder, "mine.gguf");
  await mkdir(dirname(mine), { recursive: true });
  await writeFile(mine, "GGUF");
  for (const path of [mine, run.settings.urlFolder, "/etc/hostname"]) {
    expect(await planPathRemoval(path, run.settings), path).toBeUndefined();
  }
});
