import { readFileSync } from "node:fs";
import { readdir, readFile, readlink } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadEngine } from "@qwents/engine";
import { expect, test } from "vitest";
import { findCached, listCached } from "./cached-models.ts";
import { cutAfter, type Handler, json, status, withRanges } from "./fake-answers.fixture.ts";
import { commit, gitBlob, sha256 } from "./fake-hub.fixture.ts";
import { bytesOf, hashOf, setUpPull, token } from "./pull.fixture.ts";
import type { PullProgress } from "./pull-options.ts";

const repo = "Qwen/Tiny";
const config = Buffer.from('{"model_type":"qwen3"}');
const parts = [bytesOf(300_000), bytesOf(200_000, 3)];
const folder = {
  "config.json": config,
  "tokenizer.json": Buffer.from("{}"),
  "model.safetensors.index.json": Buffer.from('{"weight_map":{}}'),
  "model-00001-of-00002.safetensors": parts[0],
  "model-00002-of-00002.safetensors": parts[1],
  ".gitattributes": Buffer.from("x"),
  "figures/logo.png": Buffer.from("x"),
};
const names = Object.keys(folder).slice(0, 5);

async function setUp(files: Readonly<Record<string, Buffer>> = folder) {
  const run = await setUpPull();
  run.hub.repos.set(repo, new Map(Object.entries(files)));
  return run;
}

test("a repository of safetensors comes as a folder, with what belongs beside them and no more", async () => {
  await using run = await setUp();
  const progress: PullProgress[] = [];
  const { place, sizeBytes, pulledBytes } = await run.pull(repo, { onProgress: (at) => progress.push(at) });
  expect(place).toBe(join(run.settings.huggingFace.folder, "models--Qwen--Tiny", "snapshots", commit));
  expect((await readdir(place)).sort()).toEqual(names.toSorted());
  expect(await readFile(join(place, "config.json"))).toEqual(config);
  expect(await hashOf(join(place, "model-00002-of-00002.safetensors"))).toBe(sha256(parts[1]));
  expect(pulledBytes).toBe(sizeBytes);
  expect(progress.at(-1)).toMatchObject({ doneBytes: sizeBytes, totalBytes: sizeBytes });
  expect(await listCached(run.settings)).toMatchObject([{ name: repo, place, sizeBytes }]);
  expect(await run.pull(repo)).toMatchObject({ place, pulledBytes: 0 });
});

test("what was pulled so is loaded by its name, and computes", async () => {
  const golden = fileURLToPath(new URL("../../../../tests/golden/qwen3/", import.meta.url));
  const names = ["config.json", "model.safetensors"];
  await using run = await setUp(Object.fromEntries(names.map((name) => [name, readFileSync(golden + name)])));
  const { place } = await run.pull(repo, { connections: 2, partBytes: 65_536 });
  const engine = await loadEngine(place, { backend: "reference", contextLength: 64 });
  expect(engine.info).toMatchObject({ id: "Tiny", container: "safetensors" });
  const events = await Array.fromAsync(engine.generate({ tokenIds: [5, 6, 7], maxTokens: 2 }));
  expect(events.at(-1)).toMatchObject({ type: "end", usage: { completionTokens: 2 } });
  await engine.close();
});

test("what says how it is pooled comes along", async () => {
  const pooling = Buffer.from('{"pooling_mode_mean_tokens":true}');
  await using run = await setUp({ ...folder, "1_Pooling/config.json": pooling, "modules.json": Buffer.from("[]") });
  const { place } = await run.pull(repo);
  expect((await readdir(place)).sort()).toEqual([...names, "1_Pooling", "modules.json"].toSorted());
  expect(await readFile(join(place, "1_Pooling", "config.json"))).toEqual(pooling);
  expect(await listCached(run.settings)).toMatchObject([{ name: repo, place }]);
});

test("small files are named as git names them, and checked by that", async () => {
  await using run = await setUp();
  const { place } = await run.pull(repo);
  expect(await readlink(join(place, "config.json"))).toBe(join("..", "..", "blobs", gitBlob(config)));
  await using other = await setUp();
  other.hub.next("resolve", (request, response) =>
    withRanges(request, response, Buffer.from('{"model_type":"qwen9"}')),
  );
  await expect(other.pull(repo)).rejects.toThrow(`expected git hash ${gitBlob(config)}, got`);
});

test("a folder that is not whole is no model", async () => {
  await using run = await setUp();
  run.hub.next("storage", withRanges);
  run.hub.next("storage", status(404));
  await expect(run.pull(repo)).rejects.toMatchObject({ code: "hub/not-found" });
  expect(await listCached(run.settings)).toEqual([]);
  expect(await findCached(run.referenceOf(repo), run.settings)).toEqual([]);
  const { pulledBytes } = await run.pull(repo);
  expect(pulledBytes).toBe(parts[1].length);
});

test("cut connections and several at once serve folders, too", async () => {
  await using run = await setUp();
  run.hub.next("storage", cutAfter(100_000));
  const { place } = await run.pull(repo, { connections: 2, partBytes: 65_536 });
  expect(await hashOf(join(place, "model-00001-of-00002.safetensors"))).toBe(sha256(parts[0]));
});

test("beside GGUF files it has to be said which is meant", async () => {
  await using run = await setUp({ ...folder, "Tiny-Q8_0.gguf": parts[0] });
  await expect(run.pull(repo)).rejects.toThrow(/several models: Q8_0 \(293 KiB\), safetensors \(488 KiB\); name one/);
  await run.pull(`${repo}:safetensors`);
  await run.pull(`${repo}:Q8_0`);
  expect((await listCached(run.settings)).map(({ name }) => name)).toEqual([`${repo}:Q8_0`, `${repo}:safetensors`]);
  expect(await findCached(run.referenceOf(repo), run.settings)).toHaveLength(2);
  expect(await findCached(run.referenceOf(`${repo}:safetensors`), run.settings)).toHaveLength(1);
});

test("offline, what is here is found without a word to anybody", async () => {
  await using run = await setUp();
  const settings = { ...run.settings, isOffline: true };
  await expect(run.pull(repo, { settings })).rejects.toMatchObject({ code: "hub/offline" });
  const url = run.hub.storageUrl("Qwen/Tiny-GGUF/sub/Tiny-Q8_0.gguf");
  await expect(run.pull(url, { settings })).rejects.toMatchObject({ code: "hub/offline" });
  expect(run.hub.requests).toEqual([]);
  const { place, sizeBytes } = await run.pull(repo);
  const before = run.hub.requests.length;
  expect(await run.pull(repo, { settings })).toEqual({ place, sizeBytes, pulledBytes: 0 });
  expect(run.hub.requests).toHaveLength(before);
});

test("lists that cannot be, or have no end, are refused", async () => {
  const file = { type: "file", path: "config.json", size: 22, oid: gitBlob(config) };
  const lfs = { oid: "0".repeat(64), size: 5 };
  const endless: Handler = (request, response, bytes) => {
    run.hub.next("api", endless);
    response.setHeader("link", `<${request.url}&cursor=x>; rel="next"`);
    json(Array.from({ length: 20_000 }, () => ({ type: "directory" })))(request, response, bytes);
  };
  const cases: [string, Handler, RegExp][] = [
    ["no list", json({}), /a list of files/],
    ["no hash", json([{ ...file, oid: "x" }]), /the hash of config\.json/],
    ["no size", json([{ ...file, size: "22" }]), /a possible size of config\.json/],
    ["a configuration of a terabyte", json([{ ...file, size: 2 ** 40 }]), /a possible size of config\.json/],
    ["empty weights", json([{ type: "file", path: "a.gguf", lfs: { ...lfs, size: 0 } }]), /a possible size of a\.gguf/],
    ["a way out", json([{ type: "file", path: "a/../../b.safetensors", lfs }]), /file names/],
    ["the same twice", json([file, file]), /file names/],
    ["no end", endless, /a list of at most 50000 files/],
  ];
  const run = await setUp();
  for (const [what, handler, message] of cases) {
    run.hub.next("api", json({ sha: commit }));
    run.hub.next("api", handler);
    const error = await run.pull(repo).catch((thrown) => thrown);
    expect(error, what).toMatchObject({ code: "hub/bad-answer", message: expect.stringMatching(message) });
  }
  await run[Symbol.asyncDispose]();
});

test("the next page of a list is asked of the hub itself, wherever it says it is", async () => {
  await using run = await setUp();
  await using elsewhere = await setUp();
  const entries = names.map((path) => ({ type: "file", path, size: 1, oid: gitBlob(config) }));
  run.hub.next("api", json({ sha: commit }));
  run.hub.next("api", (request, response, bytes) => {
    response.setHeader("link", `<${elsewhere.hub.endpoint}/steal?cursor=2>; rel="next"`);
    json(entries.slice(0, 1))(request, response, bytes);
  });
  await run.pull(repo).catch(() => {});
  expect(elsewhere.hub.requests).toEqual([]);
  expect(run.hub.requests[2]).toMatchObject({ part: "api", authorization: `Bearer ${token}` });
  expect(run.hub.requests[2].url).toMatch(/^\/api\/models\/Qwen\/Tiny\/tree\/.*\?cursor=2$/);
});
