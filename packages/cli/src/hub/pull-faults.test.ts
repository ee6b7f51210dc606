import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { findCached, listCached } from "./cached-models.ts";
import { cutAfter, redirect, status, trickling, withoutRanges, withRanges } from "./fake-answers.fixture.ts";
import { commit, sha256 } from "./fake-hub.fixture.ts";
import { bytesOf, hashOf, megabyte, rangesOf, repo, setUpPull, weights } from "./pull.fixture.ts";
import type { PullProgress } from "./pull-options.ts";

test("a connection that is cut goes on where it ended", async () => {
  await using run = await setUpPull();
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
  await using run = await setUpPull();
  run.hub.next("storage", cutAfter(1_500_000));
  run.hub.next("storage", withoutRanges);
  const { place } = await run.pull(`${repo}:Q8_0`);
  expect(await hashOf(place)).toBe(sha256(weights));
});

test("a range other than the one asked for is not taken", async () => {
  await using run = await setUpPull();
  run.hub.next("storage", cutAfter(1_500_000));
  run.hub.next("storage", (_, response, bytes) => {
    response.writeHead(206, { "content-range": `bytes 5-${bytes.length - 1}/${bytes.length}` }).end(bytes.subarray(5));
  });
  await expect(run.pull(`${repo}:Q8_0`)).rejects.toMatchObject({ code: "hub/bad-answer" });
  expect(await hashOf((await run.pull(`${repo}:Q8_0`)).place)).toBe(sha256(weights));
});

test("connections that only ever break are given up", async () => {
  await using run = await setUpPull();
  for (let i = 0; i < 4; i++) run.hub.next("storage", cutAfter(10_000));
  await expect(run.pull(`${repo}:Q8_0`)).rejects.toMatchObject({ code: "hub/unreachable" });
  expect(run.retried).toHaveLength(3);
  expect(await findCached(run.referenceOf(`${repo}:Q8_0`), run.settings)).toEqual([]);
});

test("an interrupted pull keeps what came, and the next one goes on", async () => {
  await using run = await setUpPull();
  run.hub.next("storage", trickling(400_000, 10));
  const controller = new AbortController();
  const onProgress = ({ doneBytes }: PullProgress) => doneBytes > 1_000_000 && controller.abort();
  const interrupted = run.pull(`${repo}:Q8_0`, { signal: controller.signal, onProgress });
  await expect(interrupted).rejects.toMatchObject({ name: "AbortError" });
  expect(await run.namesOfBlobs()).toEqual([`${sha256(weights)}.qwents-incomplete`]);
  expect(await listCached(run.settings)).toEqual([]);
  const { place, pulledBytes } = await run.pull(`${repo}:Q8_0`);
  expect(await hashOf(place)).toBe(sha256(weights));
  expect(pulledBytes).toBeLessThan(weights.length - 1_000_000);
  expect(rangesOf(run.hub).at(-1)).toMatch(/^bytes=\d{7}-$/);
});

test("wrong bytes are told and deleted", async () => {
  await using run = await setUpPull();
  const wrong = bytesOf(weights.length, 7);
  run.hub.next("storage", (request, response) => withRanges(request, response, wrong));
  const outcome = run.pull(`${repo}:Q8_0`);
  await expect(outcome).rejects.toMatchObject({ code: "hub/wrong-checksum" });
  await expect(outcome).rejects.toThrow(`expected SHA-256 ${sha256(weights)}, got ${sha256(wrong)}`);
  expect(await readdir(run.blobs)).toEqual([]);
  expect(await listCached(run.settings)).toEqual([]);
  expect(await hashOf((await run.pull(`${repo}:Q8_0`)).place)).toBe(sha256(weights));
});

test("wrong bytes that an earlier run has left are replaced", async () => {
  await using run = await setUpPull();
  await mkdir(run.blobs, { recursive: true });
  await writeFile(join(run.blobs, `${sha256(weights)}.qwents-incomplete`), bytesOf(megabyte, 7));
  await writeFile(join(run.blobs, sha256(weights)), "half of it");
  expect(await hashOf((await run.pull(`${repo}:Q8_0`)).place)).toBe(sha256(weights));
});

test("more bytes than promised are not taken", async () => {
  await using run = await setUpPull();
  run.hub.next("storage", (_, response, bytes) => void response.writeHead(200).end(Buffer.concat([bytes, bytes])));
  await expect(run.pull(`${repo}:Q8_0`)).rejects.toThrow(/expected at most 3145728 bytes/);
});

test("trouble that passes is waited for", async () => {
  await using run = await setUpPull();
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
    await using run = await setUpPull();
    run.hub.next(part, handler);
    const error = await run.pull(`${repo}:Q8_0`).catch((thrown) => thrown);
    expect(error, what).toMatchObject({ code, message: expect.stringMatching(message) });
    expect(error.message, what).not.toMatch(/secret/);
    expect(run.retried, what).toEqual([]);
  }
});

test("a redirect that turns in a circle ends", async () => {
  await using run = await setUpPull();
  for (let i = 0; i < 11; i++)
    run.hub.next("resolve", redirect(`${run.hub.endpoint}/${repo}/resolve/${commit}/x.gguf`));
  await expect(run.pull(`${repo}:Q8_0`)).rejects.toThrow(/without end/);
});

test("a repository that is not there, and a hub that is not there", async () => {
  await using run = await setUpPull();
  const settings = { ...run.settings, huggingFace: { ...run.settings.huggingFace, token: undefined } };
  await expect(run.pull("Qwen/None:Q8_0", { settings })).rejects.toThrow(
    /no such repository, or it is private.*HF_TOKEN/,
  );
  await run.hub[Symbol.asyncDispose]();
  await expect(run.pull(`${repo}:Q8_0`)).rejects.toMatchObject({
    code: "hub/unreachable",
    message: expect.stringMatching(/ECONNREFUSED.*check the network/),
  });
});
