import { fileURLToPath } from "node:url";
import OpenAI from "openai";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startEngineProcess } from "../engine-process/start-engine-process.ts";
import { type RunningServer, serve } from "../node.ts";
import type { ModelCatalog } from "./model-catalog.ts";
import { ModelManager } from "./model-manager.ts";

const file = fileURLToPath(new URL("../../../../models/cockpit/cockpit-q8_0.gguf", import.meta.url));
const pids = new Map<string, number>();

/** The built-in model twice, each in a process of its own. */
const catalog: ModelCatalog = {
  list: async () => ["one", "other"].map((id) => ({ id, aliases: [], sizeBytes: 0, created: 0, memoryBytes: 2 ** 28 })),
  load: async ({ id }, options) => {
    const engine = await startEngineProcess(file, { id, numThreads: 1, contextLength: 512, maxSequences: 2 }, options);
    pids.set(id, engine.pid as number);
    return engine;
  },
};

let models: ModelManager;
let server: RunningServer;
let openai: OpenAI;
beforeAll(async () => {
  models = new ModelManager(catalog);
  server = await serve({ engine: models, port: 0, onError: () => {} });
  openai = new OpenAI({ apiKey: "none", baseURL: `${server.url}/v1`, maxRetries: 0 });
});
afterAll(async () => {
  await server.close(0);
  await models.close();
});

async function* answer(model: string, maxTokens: number): AsyncGenerator<string> {
  const fields = { temperature: 0, max_tokens: maxTokens, ignore_eos: true };
  const stream = await openai.completions.create({ model, prompt: "Hello, I am Cockpit", stream: true, ...fields });
  for await (const { choices } of stream) yield choices[0]?.text ?? "";
}

const textOf = async (pieces: AsyncIterable<string>) => (await Array.fromAsync(pieces)).join("");

test("killed, a model fails its requests with a sentence and comes back; another's stream goes on", async () => {
  const [alone] = await Promise.all([textOf(answer("one", 40)), textOf(answer("other", 1))]);
  const [dying, living] = [answer("other", 400), answer("one", 40)];
  await Promise.all([dying.next(), living.next()]);
  process.kill(pids.get("other") as number, "SIGKILL");
  await expect(textOf(dying)).rejects.toThrow(/process .*(ended|killed|died)|SIGKILL/i);
  const rest = await textOf(living);
  expect(alone.endsWith(rest)).toBe(true);
  expect(rest.length).toBeGreaterThan(0);
  expect(await textOf(answer("other", 40))).toBe(alone);
}, 120_000);
