import { connect, type Socket } from "node:net";
import fc from "fast-check";
import { afterEach, describe, expect, test, vi } from "vitest";
import { until } from "../app-calls.fixture.ts";
import { FakeEngine } from "../fake-engine.fixture.ts";
import type { RunningServer } from "../node.ts";
import { lastOf, SocketTests } from "./socket-client.fixture.ts";

// What no client should do over a WebSocket.

const tests = new SocketTests();
afterEach(() => tests.end());

const nasty = fc.oneof(
  fc.constantFrom<unknown>(null, true, -1, 1e308, "", [], {}, "__proto__", "x".repeat(100_000), Array(2000).fill({})),
  fc.jsonValue({ maxDepth: 4 }),
);

const fields = ["type", "input", "model", "store", "previous_response_id", "tools", "text", "stream_id", "stream", "x"];

const message: fc.Arbitrary<string | Uint8Array> = fc.oneof(
  fc
    .dictionary(fc.constantFrom(...fields), nasty)
    .map((own) => JSON.stringify({ type: "response.create", input: "hi", ...own })),
  nasty.map((value) => JSON.stringify(value)),
  fc.string({ maxLength: 50 }),
  fc.uint8Array({ maxLength: 50 }),
  fc.constantFrom(`${'{"a":['.repeat(5000)}`, "[".repeat(200_000), '{"type":"response.create","__proto__":{"a":1}}'),
);

test("whatever is said is answered with an error or a response, and the connection goes on", async () => {
  const onError = vi.fn();
  const { open, server } = await tests.start({ pieces: ["a"] }, { onError });
  const client = await open();
  await fc.assert(
    fc.asyncProperty(message, async (text) => {
      const { type, status, error } = lastOf(await client.ask(text));
      if (type !== "error") return;
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(500);
      expect(error).toMatchObject({ code: expect.any(String), message: expect.any(String) });
    }),
    { numRuns: 150 },
  );
  expect(onError).not.toHaveBeenCalled();
  expect((await fetch(`${server.url}/health`)).status).toBe(200);
});

/** A WebSocket of which the frames are our own. */
async function rawSocket(server: RunningServer): Promise<Socket> {
  const socket = connect(Number(new URL(server.url).port), "127.0.0.1").on("error", () => {});
  socket.write(
    "GET /v1/responses HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n",
  );
  await new Promise((resolve) => socket.once("data", resolve));
  return socket;
}

/** A client's frame, under a mask of zeros. */
function frame(firstByte: number, payload: string, length = payload.length): Buffer {
  const size = length < 126 ? [0x80 | length] : [0x80 | 126, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([firstByte, ...size, 0, 0, 0, 0]), Buffer.from(payload)]);
}

/** The code with which the server closes, or undefined if it just does. */
async function closeCode(socket: Socket): Promise<number | undefined> {
  let bytes = Buffer.alloc(0);
  socket.on("data", (chunk: Buffer) => {
    bytes = Buffer.concat([bytes, chunk]);
    if (bytes.includes(0x88)) socket.end();
  });
  await new Promise((resolve) => socket.once("close", resolve));
  const at = bytes.indexOf(0x88);
  return at < 0 ? undefined : bytes.readUInt16BE(at + 2);
}

describe("frames", () => {
  test.each([
    ["a reserved opcode", [frame(0x83, "a")], 1002],
    ["no mask", [Buffer.from([0x81, 1, 0x61])], 1002],
    ["text that is not UTF-8", [Buffer.from([0x81, 0x81, 0, 0, 0, 0, 0xff])], 1007],
    ["more than is taken", [frame(0x81, "x".repeat(5000))], 1009],
    ["more than is taken, in parts", Array.from({ length: 9 }, (_, i) => frame(i ? 0 : 1, "x".repeat(1000))), 1009],
    ["a message that stops coming", [frame(0x81, "{", 100)], 1008],
    ["the same between pings", [frame(0x01, "{"), frame(0x89, "ping")], 1008],
  ])("%s closes", async (_, frames, code) => {
    const { server } = await tests.start({ pieces: ["a"] }, { maxBodyBytes: 4096, bodyIdleMs: 100 });
    const socket = await rawSocket(server);
    const closed = closeCode(socket);
    for (const bytes of frames) socket.write(bytes);
    expect(await closed).toBe(code);
    expect((await fetch(`${server.url}/health`)).status).toBe(200);
  });

  test("any bytes leave the server as it was", async () => {
    const { server, open } = await tests.start({ pieces: ["a"] });
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 200 }), async (bytes) => {
        const socket = await rawSocket(server);
        await new Promise<void>((resolve) => socket.write(bytes, () => resolve()));
        socket.destroy();
      }),
      { numRuns: 50 },
    );
    expect(lastOf(await (await open()).ask({ input: "hi" })).type).toBe("response.completed");
  });

  test("pings alone are no message that stopped coming", async () => {
    const { server } = await tests.start({}, { bodyIdleMs: 30 });
    const socket = await rawSocket(server);
    const heard: Buffer[] = [];
    socket.on("data", (chunk: Buffer) => heard.push(chunk));
    for (let i = 0; i < 5; i++) {
      socket.write(frame(0x89, "ping"));
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
    expect(Buffer.concat(heard)).toEqual(Buffer.concat(Array(5).fill(Buffer.from("\x8a\x04ping", "latin1"))));
    socket.destroy();
  });
});

describe("too much", () => {
  test("messages beyond those that may wait end it", async () => {
    const { open, engine } = await tests.start({ pieces: ["a"], hangAfter: 0 }, { sockets: { maxWaiting: 3 } });
    const client = await open();
    client.say({ input: "hi" });
    await until(() => engine.requests.length === 1);
    for (let i = 0; i < 5; i++) client.say({ input: "hi" });
    expect(await client.closed).toEqual({ code: 1008, reason: "too_many_messages" });
    expect(lastOf(client.heard)).toMatchObject({ status: 429, code: "too_many_messages" });
    await until(() => engine.status.runningSequences === 0);
    expect(engine.requests).toHaveLength(1);
  });

  test("messages beyond the room for all end it", async () => {
    const { open } = await tests.start({ pieces: ["a"], hangAfter: 0 }, { maxBodyBytes: 200_000 });
    const client = await open();
    for (let i = 0; i < 7; i++) client.say({ input: "x".repeat(190_000) });
    expect((await client.closed).code).toBe(1013);
    expect(lastOf(client.heard)).toMatchObject({ status: 503, code: "too_many_bodies" });
    const another = await open();
    expect(lastOf(await another.ask(" ".repeat(190_000))).code).toBe("invalid_json");
  });

  test("a reader that takes nothing stops the events, and holds up no others", async () => {
    const engine = new FakeEngine(({ maxTokens }) =>
      maxTokens === 1 ? { pieces: ["a"] } : { pieces: Array(5000).fill("x".repeat(10_000)) },
    );
    const { server, open } = await tests.start(engine);
    const slow = await rawSocket(server);
    slow.pause();
    slow.write(frame(0x81, JSON.stringify({ type: "response.create", input: "hi" })));
    await until(() => engine.numPieces > 0);
    let before = -1;
    while (before !== engine.numPieces) {
      before = engine.numPieces;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect(engine.numPieces).toBeLessThan(5000);
    const quick = await open();
    expect(lastOf(await quick.ask({ input: "hi", max_output_tokens: 1 })).type).toBe("response.completed");
    slow.destroy();
    await until(() => engine.numCancelled === 1);
  });

  test("pings whose answers nobody takes pile up no further", async () => {
    const { server } = await tests.start({});
    const socket = await rawSocket(server);
    socket.pause();
    const closed = new Promise((resolve) => socket.once("close", resolve));
    const pings = Buffer.concat(Array(1000).fill(frame(0x89, "x".repeat(125))));
    const flood = setInterval(() => socket.write(pings), 1);
    await closed;
    clearInterval(flood);
    expect((await fetch(`${server.url}/health`)).status).toBe(200);
  });
});
