import { Socket } from "node:net";
import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { createApp } from "../../packages/server/src/app.ts";
import { FakeEngine } from "../../packages/server/src/fake-engine.fixture.ts";
import { FakeLibrary } from "../../packages/server/src/fake-library.fixture.ts";
import { PrometheusMetrics } from "../../packages/server/src/prometheus-metrics.ts";
import { checkAnswer, checkGoodAnswer, createResponse, routesOf } from "./check-answer.ts";
import { hostileTo } from "./hostile-requests.ts";

const faults: unknown[] = [];
const engine = new FakeEngine({ thinking: ["hm"], pieces: ["a", "b"] });
const library = new FakeLibrary();
const app = createApp({
  engine,
  library,
  metrics: new PrometheusMetrics(),
  allowedHosts: [],
  onError: (error) => faults.push(error),
});
/** No address in a request is ever asked for anything. */
const calls = [vi.spyOn(globalThis, "fetch"), vi.spyOn(Socket.prototype, "connect")];
const ids = [await createResponse(app)];

test.each(routesOf(app))("$method $path answers whatever comes", async (route) => {
  await fc.assert(
    fc.asyncProperty(hostileTo(route, ids), async (request) => {
      await checkAnswer(app, request);
    }),
    { numRuns: Number(process.env.HOSTILE_RUNS ?? 40) },
  );
  expect(faults).toEqual([]);
  for (const call of calls) expect(call).not.toHaveBeenCalled();
  // What was begun in the background ends by itself.
  await vi.waitFor(() => expect(engine.status.runningSequences).toBe(0), 10_000);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  await checkGoodAnswer(app);
});
