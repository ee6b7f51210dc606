import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { listCached } from "./cached-models.ts";
import { cutAfter, type Handler, status, trickling, withoutRanges, withRanges } from "./fake-answers.fixture.ts";
import { type FakeHub, sha256 } from "./fake-hub.fixture.ts";
import { bytesOf, hashOf, megabyte, rangesOf, repo, setUpPull, weights } from "./pull.fixture.ts";
import type { PullProgress } from "./pull-options.ts";

const parts = { connections: 3, partBytes: megabyte / 2 };
const numParts = 6;
const partial = `${sha256(weights)}.qwents-incomplete`;

const startsOf = (hub: FakeHub) => rangesOf(hub).map((range) => Number(/\d+/.exec(range ?? "")?.[0] ?? -1));

/** The first request is answered, the others not before three wait; counts how many do so at once. */
function waitingForThree(hub: FakeHub) {
  const seen = { most: 0 };
  const waiting: (() => void)[] = [];
  const held: Handler = (request, response, bytes) => {
    waiting.push(() => withRanges(request, response, bytes));
    seen.most = Math.max(seen.most, waiting.length);
    if (waiting.length === 3) for (const answer of waiting.splice(0)) answer();
  };
  hub.next("storage", withRanges);
  for (let i = 0; i < 3; i++) hub.next("storage", held);
  return seen;
}

test("several connections bring a file in parts, no more than asked for", async () => {
  await using run = await setUpPull();
  const seen = waitingForThree(run.hub);
  const progress: PullProgress[] = [];
  const { place, pulledBytes } = await run.pull(`${repo}:Q8_0`, { ...parts, onProgress: (at) => progress.push(at) });
  expect(await hashOf(place)).toBe(sha256(weights));
  expect([pulledBytes, seen.most]).toEqual([weights.length, 3]);
  const starts = Array.from({ length: numParts }, (_, i) => (i * megabyte) / 2);
  expect(startsOf(run.hub).sort((a, b) => a - b)).toEqual(starts);
  expect(progress.at(-1)?.doneBytes).toBe(weights.length);
  expect(await run.namesOfBlobs()).toEqual([sha256(weights)]);
});

test("a part that is cut goes on where it ended, whichever it is", async () => {
  await using run = await setUpPull();
  run.hub.next("storage", withRanges);
  for (let i = 0; i < 5; i++) run.hub.next("storage", cutAfter(100_000 + 1000 * i));
  const { place } = await run.pull(`${repo}:Q8_0`, {
    ...parts,
    retries: { attempts: 9, firstDelayMs: 1, longestDelayMs: 9 },
  });
  expect(await hashOf(place)).toBe(sha256(weights));
  const again = rangesOf(run.hub).filter(
    (range) => !/^bytes=(0|524288|1048576|1572864|2097152|2621440)-/.test(range ?? ""),
  );
  expect(again.length).toBeGreaterThanOrEqual(5);
  for (const range of again) expect(range).toMatch(/^bytes=\d+-(1048575|1572863|2097151|2621439)?$/);
});

test("an interrupted pull goes on part by part, and is no model meanwhile", async () => {
  await using run = await setUpPull();
  run.hub.next("storage", withRanges);
  for (let i = 0; i < parts.connections; i++) run.hub.next("storage", trickling(60_000, 10));
  const controller = new AbortController();
  const onProgress = ({ doneBytes }: PullProgress) => doneBytes > 1.2 * megabyte && controller.abort();
  const outcome = run.pull(`${repo}:Q8_0`, { ...parts, signal: controller.signal, onProgress });
  await expect(outcome).rejects.toMatchObject({ name: "AbortError" });
  expect(await run.namesOfBlobs()).toEqual([partial, `${partial}.parts`]);
  expect(await listCached(run.settings)).toEqual([]);
  const there: [number, number][] = JSON.parse(await readFile(join(run.blobs, `${partial}.parts`), "utf8"));
  expect(there.length).toBeGreaterThan(1);
  const { place, pulledBytes } = await run.pull(`${repo}:Q8_0`, parts);
  expect(await hashOf(place)).toBe(sha256(weights));
  expect(pulledBytes).toBe(weights.length - there.reduce((sum, [from, to]) => sum + to - from, 0));
  expect(await run.namesOfBlobs()).toEqual([sha256(weights)]);
});

test("a server that ignores ranges is read over one connection", async () => {
  await using run = await setUpPull();
  run.hub.next("storage", withoutRanges);
  const { place } = await run.pull(`${repo}:Q8_0`, parts);
  expect(await hashOf(place)).toBe(sha256(weights));
  expect(rangesOf(run.hub)).toHaveLength(1);
});

test("a server that stops giving ranges is read from the start, and what is here is kept", async () => {
  await using run = await setUpPull();
  run.hub.next("storage", withRanges);
  for (let i = 0; i < 3; i++) run.hub.next("storage", withoutRanges);
  expect(await hashOf((await run.pull(`${repo}:Q8_0`, parts)).place)).toBe(sha256(weights));
});

test("further connections that are not let through are done without", async () => {
  await using run = await setUpPull();
  // The first has its part, the others are turned away for good.
  run.hub.next("storage", (_, response, bytes) => {
    response.writeHead(206, { "content-range": `bytes 0-524287/${bytes.length}` }).write(bytes.subarray(0, 1000));
    setTimeout(() => response.end(bytes.subarray(1000, megabyte / 2)), 200);
  });
  for (let i = 0; i < 2; i++) run.hub.next("storage", status(429, { "retry-after": "3600" }));
  const { place } = await run.pull(`${repo}:Q8_0`, parts);
  expect(await hashOf(place)).toBe(sha256(weights));
});

test("wrong bytes in one part spoil the file, and the next pull begins anew", async () => {
  await using run = await setUpPull();
  run.hub.next("storage", withRanges);
  run.hub.next("storage", (request, response) => withRanges(request, response, bytesOf(weights.length, 7)));
  await expect(run.pull(`${repo}:Q8_0`, parts)).rejects.toMatchObject({ code: "hub/wrong-checksum" });
  expect(await listCached(run.settings)).toEqual([]);
  expect(await hashOf((await run.pull(`${repo}:Q8_0`, parts)).place)).toBe(sha256(weights));
});

test("what will not pass in any part ends all of them", async () => {
  await using run = await setUpPull();
  run.hub.next("storage", withRanges);
  run.hub.next("storage", trickling(1000, 10));
  run.hub.next("storage", status(403));
  await expect(run.pull(`${repo}:Q8_0`, parts)).rejects.toMatchObject({ code: "hub/refused" });
  expect(await run.namesOfBlobs()).toContain(partial);
});

test("notes about parts that cannot be are not believed", async () => {
  for (const note of ["[[0,9e15]]", "[[5,2]]", "{}", "[[0,1048576],[2097152,3145728]]", "no JSON", "[[-1,5]]"]) {
    await using run = await setUpPull();
    await mkdir(run.blobs, { recursive: true });
    await writeFile(join(run.blobs, partial), bytesOf(2 * megabyte, 7));
    await writeFile(join(run.blobs, `${partial}.parts`), note);
    expect(await hashOf((await run.pull(`${repo}:Q8_0`, parts)).place), note).toBe(sha256(weights));
    expect(await run.namesOfBlobs(), note).toEqual([sha256(weights)]);
  }
});

test("what is longer than the file is begun anew", async () => {
  await using run = await setUpPull();
  await mkdir(run.blobs, { recursive: true });
  await writeFile(join(run.blobs, partial), Buffer.concat([weights, weights]));
  await writeFile(join(run.blobs, `${partial}.parts`), "[[0,1048576]]");
  const { place } = await run.pull(`${repo}:Q8_0`, parts);
  expect(await hashOf(place)).toBe(sha256(weights));
});

test("a file from elsewhere that changes between two parts is not mixed", async () => {
  await using run = await setUpPull();
  run.hub.next("storage", withRanges);
  run.hub.next("storage", withRanges);
  run.hub.next("storage", (request, response, bytes) => {
    const [writeHead, self] = [response.writeHead.bind(response), response];
    self.writeHead = ((code: number, headers: object) =>
      writeHead(code, { ...headers, etag: '"v2"' })) as typeof writeHead;
    withRanges(request, self, bytes);
  });
  const url = run.hub.storageUrl(`${repo}/sub/Tiny-Q8_0.gguf`);
  await expect(run.pull(url, parts)).rejects.toThrow(/something else than the bytes/);
  expect(await hashOf((await run.pull(url, parts)).place)).toBe(sha256(weights));
});
