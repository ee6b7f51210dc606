import { afterEach, expect, test, vi } from "vitest";
import { startFakeHub } from "./fake-hub.fixture.ts";
import { HubClient } from "./hub-client.ts";
import { huggingFace } from "./hugging-face.ts";

const signal = new AbortController().signal;
const request = { subject: "a/b", signal };

test("a server that accepts and says nothing counts as a broken connection", async () => {
  await using hub = await startFakeHub();
  hub.next("storage", () => {});
  const client = new HubClient(huggingFace, { endpoint: hub.endpoint, token: undefined }, { silenceMs: 100 });
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
  const client = new HubClient(huggingFace, { endpoint: hub.endpoint, token: undefined }, { silenceMs: 200 });
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

afterEach(() => vi.restoreAllMocks());

/** Answers requests in turn; gives what was sent where. */
function answering(...answers: Response[]) {
  const sent: [string, string | null][] = [];
  vi.spyOn(globalThis, "fetch").mockImplementation(async (url, init) => {
    sent.push([String(url), new Headers(init?.headers).get("authorization")]);
    return answers.shift() ?? new Response("the end");
  });
  return sent;
}

const to = (location: string) => new Response(null, { status: 302, headers: { location } });

test("redirects to other protocols are not followed", async () => {
  const client = new HubClient(huggingFace, { endpoint: "https://hub.example", token: "hf_x" });
  for (const location of ["http://hub.example/x", "ftp://hub.example/x", "file:///etc/passwd", "data:,x", "https://"]) {
    const sent = answering(to(location));
    const outcome = client.get(new URL("https://hub.example/a"), request);
    await expect(outcome, location).rejects.toMatchObject({ code: "hub/bad-answer" });
    expect(sent, location).toHaveLength(1);
  }
});

test("the token goes where the hub is, by protocol, host and port, also after redirects", async () => {
  const client = new HubClient(huggingFace, { endpoint: "http://hub.example:8080/hf", token: "hf_x" });
  const places: [string, string | null][] = [
    ["http://a.hub.example:8080/b", null],
    ["http://hub.example/c", null],
    ["http://hub.example:8080/d", "Bearer hf_x"],
    ["https://hub.example:8080/e", null],
  ];
  const sent = answering(...places.map(([place]) => to(place)));
  await (await client.get(new URL("http://hub.example:8080/a"), request)).cancel();
  expect(sent).toEqual([["http://hub.example:8080/a", "Bearer hf_x"], ...places]);
});
