import { QwenError } from "@qwents/engine";
import OpenAI from "openai";
import { expect, test } from "vitest";
import { createApp } from "../app.ts";
import { callsTo, eventsOf } from "../app-calls.fixture.ts";
import { PrometheusMetrics } from "../prometheus-metrics.ts";
import { FakeCatalog, type FakeModel } from "./fake-catalog.fixture.ts";
import { ModelManager, type ModelManagerOptions } from "./model-manager.ts";

const small = {
  id: "Qwen/Qwen3-0.6B-GGUF:Q8_0",
  aliases: ["default", "qwen3:0.6b"],
  license: "apache-2.0",
  isRemovable: true,
  turn: { pieces: ["small"] },
};
const large = { id: "large", turn: { pieces: ["large"] } };

function served(models: readonly FakeModel[] = [small, large], options: ModelManagerOptions = {}, isManual = false) {
  const catalog = new FakeCatalog(models, { isManual });
  const engine = new ModelManager(catalog, options);
  const metrics = new PrometheusMetrics();
  const app = createApp({ engine });
  const fetch = async (url: URL | RequestInfo, init?: RequestInit) => app.fetch(new Request(url as URL, init));
  const openai = new OpenAI({ apiKey: "none", baseURL: "http://localhost/v1", fetch, maxRetries: 0 });
  const answer = async (model: string) => {
    const { choices } = await openai.chat.completions.create({ model, messages: [{ role: "user", content: "hi" }] });
    return choices[0].message.content;
  };
  return { catalog, openai, answer, ...callsTo({ engine, metrics }) };
}

const json = async (response: Response | Promise<Response>) => (await response).json();

test("two models are answered at once, each loaded by its first request, under all of its names", async () => {
  const { catalog, openai, answer, get } = served();
  expect((await json(get("/v1/models"))).data).toMatchObject([
    { id: small.id, aliases: small.aliases, status: { value: "unloaded", running: 0, waiting: 0 } },
    { id: "large", status: { value: "unloaded" } },
  ]);
  const names = [small.id, "large", "qwen3:0.6b", "default", "large"];
  expect(await Promise.all(names.map(answer))).toEqual(["small", "large", "small", "small", "large"]);
  expect(catalog.loads.map(({ id }) => id).sort()).toEqual([small.id, "large"].sort());
  expect(await openai.models.retrieve(small.id)).toMatchObject({ status: { value: "loaded", memory_bytes: 10 } });
  expect(await json(get(`/v1/models/${small.id}`))).toMatchObject({
    id: small.id,
    architecture: "qwen3",
    license: "apache-2.0",
    is_removable: true,
    formats: [{ format: "F32", share: 1 }],
  });
  const figures = await (await get("/metrics")).text();
  expect(figures).toContain("qwents_models_loaded 2");
  expect(figures).toContain('qwents_model_loads_total{model="large"} 1');
  expect(await json(get("/health"))).toMatchObject({ models_loaded: 2, memory_bytes: 20 });
});

test("a name that no model has is refused with those that may be meant, and is never a path", async () => {
  const { answer, post } = served();
  await expect(answer("Qwen3-0.6B-GGUF:Q4_K_M")).rejects.toMatchObject({
    status: 404,
    code: "model_not_found",
    message: expect.stringContaining(`'${small.id}', 'large' would be.`),
  });
  await expect(answer("../../etc/passwd")).rejects.toMatchObject({ status: 404 });
  const shown = await post("/api/show", { model: "larg" });
  expect(shown.status).toBe(404);
  expect((await shown.json()).error).toMatch(/^model 'larg' not found\. Served here: 'large:latest'/);
});

test("a load is told of as it goes, by events that end with the model or an error", async () => {
  const { catalog, post, get } = served([large], {}, true);
  const load = async (fields: object = {}) =>
    await eventsOf(await post("/v1/models/load", { model: "large", stream: true, ...fields }));
  const loading = load({ keep_alive: "1h" });
  await expect.poll(() => catalog.loads.length).toBe(1);
  expect((await json(get("/v1/models/large"))).status).toMatchObject({ value: "loading", waiting: 1 });
  catalog.loads[0].progress({ phase: "weights", loadedBytes: 3, totalBytes: 5 });
  setTimeout(() => catalog.loads[0].end(), 20);
  const events = (await loading).map(({ data }) => JSON.parse(data));
  expect(events[0]).toEqual({ type: "load.progress", phase: "weights", loaded_bytes: 3, total_bytes: 5 });
  expect(events.at(-1)).toMatchObject({ type: "load.completed", model: { id: "large", status: { value: "loaded" } } });
  const { expires_at } = events.at(-1).model.status;
  expect(Math.abs(expires_at - Date.now() / 1000 - 3600)).toBeLessThan(60);

  expect(await json(post("/v1/models/unload", { model: "large" }))).toMatchObject({ status: { value: "unloaded" } });
  const failing = load();
  await expect.poll(() => catalog.loads.length).toBe(2);
  catalog.loads[1].end(new QwenError("engine/out-of-memory", "No room."));
  const [failure] = await failing;
  expect(failure.event).toBe("error");
  expect(JSON.parse(failure.data).error).toMatchObject({ code: "model_load_failed" });
});

test("a load that fails is a 503 that says why, and the model's status", async () => {
  const { catalog, answer, get } = served([large], {}, true);
  const answering = answer("large").catch((error: unknown) => error);
  await expect.poll(() => catalog.loads.length).toBe(1);
  catalog.loads[0].end(new QwenError("model/unsupported-format", "Its weights are of a type that has no kernels."));
  const message = expect.stringContaining("The model 'large' does not load: Its weights are of a type");
  expect(await answering).toMatchObject({ status: 503, code: "model_load_failed", message });
  expect((await json(get("/v1/models/large"))).status).toMatchObject({ value: "failed", error: message });
});

test("a stream holds its model beyond the budget of others, which come after it", async () => {
  const slow = { ...small, turn: { pieces: ["a", "b", "c"], delayMs: 30 } };
  const { catalog, openai, answer } = served([slow, large], { memoryBytes: 10 });
  const stream = await openai.chat.completions.create({
    model: "default",
    messages: [{ role: "user", content: "hi" }],
    stream: true,
  });
  const other = answer("large");
  let text = "";
  for await (const { choices } of stream) text += choices[0]?.delta.content ?? "";
  expect(text).toBe("abc");
  expect(await other).toBe("large");
  expect(catalog.loaded).toEqual(["large"]);
});

test("a model that ends by itself fails what runs on it, and the next request loads it", async () => {
  const { catalog, answer, get } = served();
  await answer("large");
  catalog.engines.get("large")?.die(new QwenError("engine/worker-failed", "Its process was killed."));
  await expect
    .poll(async () => (await json(get("/v1/models/large"))).status)
    .toMatchObject({ value: "failed", error: expect.stringContaining("Its process was killed.") });
  expect(await answer("large")).toBe("large");
  expect(await (await get("/metrics")).text()).toContain('qwents_model_unloads_total{model="large",reason="failed"} 1');
});

test("Ollama's clients load and unload by asking nothing, say how long, and see what is loaded", async () => {
  const { catalog, post, get } = served();
  const ask = (fields: object) => json(post("/api/generate", { model: "large:latest", stream: false, ...fields }));
  expect(await ask({ keep_alive: "10m" })).toMatchObject({ done: true, done_reason: "load" });
  const [{ expires_at, ...process }] = (await json(get("/api/ps"))).models;
  expect(process).toMatchObject({ name: "large:latest", size: 10 });
  expect(Math.abs(Date.parse(expires_at) - Date.now() - 600_000)).toBeLessThan(60_000);
  expect((await json(get("/api/tags"))).models.map(({ name }: { name: string }) => name)).toEqual([
    small.id,
    "large:latest",
  ]);
  expect(await ask({ keep_alive: 0 })).toMatchObject({ done: true, done_reason: "unload" });
  expect((await json(get("/api/ps"))).models).toEqual([]);
  expect(await ask({ prompt: "hi", keep_alive: 0 })).toMatchObject({ response: "large", done_reason: "stop" });
  await expect.poll(() => catalog.loaded).toEqual([]);
  const chat = await post("/api/chat", { model: "large", messages: [], keep_alive: -1 });
  expect(await chat.json()).toMatchObject({ done_reason: "load" });
  expect((await json(get("/api/ps"))).models[0].expires_at).toMatch(/^9999-/);
  expect((await post("/api/generate", { model: "large", keep_alive: "soon" })).status).toBe(400);
  expect(await json(post("/api/show", { model: small.id }))).toMatchObject({ details: { format: "gguf" } });
});

test("an engine that was given stays, whatever is asked", async () => {
  const { engines } = await givenEngine();
  const { post, get } = callsTo({ engine: engines });
  expect((await post("/v1/models/unload", { model: "default", force: true })).status).toBe(409);
  const ask = { model: "default", keep_alive: 0, stream: false };
  expect(await json(post("/api/generate", ask))).toMatchObject({ done_reason: "load" });
  await post("/api/generate", { ...ask, prompt: "hi" });
  expect((await json(get("/api/ps"))).models).toHaveLength(1);
  expect(engines.isClosed).toBe(false);
});

async function givenEngine() {
  const catalog = new FakeCatalog([large]);
  const [model] = await catalog.list();
  const signal = new AbortController().signal;
  return { engines: await catalog.load(model, { signal, onProgress: () => {} }) };
}
