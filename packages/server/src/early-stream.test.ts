import { QwenError } from "@qwents/engine";
import { expect, test } from "vitest";
import { createApp } from "./app.ts";
import { FakeCatalog } from "./models/fake-catalog.fixture.ts";
import { ModelManager } from "./models/model-manager.ts";

// Streams of a model that takes longer to load than a silence may be.

const messages = [{ role: "user", content: "hi" }];

const asks: readonly (readonly [path: string, heartbeat: string, fields: object])[] = [
  ["/v1/chat/completions", ": keep-alive", { messages }],
  ["/v1/completions", ": keep-alive", { prompt: "hi" }],
  ["/v1/responses", ": keep-alive", { input: "hi" }],
  ["/v1/messages", "event: ping", { messages, max_tokens: 8 }],
  ["/api/chat", '"done":false,"message":{"role":"assistant","content":""}}', { messages }],
  ["/api/generate", '"done":false,"response":""}', { prompt: "hi" }],
];

async function ask(path: string, fields: object) {
  const catalog = new FakeCatalog([{ id: "a", turn: { pieces: ["Hel", "lo"] } }], { isManual: true });
  const manager = new ModelManager(catalog);
  const app = createApp({ engine: manager, heartbeatMs: 10 });
  const body = JSON.stringify({ model: "a", stream: true, ...fields });
  const response = await app.request(path, { method: "POST", headers: { "content-type": "application/json" }, body });
  const slot = await manager.find("a");
  return { catalog, response, slot };
}

test.each(asks)(
  "%s: the headers and heartbeats come while it loads, then the answer",
  async (path, heartbeat, fields) => {
    const { catalog, response, slot } = await ask(path, fields);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toContain(
      path.startsWith("/api") ? "application/x-ndjson" : "text/event-stream",
    );
    expect(slot?.state.name).toBe("loading");
    setTimeout(() => catalog.loads[0].end(), 50);
    const text = await response.text();
    expect(text.split(heartbeat).length).toBeGreaterThan(2);
    expect(text).toContain("Hel");
    // The model is in nobody's use any more, and can be unloaded.
    await expect.poll(() => slot?.loaded?.isHeld).toBe(false);
  },
);

test.each(asks)("%s: that it does not load is an event", async (path, _, fields) => {
  const { catalog, response } = await ask(path, fields);
  catalog.loads[0].end(new QwenError("model/unsupported-format", "No kernels for it."));
  expect(await response.text()).toMatch(/(event: error\ndata: |\n{"error":).*does not load: No kernels/);
});

test("Ollama's protocol tells how long the loading took, also where nothing is asked", async () => {
  const { catalog, response } = await ask("/api/chat", { messages });
  setTimeout(() => catalog.loads[0].end(), 50);
  const last = JSON.parse((await response.text()).trim().split("\n").at(-1) ?? "");
  expect(last.load_duration).toBeGreaterThan(20e6);
  expect(last.load_duration).toBeLessThan(last.total_duration);
  const loading = await ask("/api/chat", { messages: [] });
  loading.catalog.loads[0].end();
  const lines = (await loading.response.text()).trim().split("\n");
  expect(JSON.parse(lines[0])).toMatchObject({ done: false });
  expect(JSON.parse(lines.at(-1) ?? "")).toMatchObject({ done: true, done_reason: "load" });
});

test("who goes away while it loads leaves nothing behind", async () => {
  const { catalog, response, slot } = await ask("/v1/completions", { prompt: "hi" });
  await response.body?.cancel();
  catalog.loads[0].end();
  await expect.poll(() => slot?.loaded?.isHeld).toBe(false);
  await expect.poll(() => catalog.engines.get("a")?.status.runningSequences).toBe(0);
});
