import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { downloadEventSchema, downloadListSchema, downloadSchema } from "@qwents/protocol";
import { expect, test } from "vitest";
import { listCached } from "../hub/cached-models.ts";
import { cutAfter, trickling } from "../hub/fake-answers.fixture.ts";
import { sha256 } from "../hub/fake-hub.fixture.ts";
import { bytesOf, hashOf, megabyte, rangesOf, repo, token } from "../hub/pull.fixture.ts";
import { setUpLibrary } from "./library.fixture.ts";

const slow = trickling(64 * 1024, 10);
const [q4, q8] = [1, 2].map((seed) => bytesOf(3 * megabyte, seed));
const hasBegun = ({ downloaded_bytes }: { downloaded_bytes: number }) => downloaded_bytes > 300_000;

test("a model comes, and its progress is told", async () => {
  await using run = await setUpLibrary();
  const begun = await run.call("POST", "/v1/downloads", { model: `${repo}:Q8_0` });
  expect(begun.status).toBe(200);
  expect(downloadSchema.parse(begun.body)).toMatchObject({ model: `${repo}:Q8_0`, downloaded_bytes: 0 });
  const events = (await run.eventsOf(begun.body.id)).map((event) => downloadEventSchema.parse(event));
  expect(events.slice(0, -1).every(({ type }) => type === "download.progress")).toBe(true);
  const file = { name: "Tiny-Q8_0.gguf", size_bytes: q8.length, downloaded_bytes: q8.length };
  expect(events.at(-1)).toMatchObject({
    type: "download.completed",
    download: {
      status: "completed",
      resolved: `${repo}:Q8_0`,
      downloaded_bytes: q8.length,
      total_bytes: q8.length,
      files: [{ ...file, digest: `sha256:${sha256(q8)}` }],
    },
  });
  const [model] = await listCached(run.settings);
  expect([model.name, await hashOf(model.place)]).toEqual([`${repo}:Q8_0`, sha256(q8)]);
  const list = downloadListSchema.parse((await run.call("GET", "/v1/downloads")).body);
  expect(list.data.map(({ id }) => id)).toEqual([begun.body.id]);
});

test("speed and time left are told while it runs", async () => {
  await using run = await setUpLibrary();
  // For several seconds: a speed is told after half of one.
  run.hub.next("storage", trickling(4 * 1024, 10));
  const { id } = await run.begin(`${repo}:Q8_0`);
  const running = await run.until(id, ({ bytes_per_second }) => bytes_per_second !== null);
  expect(running).toMatchObject({ status: "running", phase: "downloading", total_bytes: q8.length });
  expect(running.bytes_per_second).toBeGreaterThan(10_000);
  expect(running.seconds_left).toBeGreaterThan(0);
  await run.call("DELETE", `/v1/downloads/${id}`);
});

test("a connection that is cut is tried again, from where it ended", async () => {
  await using run = await setUpLibrary();
  run.hub.next("storage", cutAfter(megabyte));
  const { id } = await run.begin(`${repo}:Q8_0`);
  expect(await run.ended(id)).toMatchObject({ status: "completed" });
  expect(rangesOf(run.hub)).toEqual([undefined, expect.stringMatching(/^bytes=\d{6,7}-$/)]);
});

test("paused, its parts stay; resumed, it goes on from them", async () => {
  await using run = await setUpLibrary();
  run.hub.next("storage", slow);
  const { id } = await run.begin(`${repo}:Q8_0`);
  const events = run.eventsOf(id);
  await run.until(id, hasBegun);
  const paused = (await run.call("POST", `/v1/downloads/${id}/pause`)).body;
  expect(paused).toMatchObject({ status: "paused", bytes_per_second: null, seconds_left: null });
  expect((await events).at(-1)).toMatchObject({ type: "download.paused", download: { id } });
  expect(await run.namesOfBlobs()).toEqual([`${sha256(q8)}.qwents-incomplete`]);
  expect((await run.call("POST", `/v1/downloads/${id}/pause`)).body.status).toBe("paused");

  expect((await run.call("POST", `/v1/downloads/${id}/resume`)).body.status).toBe("queued");
  expect(await run.ended(id)).toMatchObject({ status: "completed", downloaded_bytes: q8.length });
  const [, second] = rangesOf(run.hub);
  expect(Number(/^bytes=(\d+)-$/.exec(second ?? "")?.[1])).toBeGreaterThan(300_000);
  for (const change of ["pause", "resume"]) {
    const refused = await run.call("POST", `/v1/downloads/${id}/${change}`);
    expect([refused.status, refused.body.error.code]).toEqual([400, "request/invalid"]);
  }
});

test("cancelled, its parts go, and what others have brought stays", async () => {
  await using run = await setUpLibrary();
  await run.pull(`${repo}:Q4_K_M`);
  run.hub.next("storage", slow);
  const { id } = await run.begin(`${repo}:Q8_0`);
  await run.until(id, hasBegun);
  const { body } = await run.call("DELETE", `/v1/downloads/${id}`);
  expect(body).toMatchObject({ status: "cancelled", downloaded_bytes: 0 });
  expect(await run.namesOfBlobs()).toEqual([sha256(q4)]);
  expect((await run.call("DELETE", `/v1/downloads/${id}`)).status).toBe(200);
  const gone = await run.call("GET", `/v1/downloads/${id}`);
  expect([gone.status, gone.body.error.code]).toEqual([404, "files/not-found"]);
});

test("of a model of several files, a cancelled download takes back all that it has brought", async () => {
  const part = (n: number) => `Big-Q8_0-0000${n}-of-00002.gguf`;
  await using run = await setUpLibrary({ files: { [part(1)]: q4, [part(2)]: q8 } });
  run.hub.next("storage", (request, response, bytes) => {
    run.hub.next("storage", slow);
    response.writeHead(200, { "content-length": bytes.length }).end(bytes);
    request.resume();
  });
  const { id } = await run.begin(`${repo}:Q8_0`);
  const { files } = await run.until(id, ({ downloaded_bytes }) => downloaded_bytes > q4.length + 100_000);
  expect(files.map(({ downloaded_bytes }) => downloaded_bytes === q4.length)).toEqual([true, false]);
  await run.call("DELETE", `/v1/downloads/${id}`);
  expect(await readdir(run.settings.huggingFace.folder)).toEqual([]);
});

test("two clients have one download, which outlives both", async () => {
  await using run = await setUpLibrary();
  run.hub.next("storage", slow);
  const [first, second] = await Promise.all([run.begin(`${repo}:Q8_0`), run.begin(`${repo}:q8_0`)]);
  expect(second.id).toBe(first.id);
  const reader = new AbortController();
  const stream = await fetch(`${run.url()}/v1/downloads/${first.id}?stream=true`, { signal: reader.signal });
  expect((await stream.body!.getReader().read()).done).toBe(false);
  reader.abort();
  expect(await run.until(first.id, hasBegun)).toMatchObject({ status: "running" });
  await run.call("POST", `/v1/downloads/${first.id}/pause`);
  // Asked for once more, it goes on.
  expect(await run.begin(`hf:${repo}:Q8_0`)).toMatchObject({ id: first.id, status: "queued" });
  expect(await run.ended(first.id)).toMatchObject({ status: "completed" });
  expect((await run.begin(`${repo}:Q8_0`)).id).not.toBe(first.id);
});

test("what two names mean is pulled by one download, and found by the other", async () => {
  await using run = await setUpLibrary({ files: { "Tiny-Q8_0.gguf": q8 } });
  run.hub.next("storage", slow);
  const first = await run.begin(`${repo}:Q8_0`);
  await run.until(first.id, hasBegun);
  const second = await run.begin(repo);
  expect(second.id).not.toBe(first.id);
  expect(await run.until(second.id, ({ resolved }) => resolved !== undefined)).toMatchObject({ downloaded_bytes: 0 });
  // Whoever waits can be stopped, too.
  expect((await run.call("POST", `/v1/downloads/${second.id}/pause`)).body.status).toBe("paused");
  await run.call("POST", `/v1/downloads/${second.id}/resume`);
  await run.call("POST", `/v1/downloads/${first.id}/pause`);
  expect(await run.ended(second.id)).toMatchObject({ status: "completed" });
  await run.call("POST", `/v1/downloads/${first.id}/resume`);
  expect(await run.ended(first.id)).toMatchObject({ status: "completed" });
});

test("two run, the third waits for its turn", async () => {
  await using run = await setUpLibrary();
  for (let i = 0; i < 2; i++) run.hub.next("storage", slow);
  const [a, b] = [await run.begin(`${repo}:Q4_K_M`), await run.begin(`${repo}:Q8_0`)];
  await run.until(a.id, hasBegun);
  await run.until(b.id, hasBegun);
  const c = await run.begin(`${repo}:BF16`);
  expect((await run.call("GET", `/v1/downloads/${c.id}`)).body.status).toBe("queued");
  await run.call("POST", `/v1/downloads/${a.id}/pause`);
  expect(await run.ended(c.id)).toMatchObject({ status: "completed" });
  await run.call("DELETE", `/v1/downloads/${b.id}`);
});

test("what was under way when the server ended is paused at its next start, and goes on", async () => {
  await using run = await setUpLibrary();
  run.hub.next("storage", slow);
  const { id } = await run.begin(`${repo}:Q8_0`);
  await run.until(id, hasBegun);
  await run.restart();
  const { body } = await run.call("GET", `/v1/downloads/${id}`);
  expect(body).toMatchObject({ status: "paused", resolved: `${repo}:Q8_0`, total_bytes: q8.length });
  expect(body.downloaded_bytes).toBeGreaterThan(300_000);
  await run.call("POST", `/v1/downloads/${id}/resume`);
  expect(await run.ended(id)).toMatchObject({ status: "completed" });
  expect(rangesOf(run.hub)).toEqual([undefined, expect.stringMatching(/^bytes=\d{6,}-$/)]);
  await run.restart();
  expect((await run.call("GET", "/v1/downloads")).body.data).toEqual([]);
  expect(await readdir(join(run.settings.urlFolder, "..", "downloads"))).toEqual([]);
});

test("the token is in no answer", async () => {
  await using run = await setUpLibrary();
  const { id } = await run.begin(`${repo}:Q8_0`);
  const events = JSON.stringify(await run.eventsOf(id));
  const found = await run.call("GET", "/v1/models/search?q=tiny");
  expect(run.hub.requests.some(({ authorization }) => authorization === `Bearer ${token}`)).toBe(true);
  expect(events + found.text).not.toContain(token);
});
