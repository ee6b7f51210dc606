import { Ollama } from "ollama";
import { expect, test } from "vitest";
import { listCached } from "../hub/cached-models.ts";
import { trickling } from "../hub/fake-answers.fixture.ts";
import { sha256 } from "../hub/fake-hub.fixture.ts";
import { bytesOf, megabyte, repo } from "../hub/pull.fixture.ts";
import { setUpLibrary } from "./library.fixture.ts";

// Ollama's own client, which pulls from a hub on loopback.

const model = `hf.co/${repo}:Q8_0`;
const q8 = bytesOf(3 * megabyte, 2);

test("pulls with progress, then deletes", async () => {
  await using run = await setUpLibrary();
  const ollama = new Ollama({ host: run.url() });
  const lines = [];
  for await (const line of await ollama.pull({ model, stream: true })) lines.push(line);
  const digest = `sha256:${sha256(q8)}`;
  expect(lines[0]).toEqual({ status: "pulling manifest" });
  expect(lines.at(-2)).toEqual({
    status: `pulling ${sha256(q8).slice(0, 12)}`,
    digest,
    total: q8.length,
    completed: q8.length,
  });
  expect(lines.at(-1)).toEqual({ status: "success" });
  expect(await listCached(run.settings)).toHaveLength(1);
  expect(await ollama.delete({ model })).toEqual({ status: "success" });
  expect(await listCached(run.settings)).toEqual([]);
  await expect(ollama.delete({ model })).rejects.toMatchObject({ status_code: 404 });
});

test("pulls in one piece, and says what is wrong", async () => {
  await using run = await setUpLibrary();
  const ollama = new Ollama({ host: run.url() });
  expect(await ollama.pull({ model })).toEqual({ status: "success" });
  const missing = ollama.pull({ model: `hf.co/${repo}:Q2_K` });
  await expect(missing).rejects.toMatchObject({ status_code: 404, message: expect.stringContaining("has no Q2_K") });
  await expect(ollama.pull({ model: "/etc/passwd" })).rejects.toMatchObject({ status_code: 400 });
  const streamed = await ollama.pull({ model: `hf.co/${repo}:Q2_K`, stream: true });
  const read = async () => {
    for await (const _ of streamed);
  };
  await expect(read()).rejects.toThrow("has no Q2_K");
});

test("what the client leaves goes on", async () => {
  await using run = await setUpLibrary();
  run.hub.next("storage", trickling(64 * 1024, 10));
  const ollama = new Ollama({ host: run.url() });
  const stream = await ollama.pull({ model, stream: true });
  for await (const { completed = 0 } of stream) if (completed > 300_000) break;
  ollama.abort();
  const [download] = (await run.call("GET", "/v1/downloads")).body.data;
  expect(download).toMatchObject({ status: "running" });
  await run.call("POST", `/v1/downloads/${download.id}/pause`);
});
