import { rmSync } from "node:fs";
import { lstat, mkdir, readdir, readFile, readlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { listCached } from "./cached-models.ts";
import { cutAfter, type Handler, trickling, withRanges } from "./fake-answers.fixture.ts";
import { commit, sha256 } from "./fake-hub.fixture.ts";
import { bytesOf, hashOf, megabyte, rangesOf, repo, setUpPull, token, weights } from "./pull.fixture.ts";
import type { ComingModel, PullProgress } from "./pull-options.ts";

test("a model arrives whole, in the layout that other tools share", async () => {
  await using run = await setUpPull();
  const seen: PullProgress[] = [];
  const pulled = await run.pull(`${repo}:q8_0`, { onProgress: (progress) => seen.push(progress) });
  const folder = join(run.settings.huggingFace.folder, "models--Qwen--Tiny-GGUF");
  expect(pulled).toEqual({
    place: join(folder, "snapshots", commit, "sub", "Tiny-Q8_0.gguf"),
    sizeBytes: weights.length,
    pulledBytes: weights.length,
  });
  expect(await hashOf(pulled.place)).toBe(sha256(weights));
  expect(await readlink(pulled.place)).toBe(join("..", "..", "..", "blobs", sha256(weights)));
  expect(await readFile(join(folder, "refs", "main"), "utf8")).toBe(commit);
  expect(await run.namesOfBlobs()).toEqual([sha256(weights)]);
  const totals = {
    fileName: "Tiny-Q8_0.gguf",
    phase: "loading",
    doneBytes: weights.length,
    totalBytes: weights.length,
  };
  expect(seen.at(-1)).toEqual(totals);
});

test("what is here is not loaded again, whoever brought it", async () => {
  await using run = await setUpPull();
  await run.pull(`${repo}:Q8_0`);
  expect(await run.pull(`${repo}:Q8_0`)).toMatchObject({ pulledBytes: 0 });
  expect(rangesOf(run.hub)).toEqual([undefined]);

  await using other = await setUpPull();
  await mkdir(other.blobs, { recursive: true });
  await writeFile(join(other.blobs, sha256(weights)), weights);
  const pulled = await other.pull(`${repo}:Q8_0`);
  expect([pulled.pulledBytes, (await lstat(pulled.place)).isSymbolicLink()]).toEqual([0, true]);
  expect(rangesOf(other.hub)).toEqual([]);
});

test("who is asked before a pull sees what is coming, and may refuse it", async () => {
  await using run = await setUpPull();
  const seen: ComingModel[] = [];
  const refuse = async (coming: ComingModel) => {
    seen.push(coming);
    throw new Error("no room");
  };
  await expect(run.pull(`${repo}:Q8_0`, { beforePull: refuse })).rejects.toThrow("no room");
  expect(rangesOf(run.hub)).toEqual([]);
  const size = { label: "Q8_0", sizeBytes: weights.length, missingBytes: weights.length };
  expect(seen).toMatchObject([{ name: `${repo}:Q8_0`, ...size, listed: { model: { container: "gguf" } } }]);
  const url = run.hub.storageUrl(`${repo}/sub/Tiny-Q8_0.gguf`);
  await expect(run.pull(url, { beforePull: refuse })).rejects.toThrow("no room");
  expect(seen.at(-1)).toEqual({ name: url, ...size });
  await run.pull(`${repo}:Q8_0`);
  await run.pull(`${repo}:Q8_0`, { beforePull: refuse });
  expect(seen).toHaveLength(2);
});

test("the token goes to the hub and nowhere else", async () => {
  await using run = await setUpPull();
  await run.pull(`${repo}:Q8_0`);
  for (const { part, authorization } of run.hub.requests) {
    expect(authorization, part).toBe(part === "storage" ? undefined : `Bearer ${token}`);
  }
  expect(run.hub.requests.map(({ part }) => part)).toEqual(["api", "api", "api", "resolve", "storage"]);

  await using elsewhere = await setUpPull();
  await elsewhere.pull(elsewhere.hub.storageUrl(`${repo}/sub/Tiny-Q8_0.gguf`));
  expect(elsewhere.hub.requests.map(({ authorization }) => authorization)).toEqual([undefined, undefined]);
});

test("the choice of a quantisation", async () => {
  const [small, other] = [bytesOf(1000), bytesOf(2000)];
  await using run = await setUpPull({
    "t-Q4_0.gguf": small,
    "t-Q8_0-00001-of-00002.gguf": other,
    "t-Q8_0-00002-of-00002.gguf": small,
  });
  await expect(run.pull(`${repo}:Q2_K`)).rejects.toThrow("has no Q2_K; it has Q4_0 (1000 B), Q8_0 (2.9 KiB)");
  await expect(run.pull(repo)).rejects.toThrow(`name one, as in ${repo}:Q4_0`);
  const { place, sizeBytes } = await run.pull(`${repo}:Q8_0`);
  expect([place.endsWith("t-Q8_0-00001-of-00002.gguf"), sizeBytes]).toEqual([true, 3000]);
  expect(await readFile(join(dirname(place), "t-Q8_0-00002-of-00002.gguf"))).toEqual(small);
  expect(await listCached(run.settings)).toMatchObject([{ name: `${repo}:Q8_0`, place, sizeBytes: 3000 }]);
  await run.pull(`${run.hub.endpoint}/${repo}/blob/main/t-Q4_0.gguf`);
  expect(await listCached(run.settings)).toHaveLength(2);
  run.hub.repos.set("a/b", new Map([["pytorch_model.bin", small]]));
  await expect(run.pull("a/b:Q8_0")).rejects.toThrow(/no GGUF files/);
  run.hub.repos.set("a/b", new Map([["t-Q8_0-00001-of-00003.gguf", small]]));
  await expect(run.pull("a/b:Q8_0")).rejects.toThrow(/not all parts of t-Q8_0-00001-of-00003\.gguf: 1 of 3/);
  run.hub.repos.get("a/b")?.set("t-Q4_0.gguf", small);
  await expect(run.pull("a/b:Q8_0")).rejects.toThrow(/it has Q4_0 .*, and not all parts of t-Q8_0-.* \(1 of 3 parts\)/);
});

test("a file from elsewhere: resumed while it is the same, begun anew when it has changed", async () => {
  await using run = await setUpPull();
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
  expect(await readdir(dirname(first.place))).toEqual(["Tiny-Q8_0.gguf"]);
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

test("a file of unknown size comes over one connection, also when that is cut", async () => {
  await using run = await setUpPull();
  const unsized: Handler = (_, response, bytes) => void response.writeHead(200, { etag: '"v1"' }).end(bytes);
  run.hub.next("storage", unsized);
  run.hub.next("storage", (_, response, bytes) => {
    response.writeHead(200, { etag: '"v1"' });
    response.write(bytes.subarray(0, 500_000), () => setTimeout(() => response.destroy(), 20));
  });
  run.hub.next("storage", unsized);
  const url = run.hub.storageUrl(`${repo}/sub/Tiny-Q8_0.gguf`);
  const { place, uncheckedSha256 } = await run.pull(url, { connections: 3, partBytes: megabyte / 2 });
  expect([await hashOf(place), uncheckedSha256]).toEqual([sha256(weights), sha256(weights)]);
  expect(rangesOf(run.hub)).toEqual(["bytes=0-0", undefined, expect.stringMatching(/^bytes=\d+-$/)]);
});

test("a web page is no model", async () => {
  await using run = await setUpPull({ "page-Q8_0.gguf": Buffer.from("<html>please log in</html>") });
  await expect(run.pull(run.hub.storageUrl(`${repo}/page-Q8_0.gguf`))).rejects.toThrow(/no GGUF file/);
  expect(await listCached(run.settings)).toEqual([]);
});

test("names from the hub that would leave the folder are refused", async () => {
  for (const path of [
    "../x-Q8_0.gguf",
    "a//x-Q8_0.gguf",
    "/x-Q8_0.gguf",
    "a\\..\\x-Q8_0.gguf",
    "\u001b[2J-Q8_0.gguf",
  ]) {
    await using run = await setUpPull({ [path]: weights });
    await expect(run.pull(`${repo}:Q8_0`)).rejects.toMatchObject({ code: "hub/bad-answer" });
  }
});

test("a file from elsewhere that changes on the way is not mixed", async () => {
  await using run = await setUpPull();
  run.hub.next("storage", withRanges);
  run.hub.next("storage", cutAfter(1_500_000));
  run.hub.next("storage", (request, response, bytes) => {
    response.setHeader("etag", '"v2"');
    const from = Number(/\d+/.exec(request.headers.range ?? "")?.[0]);
    const range = `bytes ${from}-${bytes.length - 1}/${bytes.length}`;
    response.writeHead(206, { "content-range": range }).end(bytes.subarray(from));
  });
  const url = run.hub.storageUrl(`${repo}/sub/Tiny-Q8_0.gguf`);
  await expect(run.pull(url)).rejects.toThrow(/something else than the bytes/);
  expect(await hashOf((await run.pull(url)).place)).toBe(sha256(weights));
});
