import { expect, test } from "vitest";
import { startFakeHub } from "./fake-hub.fixture.ts";
import { HubClient } from "./hub-client.ts";
import { huggingFace } from "./hugging-face.ts";

const signal = new AbortController().signal;
const request = { subject: "a/b", signal };

test("a server that accepts and says nothing counts as a broken connection", async () => {
  await using hub = await startFakeHub();
  hub.next("storage", () => {});
  const client = new HubClient(huggingFace, { endpoint: hub.endpoint, token: undefined }, 100);
  await expect(client.get(new URL(hub.storageUrl("a/b/c")), request)).rejects.toMatchObject({
    code: "hub/unreachable",
    message: expect.stringMatching(/nothing came from 127\.0\.0\.1:\d+ for 0\.1 s/),
  });
});

test("so does one that falls silent, not one that is slow", async () => {
  await using hub = await startFakeHub();
  hub.next("storage", (_, response) => {
    let numChunks = 0;
    const timer = setInterval(() => {
      response.write("x");
      if (++numChunks === 8) clearInterval(timer);
    }, 50);
  });
  const client = new HubClient(huggingFace, { endpoint: hub.endpoint, token: undefined }, 200);
  const answer = await client.get(new URL(hub.storageUrl("a/b/c")), request);
  let numBytes = 0;
  const read = async () => {
    for await (const chunk of answer.chunks) numBytes += chunk.length;
  };
  await expect(read()).rejects.toThrow(/nothing came/);
  expect(numBytes).toBe(8);
});

test("waiting ends when the user does not want to", async () => {
  await using hub = await startFakeHub();
  hub.next("storage", () => {});
  const client = new HubClient(huggingFace, { endpoint: hub.endpoint, token: undefined });
  const outcome = client.get(new URL(hub.storageUrl("a/b/c")), { ...request, signal: AbortSignal.timeout(50) });
  await expect(outcome).rejects.toMatchObject({ name: "TimeoutError" });
});
