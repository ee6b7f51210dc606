import fc from "fast-check";
import { afterEach, expect, test, vi } from "vitest";
import { lastOf, SocketTests } from "../../packages/server/src/web-socket/socket-client.fixture.ts";
import { mutated } from "./hostile-requests.ts";

const tests = new SocketTests();
afterEach(() => tests.end());

const ends = ["response.completed", "response.incomplete", "error"];

test("changed right messages over the WebSocket of responses are answered, and the connection goes on", async () => {
  const onError = vi.fn();
  const { open } = await tests.start({ thinking: ["hm"], pieces: ["a"] }, { onError });
  const client = await open();
  const message = mutated("/v1/responses").map((body) =>
    JSON.stringify({ ...(body as object), type: "response.create" }),
  );
  await fc.assert(
    fc.asyncProperty(message, async (text) => {
      const last = lastOf(await client.ask(text));
      expect(ends).toContain(last.type);
      if (last.type !== "error") return;
      expect(last.status).toBeGreaterThanOrEqual(400);
      expect(last.status).toBeLessThan(500);
      expect(last.error).toMatchObject({ code: expect.any(String), message: expect.stringMatching(/./) });
    }),
    { numRuns: Number(process.env.HOSTILE_RUNS ?? 40) * 4 },
  );
  expect(onError).not.toHaveBeenCalled();
});
