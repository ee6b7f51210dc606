import { expect, test } from "vitest";
import { clientAborts } from "../load/client-aborts.ts";
import { killedModel } from "../load/killed-model.ts";
import { manyRequests } from "../load/many-requests.ts";
import { manyStreams } from "../load/many-streams.ts";
import type { Outcome } from "../load/outcome.ts";
import { stopping } from "../load/stopping.ts";

// The programs of `npm run load`, small, each with a server of its own.

const note = () => {};

test.each<readonly [string, () => Promise<Outcome>]>([
  [
    "streams at once are neither lost nor mixed up",
    () => manyStreams({ clients: 60, maxTokens: 8, parallel: 16 }, note),
  ],
  ["clients that go away free their slots", () => clientAborts({ aborts: 40, maxTokens: 8, steady: 4 }, note)],
  ["a model that is killed comes back", () => killedModel({ rounds: 1, maxTokens: 100, clients: 4 }, note)],
  [
    "a server that is stopped lets answers end, and leaves nothing behind",
    () => stopping({ maxTokens: 16, clients: 3 }, note),
  ],
])("%s", async (_, run) => {
  expect((await run()).failures).toEqual([]);
});

test("requests in a row leave nothing open", async () => {
  const { rows, failures } = await manyRequests({ requests: 80, maxTokens: 1, clients: 2 }, note);
  // So few say nothing of memory.
  expect(failures.filter((failure) => !failure.includes("grows"))).toEqual([]);
  expect(rows).toContainEqual(["not answered with 200", 0]);
}, 180_000);
