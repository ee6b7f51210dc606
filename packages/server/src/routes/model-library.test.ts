import { expect, test } from "vitest";
import { createApp } from "../app.ts";
import { callsTo, chatBody, until } from "../app-calls.fixture.ts";
import { FakeEngine } from "../fake-engine.fixture.ts";
import { FakeLibrary } from "../fake-library.fixture.ts";
import { FakeCatalog } from "../models/fake-catalog.fixture.ts";
import { ModelManager } from "../models/model-manager.ts";

const remove = (app: ReturnType<typeof createApp>, id: string) => app.request(`/v1/models/${id}`, { method: "DELETE" });

test("a model is unloaded before it is deleted, also by another name of it", async () => {
  const catalog = new FakeCatalog([{ id: "qwen3:0.6b", turn: { pieces: ["a"] } }]);
  const [engine, library] = [new ModelManager(catalog), new FakeLibrary()];
  const { post } = callsTo({ engine });
  expect((await post("/v1/chat/completions", chatBody({ model: "qwen3:0.6b" }))).status).toBe(200);
  expect(catalog.loaded).toEqual(["qwen3:0.6b"]);
  const response = await remove(createApp({ engine, library }), "Qwen/Qwen3-0.6B-GGUF:Q8_0");
  expect(await response.json()).toMatchObject({ deleted: true, freed_bytes: 100 });
  expect(catalog.loaded).toEqual([]);
  expect(library.calls).toEqual([["remove", "qwen3:0.6b"]]);
});

test("a model that is being loaded for somebody is deleted once that one is served", async () => {
  const catalog = new FakeCatalog([{ id: "qwen3:0.6b", turn: { pieces: ["a"] } }], { isManual: true });
  const [engine, library] = [new ModelManager(catalog), new FakeLibrary()];
  const app = createApp({ engine, library });
  const asked = callsTo({ engine }).post("/v1/chat/completions", chatBody({ model: "qwen3:0.6b" }));
  await until(() => catalog.loads.length === 1);
  const removed = remove(app, "qwen3:0.6b");
  await until(() => engine.slots[0].numWaiting === 2);
  expect(library.calls).toEqual([]);
  catalog.loads[0].end();
  expect([(await asked).status, (await removed).status]).toEqual([200, 200]);
  expect([catalog.loaded, library.calls]).toEqual([[], [["remove", "qwen3:0.6b"]]]);
});

test("a model that is being loaded for nobody any more, or in vain, is deleted", async () => {
  for (const end of ["left", "failed"]) {
    const catalog = new FakeCatalog([{ id: "qwen3:0.6b" }], { isManual: true });
    const [engine, library] = [new ModelManager(catalog), new FakeLibrary()];
    const gone = new AbortController();
    const body = JSON.stringify({ model: "qwen3:0.6b" });
    const init = { method: "POST", body, signal: gone.signal, headers: { "content-type": "application/json" } };
    const app = createApp({ engine, library });
    const asked = app.request("/v1/models/load", init);
    await until(() => catalog.loads.length === 1);
    if (end === "left") gone.abort();
    await until(() => engine.slots[0].numWaiting === (end === "left" ? 0 : 1));
    const removed = remove(app, "qwen3:0.6b");
    if (end === "failed") {
      await until(() => engine.slots[0].numWaiting === 2);
      catalog.loads[0].end(new Error("broken"));
    }
    expect([end, (await removed).status, (await asked).ok]).toEqual([end, 200, false]);
    expect(library.calls).toEqual([["remove", "qwen3:0.6b"]]);
  }
});

test("an engine that belongs to somebody else is not deleted under its hands", async () => {
  const library = new FakeLibrary();
  const app = createApp({ engine: new FakeEngine({}, "qwen3:0.6b"), library });
  expect((await remove(app, "qwen3:0.6b")).status).toBe(409);
  expect(library.calls).toEqual([]);
});

test("what is served but was not pulled is refused, what there is not is not found", async () => {
  const app = createApp({ engine: new FakeEngine({}), library: new FakeLibrary() });
  expect((await remove(app, "fake-qwen")).status).toBe(403);
  expect((await remove(app, "nobody/nothing")).status).toBe(404);
});

test("without a library, its routes say so", async () => {
  const app = createApp({ engine: new FakeEngine({}) });
  const routes = [
    ["POST", "/v1/downloads"],
    ["GET", "/v1/downloads"],
    ["GET", "/v1/downloads/x"],
    ["POST", "/v1/downloads/x/pause"],
    ["DELETE", "/v1/downloads/x"],
    ["POST", "/v1/models/fit"],
    ["GET", "/v1/models/search"],
    ["DELETE", "/v1/models/x"],
  ];
  for (const [method, path] of routes) {
    const response = await app.request(path, { method });
    expect([response.status, (await response.json()).error.code], path).toEqual([501, "unsupported"]);
  }
});

test("a pull that others pause or cancel ends Ollama's lines with the reason", async () => {
  const library = new FakeLibrary({ status: "paused" });
  const { post } = callsTo({ engine: new FakeEngine({}), library });
  const lines = (await (await post("/api/pull", { model: "qwen3:0.6b:latest" })).text()).trim().split("\n");
  expect(library.calls).toEqual([["download", "qwen3:0.6b"]]);
  expect(JSON.parse(lines.at(-1)!)).toEqual({ error: expect.stringContaining("was paused by somebody else") });
  const whole = await post("/api/pull", { model: "qwen3:0.6b", stream: false });
  expect([whole.status, await whole.json()]).toEqual([502, { error: expect.stringContaining("paused") }]);
});
