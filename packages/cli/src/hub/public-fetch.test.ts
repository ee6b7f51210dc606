import type { lookup } from "node:dns";
import { afterEach, expect, test, vi } from "vitest";
import { json, redirect, status, withRanges } from "./fake-answers.fixture.ts";
import { startFakeHub } from "./fake-hub.fixture.ts";
import { HubClient } from "./hub-client.ts";
import { huggingFace } from "./hugging-face.ts";
import { isPublicAddress } from "./public-address.ts";
import { publicFetch } from "./public-fetch.ts";

/** What names stand for. */
const names = vi.hoisted(() => new Map<string, string[]>());
vi.mock(import("node:dns"), async (original) => {
  const real = await original();
  const fake: unknown = (host: string, options: object, callback: (...found: unknown[]) => void) => {
    const addresses = names.get(host);
    if (addresses === undefined) return real.lookup(host, options, callback as never);
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
    );
  };
  return { ...real, lookup: fake as typeof lookup };
});
afterEach(() => names.clear());

/** This machine stands for the internet; everything else is as it is. */
const isAllowed = (address: string) => address === "127.0.0.1" || isPublicAddress(address);
const request = { subject: "m.gguf", signal: new AbortController().signal };

async function setUp() {
  const hub = await startFakeHub();
  hub.repos.set("a/b", new Map([["m.gguf", Buffer.from("GGUF and so on")]]));
  const client = new HubClient(
    huggingFace,
    { endpoint: "https://hub.example", token: undefined },
    { fetch: publicFetch(isAllowed) },
  );
  const { port } = new URL(hub.storageUrl(""));
  return { hub, client, port, [Symbol.asyncDispose]: () => hub[Symbol.asyncDispose]() };
}

async function textOf(answer: { chunks: AsyncIterable<Uint8Array> }): Promise<string> {
  let text = "";
  for await (const chunk of answer.chunks) text += new TextDecoder().decode(chunk);
  return text;
}

test.each([
  ["8.8.8.8", true],
  ["2606:4700::1111", true],
  ["127.0.0.1", false],
  ["0.0.0.0", false],
  ["10.1.2.3", false],
  ["100.64.0.1", false],
  ["169.254.169.254", false],
  ["172.31.255.255", false],
  ["172.32.0.1", true],
  ["192.168.1.1", false],
  ["255.255.255.255", false],
  ["::", false],
  ["::1", false],
  ["::ffff:8.8.8.8", false],
  ["64:ff9b::a00:1", false],
  ["fe80::1", false],
  ["fd00::1", false],
  ["2002:a00:1::", false],
  ["2001:0:a00:1::", false],
  ["no address", false],
])("%s is of the open internet: %s", (address, isPublic) => expect(isPublicAddress(address)).toBe(isPublic));

test("what is allowed answers as with fetch", async () => {
  await using run = await setUp();
  const url = new URL(run.hub.storageUrl("a/b/m.gguf"));
  const answer = await run.client.get(url, { ...request, headers: { range: "bytes=5-7" } });
  expect([answer.status, answer.headers.get("content-range"), await textOf(answer)]).toEqual([
    206,
    "bytes 5-7/14",
    "and",
  ]);
  run.hub.next("storage", redirect("/a/b/m.gguf"));
  expect(await textOf(await run.client.get(url, request))).toBe("GGUF and so on");
  run.hub.next("storage", status(204));
  await expect(run.client.get(url, request)).rejects.toMatchObject({ code: "hub/bad-answer" });
  run.hub.next("storage", json("unread"));
  await (await run.client.get(url, request)).cancel();
});

test("a name that stands for an address of a private network is not asked, nor one that does so in part", async () => {
  await using run = await setUp();
  names.set("model.example", ["127.0.0.1"]);
  const url = new URL(`http://model.example:${run.port}/a/b/m.gguf`);
  expect(await textOf(await run.client.get(url, request))).toBe("GGUF and so on");
  for (const addresses of [["10.0.0.1"], ["127.0.0.1", "::1"]]) {
    names.set("model.example", addresses);
    const outcome = run.client.get(url, request);
    await expect(outcome).rejects.toMatchObject({ code: "request/invalid" });
    await expect(outcome).rejects.not.toThrow(/10\.0\.0\.1/);
  }
  expect(run.hub.requests).toHaveLength(1);
});

test.each([
  "http://10.0.0.1/m.gguf",
  "http://[::1]:1/m.gguf",
  "http://localhost/m.gguf",
  "http://inside.example/m.gguf",
])("a redirect to %s is not followed", async (target) => {
  await using run = await setUp();
  names.set("inside.example", ["192.168.0.1"]);
  run.hub.next("storage", redirect(target));
  const outcome = run.client.get(new URL(run.hub.storageUrl("a/b/m.gguf")), request);
  await expect(outcome).rejects.toMatchObject({ code: "request/invalid" });
});

test("who goes away ends the connection", async () => {
  await using run = await setUp();
  const controller = new AbortController();
  const gone = Promise.withResolvers<void>();
  run.hub.next("storage", (asked, response, bytes) => {
    response.on("close", () => gone.resolve());
    response.writeHead(200, { "content-length": 1000 });
    response.write(bytes);
    void asked;
  });
  const answer = await run.client.get(new URL(run.hub.storageUrl("a/b/m.gguf")), {
    ...request,
    signal: controller.signal,
  });
  const read = textOf(answer);
  controller.abort(new Error("enough"));
  await expect(read).rejects.toThrow("enough");
  await gone.promise;
  run.hub.next("storage", withRanges);
});
