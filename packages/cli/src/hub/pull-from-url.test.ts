import { mkdir, readdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { expect, test, vi } from "vitest";
import { urlPlace } from "./cached-models.ts";
import { type Handler, withRanges } from "./fake-answers.fixture.ts";
import { sha256 } from "./fake-hub.fixture.ts";
import { hashOf, rangesOf, repo, setUpPull, weights } from "./pull.fixture.ts";

async function setUp() {
  const run = await setUpPull();
  const url = run.hub.storageUrl(`${repo}/sub/Tiny-Q8_0.gguf`);
  const place = urlPlace(new URL(url), run.settings);
  return Object.assign(run, { url, place, folder: dirname(place) });
}

/** Answers with another tag than the usual one, or none. */
const tagged =
  (etag: string | undefined): Handler =>
  (request, response, bytes) => {
    const writeHead = response.writeHead.bind(response);
    const fake: unknown = (code: number, { etag: _, ...headers }: Record<string, string>) =>
      writeHead(code, etag === undefined ? headers : { ...headers, etag });
    withRanges(request, Object.assign(response, { writeHead: fake as typeof writeHead }), bytes);
  };

test.each([
  ["gives no tag", undefined, undefined],
  ["gives another tag each time", '"v1"', '"v2"'],
])("a second pull leaves the first one's bytes alone where a server %s", async (_, tag, nextTag) => {
  await using run = await setUp();
  const { promise: secondEnded, resolve: endSecond } = Promise.withResolvers<void>();
  run.hub.next("storage", tagged(tag));
  run.hub.next("storage", (...args) => void secondEnded.then(() => tagged(tag)(...args)));
  run.hub.next("storage", tagged(nextTag));
  const first = run.pull(run.url);
  await vi.waitFor(() => expect(rangesOf(run.hub)).toHaveLength(2));
  await expect(run.pull(run.url)).rejects.toThrow(`process ${process.pid} is pulling the same file`);
  endSecond();
  expect(await hashOf((await first).place)).toBe(sha256(weights));
  expect(await readdir(run.folder)).toEqual(["Tiny-Q8_0.gguf"]);
});

test("what an earlier run has left of another version goes, with its lock", async () => {
  await using run = await setUp();
  await mkdir(run.folder, { recursive: true });
  for (const ending of ["", ".parts", ".lock"]) await writeFile(`${run.folder}/0.qwents-incomplete${ending}`, "");
  await writeFile(`${run.place}.lock`, "4194999");
  await run.pull(run.url);
  expect(await readdir(run.folder)).toEqual(["Tiny-Q8_0.gguf"]);
});

test("what another process is pulling is left to it", async () => {
  await using run = await setUp();
  await mkdir(run.folder, { recursive: true });
  await writeFile(`${run.place}.lock`, String(process.ppid));
  await expect(run.pull(run.url)).rejects.toMatchObject({ code: "files/unwritable" });
  expect(rangesOf(run.hub)).toEqual(["bytes=0-0"]);
});
