import { readFileSync } from "node:fs";
import { modelDeletedSchema, modelFitSchema, modelSearchSchema } from "@qwents/protocol";
import { expect, test } from "vitest";
import { builtInModel } from "../find-model.ts";
import { listCached } from "../hub/cached-models.ts";
import { json, status, trickling } from "../hub/fake-answers.fixture.ts";
import { repo } from "../hub/pull.fixture.ts";
import { setUpLibrary } from "./library.fixture.ts";

const cockpit = readFileSync(builtInModel());

test("search finds what is here, short names and what the hub has", async () => {
  await using run = await setUpLibrary();
  await run.pull(`${repo}:Q8_0`);
  const tiny = modelSearchSchema.parse((await run.call("GET", "/v1/models/search?q=TINY")).body);
  expect(tiny).toEqual({
    object: "list",
    data: [
      {
        id: `${repo}:Q8_0`,
        object: "model.search_result",
        source: "here",
        repository: repo,
        quantization: "Q8_0",
        is_here: true,
        size_bytes: 3 * 2 ** 20,
      },
      {
        id: repo,
        object: "model.search_result",
        source: "repository",
        repository: repo,
        is_here: true,
        downloads: 7,
        likes: 2,
        last_modified: "2026-01-02T03:04:05.000Z",
        is_gated: false,
      },
    ],
    hub: { reached: true },
  });
  const { body } = await run.call("GET", "/v1/models/search?q=qwen3 0.6b&limit=5");
  expect(body.data.map(({ id }: { id: string }) => id)).toContain("qwen3:0.6b");
  const asked = new URL(run.hub.requests.at(-1)!.url, run.hub.endpoint).searchParams;
  expect([asked.get("search"), asked.get("filter"), asked.get("limit")]).toEqual(["qwen3 0.6b", "gguf", "10"]);
});

test.each(["q=modelscope:TINY", "q=TINY&hub=modelscope"])("search asks ModelScope: %s", async (query) => {
  await using run = await setUpLibrary();
  await run.pull(`modelscope:${repo}:Q8_0`);
  const { data, hub } = modelSearchSchema.parse((await run.call("GET", `/v1/models/search?${query}`)).body);
  expect(hub).toEqual({ reached: true });
  expect(data).toMatchObject([
    { id: `modelscope:${repo}:Q8_0`, source: "here", is_here: true },
    { id: `modelscope:${repo}`, source: "repository", repository: repo, is_here: true, downloads: 5, likes: 1 },
  ]);
  const { pathname, searchParams } = new URL(run.hub.requests.at(-1)!.url, run.hub.endpoint);
  expect([pathname, ...searchParams.values()]).toEqual(["/openapi/v1/models", "TINY gguf", "downloads", "1", "40"]);
});

test("of ModelScope, too, what is of another family or no GGUF is left out, and a fault is an answer", async () => {
  await using run = await setUpLibrary();
  const models = [{ id: "a/Qwen-x", tags: ["gguf"] }, { id: "a/Qwen-y" }, { id: "a/Other-GGUF" }, { id: "../x" }, null];
  run.hub.next("api", json({ success: true, data: { models } }));
  const { body } = await run.call("GET", "/v1/models/search?q=zzz&hub=modelscope");
  expect(body.data.map(({ id }: { id: string }) => id)).toEqual(["modelscope:a/Qwen-x"]);
  run.hub.next("api", json({ success: false, data: null }));
  const failed = await run.call("GET", "/v1/models/search?q=modelscope:");
  expect(failed.body).toMatchObject({ data: [], hub: { reached: false, reason: /ModelScope/ } });
  expect((await run.call("GET", "/v1/models/search?hub=elsewhere")).status).toBe(400);
});

test("what is of another family, or no answer of a hub, is left out", async () => {
  await using run = await setUpLibrary();
  const [like, unlike] = [{ architecture: "qwen3" }, { architecture: "llama" }];
  const found = [
    { id: "a/Any-GGUF", gguf: like, gated: "manual" },
    { id: "a/Qwen-like-GGUF", gguf: unlike },
    { id: "a/QwQ-GGUF" },
    { id: "a/Other-GGUF" },
    { id: "../../etc" },
    { id: 7 },
    null,
  ];
  run.hub.next("api", json(found));
  const { body } = await run.call("GET", "/v1/models/search?q=zzz");
  expect(body.data).toMatchObject([
    { id: "a/Any-GGUF", architecture: "qwen3", is_gated: true, is_here: false },
    { id: "a/QwQ-GGUF", is_gated: false },
  ]);
});

test("without the hub, search says so and has what it has", async () => {
  await using run = await setUpLibrary({ searchTimeoutMs: 200 });
  run.hub.next("api", status(500));
  const first = modelSearchSchema.parse((await run.call("GET", "/v1/models/search?q=0.6b")).body);
  expect(first.hub).toEqual({ reached: false, reason: expect.stringContaining("in trouble (500)") });
  expect(first.data.map(({ id }) => id)).toContain("qwen3:0.6b");
  run.hub.next("api", json({ not: "a list" }));
  expect((await run.call("GET", "/v1/models/search")).body.hub).toMatchObject({ reached: false });
  run.hub.next("api", (_, response) => void setTimeout(() => response.end("[]"), 1000));
  const late = await run.call("GET", "/v1/models/search");
  expect(late.body.hub).toEqual({ reached: false, reason: expect.stringContaining("did not answer in time") });
});

test("search for none of the hub does not ask it", async () => {
  await using run = await setUpLibrary();
  run.hub.next("api", status(500));
  const { body } = await run.call("GET", "/v1/models/search?q=0.6b&limit=0");
  expect(body.hub).toEqual({ reached: false });
  expect(modelSearchSchema.parse(body).data.map(({ id }) => id)).toContain("qwen3:0.6b");
});

test.each(["?limit=-1", "?limit=1000", "?word=a", `?q=${"a".repeat(201)}`])(
  "search with %s is refused",
  async (query) => {
    await using run = await setUpLibrary();
    expect((await run.call("GET", `/v1/models/search${query}`)).status).toBe(400);
  },
);

test("fit tells what the quantisations of a repository take", async () => {
  await using run = await setUpLibrary({ files: { "Tiny-Q8_0.gguf": cockpit, "Tiny-Q4_K_M.gguf": cockpit } });
  const { status: code, body } = await run.call("POST", "/v1/models/fit", { model: repo, context_length: 1024 });
  expect([code, body.error]).toEqual([200, undefined]);
  const fit = modelFitSchema.parse(body);
  expect(fit).toMatchObject({ model: repo, context_length: 1024, architecture: "qwen3" });
  const [first] = fit.quantizations;
  expect(fit.quantizations.map(({ model }) => model).sort()).toEqual([`${repo}:Q4_K_M`, `${repo}:Q8_0`]);
  expect(first).toMatchObject({ size_bytes: cockpit.length, missing_bytes: cockpit.length, verdict: "fits" });
  expect(fit.suggestion?.model).toMatch(/:Q/);
  // Measured once, until it is asked for again.
  const measured = async (more: object) => {
    const { body: next } = await run.call("POST", "/v1/models/fit", { model: repo, context_length: 1024, ...more });
    return modelFitSchema.parse(next).machine;
  };
  const { measured_at, read_bytes_per_second } = fit.machine;
  expect(Math.abs(measured_at - Date.now() / 1000)).toBeLessThan(60);
  expect(await measured({})).toMatchObject({ measured_at, read_bytes_per_second });
  expect((await measured({ measure_again: true })).read_bytes_per_second).not.toBe(read_bytes_per_second);
});

test("fit of what there is not, and of paths", async () => {
  await using run = await setUpLibrary();
  const missing = await run.call("POST", "/v1/models/fit", { model: `${repo}:Q2_K` });
  expect([missing.status, missing.body.error.code]).toEqual([404, "hub/not-found"]);
  run.hub.next("api", status(401));
  expect((await run.call("POST", "/v1/models/fit", { model: repo })).status).toBe(403);
  for (const model of [builtInModel(), "https://example.com/m.gguf"]) {
    const { status: code, body } = await run.call("POST", "/v1/models/fit", { model });
    expect([code, body.error.code]).toEqual([400, "request/invalid"]);
  }
});

test("a hub that does not come to an end is not waited for", async () => {
  await using run = await setUpLibrary({ fitTimeoutMs: 150 });
  run.hub.next("api", trickling(1, 10));
  const { status: code, body } = await run.call("POST", "/v1/models/fit", { model: repo });
  expect([code, body.error.code]).toEqual([503, "hub/unreachable"]);
});

test("a model is deleted, by any of its names, and others stay", async () => {
  await using run = await setUpLibrary();
  await run.pull(`${repo}:Q8_0`);
  await run.pull(`${repo}:BF16`);
  const { body } = await run.call("DELETE", `/v1/models/hf:${repo}:q8_0`);
  expect(modelDeletedSchema.parse(body)).toMatchObject({ deleted: true, freed_bytes: 3 * 2 ** 20 });
  expect((await listCached(run.settings)).map(({ name }) => name)).toEqual([`${repo}:BF16`]);
  const gone = await run.call("DELETE", `/v1/models/${encodeURIComponent(`${repo}:Q8_0`)}`);
  expect([gone.status, gone.body.error.code]).toEqual([404, "files/not-found"]);
});

test.each([
  ["fake", 403],
  ["..%2F..%2Fetc%2Fpasswd", 404],
  ["%2Fetc%2Fpasswd", 404],
])("what was not pulled is not deleted: %s", async (name, code) => {
  await using run = await setUpLibrary();
  expect((await run.call("DELETE", `/v1/models/${name}`)).status).toBe(code);
});
