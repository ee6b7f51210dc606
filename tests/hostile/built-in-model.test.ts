import { fileURLToPath } from "node:url";
import { type Engine, loadEngine } from "@qwents/engine";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createApp } from "../../packages/server/src/app.ts";
import { checkAnswer, checkGoodAnswer, createResponse, routesOf } from "./check-answer.ts";
import { hostileTo } from "./hostile-requests.ts";

// The same with a model: what the schemas let through reaches templates, tokenizer, grammars and sampler.

const modelPath = fileURLToPath(new URL("../../models/cockpit/cockpit-q8_0.gguf", import.meta.url));
const faults: unknown[] = [];
let engine: Engine;
let app: ReturnType<typeof createApp>;

beforeAll(async () => {
  engine = await loadEngine(modelPath, { numThreads: 2, contextLength: 256 });
  app = createApp({ engine, onError: (error) => faults.push(error) });
});

afterAll(() => engine?.close());

test("the built-in model's server answers whatever comes, and goes on", async () => {
  const ids = [await createResponse(app)];
  const routes = routesOf(app).filter(({ method }) => method === "POST");
  const requests = fc.oneof(...routes.map((route) => hostileTo(route, ids)));
  await fc.assert(
    fc.asyncProperty(requests, async (request) => {
      await checkAnswer(app, request);
    }),
    { numRuns: Number(process.env.HOSTILE_RUNS ?? 40) * 4 },
  );
  expect(faults).toEqual([]);
  await checkGoodAnswer(app);
  const idle = { runningSequences: 0, waitingSequences: 0 };
  await vi.waitFor(() => expect(engine.status).toMatchObject(idle), 30_000);
});
