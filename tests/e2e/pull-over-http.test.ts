import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DownloadEvent, readSse } from "@qwents/protocol";
import OpenAI from "openai";
import { expect, test } from "vitest";
import { builtInModel } from "../../packages/cli/src/find-model.ts";
import { cutAfter } from "../../packages/cli/src/hub/fake-answers.fixture.ts";
import { startFakeHub } from "../../packages/cli/src/hub/fake-hub.fixture.ts";
import { CommandLine } from "./command-line.fixture.ts";

// `qwen.ts serve` in a process of its own, and a hub on loopback: from nothing to an answer, over HTTP alone.

const name = "qwen3:0.6b";

async function startServer() {
  const hub = await startFakeHub();
  hub.repos.set("Qwen/Qwen3-0.6B-GGUF", new Map([["Qwen3-0.6B-Q8_0.gguf", readFileSync(builtInModel())]]));
  const home = mkdtempSync(join(tmpdir(), "qwents-e2e-serve-"));
  const unset = ["HF_TOKEN", "HF_HUB_OFFLINE", "HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE", "QWENTS_API_KEY"];
  const command = new CommandLine(["serve", "--no-studio", "--port", "0"], {
    HF_ENDPOINT: hub.endpoint,
    MODELSCOPE_DOMAIN: hub.endpoint,
    ...Object.fromEntries(["HF_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"].map((variable) => [variable, home])),
    ...Object.fromEntries(unset.map((variable) => [variable, ""])),
  });
  const address = () => /listening on (http:\S+)/.exec(command.stdout)?.[1];
  await expect.poll(address, { timeout: 50_000 }).toBeDefined();
  return {
    hub,
    url: address()!,
    async stop() {
      command.process.kill("SIGTERM");
      return await command.finished;
    },
    async [Symbol.asyncDispose]() {
      command.process.kill("SIGKILL");
      await command.finished;
      await hub[Symbol.asyncDispose]();
      rmSync(home, { recursive: true });
    },
  };
}

/** What a pull tells, to its end. */
async function pull(url: string): Promise<DownloadEvent[]> {
  const response = await fetch(`${url}/v1/downloads`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ model: name, stream: true }),
  });
  const events: DownloadEvent[] = [];
  for await (const { data } of readSse(response.body!)) events.push(JSON.parse(data));
  return events;
}

test("a model is pulled through a broken connection, listed, asked and deleted", async () => {
  await using server = await startServer();
  const openai = new OpenAI({ baseURL: `${server.url}/v1`, apiKey: "none", maxRetries: 0 });
  const question = { model: name, messages: [{ role: "user" as const, content: "Who are you?" }], max_tokens: 8 };
  await expect(openai.chat.completions.create(question)).rejects.toMatchObject({ status: 404 });

  server.hub.next("storage", cutAfter(1_000_000));
  const events = await pull(server.url);
  expect(events.some(({ download }) => download.retry !== undefined)).toBe(true);
  expect(events.at(-1)).toMatchObject({
    type: "download.completed",
    download: { model: name, resolved: "Qwen/Qwen3-0.6B-GGUF:Q8_0", status: "completed" },
  });

  expect((await openai.models.list()).data).toMatchObject([
    { id: "cockpit", is_removable: false, license: "apache-2.0" },
    { id: name, is_removable: true, status: { value: "unloaded" }, formats: [{ format: "Q8_0" }, { format: "F32" }] },
  ]);
  const { choices, usage, model } = await openai.chat.completions.create(question);
  expect(model).toBe(name);
  expect(choices[0].message.content).not.toBe("");
  expect(usage?.completion_tokens).toBeGreaterThan(0);
  expect(await openai.models.retrieve(name)).toMatchObject({ status: { value: "loaded" } });

  expect(await openai.models.delete(name)).toMatchObject({ deleted: true });
  expect((await openai.models.list()).data.map(({ id }) => id)).toEqual(["cockpit"]);
  expect(await server.stop()).toMatchObject({ exitCode: 0, stderr: "" });
});
