import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { platform } from "node:process";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, expect, test, vi } from "vitest";
import { chatBody } from "./app-calls.fixture.ts";
import { FakeEngine, type FakeTurn } from "./fake-engine.fixture.ts";
import { type RunningServer, serve } from "./node.ts";

// Answers whose readers take little of them, or nothing.

/** More than what the system keeps for a connection on loopback. */
const large: FakeTurn = { pieces: Array(40).fill("x".repeat(10 ** 6)) };
const sendTimeoutMs = 400;
const ends: (() => unknown)[] = [];

afterEach(async () => {
  await Promise.all(ends.splice(0).map((end) => end()));
});

async function start(turn: FakeTurn, timeoutMs = sendTimeoutMs) {
  const engine = new FakeEngine(turn, "fake-qwen", 1);
  const server = await serve({ engine, port: 0, sendTimeoutMs: timeoutMs });
  ends.push(() => server.close(0));
  return { engine, server };
}

/** A connection that has asked, and takes nothing yet. */
function ask({ url }: RunningServer, stream: boolean): Socket {
  const body = JSON.stringify(chatBody({ stream }));
  const socket = connect(Number(new URL(url).port), "127.0.0.1").on("error", () => {});
  const head = "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
  socket.pause().write(`${head}Connection: close\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
  ends.push(() => socket.destroy());
  return socket;
}

test("a stream that nobody reads lets go of its slot", async () => {
  const { engine, server } = await start(large);
  ask(server, true);
  await vi.waitFor(() => expect(engine.requests).toHaveLength(1));
  await vi.waitFor(() => expect(engine.numCancelled).toBe(1), 10_000);
  expect(engine.status.runningSequences).toBe(0);
});

test("a whole answer that nobody reads is not kept for ever", async () => {
  const { engine, server } = await start(large);
  const socket = ask(server, false);
  await vi.waitFor(() => expect(engine.requests).toHaveLength(1));
  await vi.waitFor(() => expect(engine.status.runningSequences).toBe(0), 10_000);
  await wait(4 * sendTimeoutMs);
  let numBytes = 0;
  socket.on("data", ({ length }) => {
    numBytes += length;
  });
  await once(socket.resume(), "close");
  expect(numBytes).toBeLessThan(40e6);
});

test.skipIf(platform !== "linux")(
  "a reader that takes less than the system has room for is slow, not gone",
  async () => {
    const { engine, server } = await start(large, 1500);
    const socket = ask(server, true);
    await vi.waitFor(() => expect(engine.requests).toHaveLength(1));
    const sip = setInterval(() => socket.read(Math.min(socket.readableLength, 20_000)), 200);
    ends.push(() => clearInterval(sip));
    await wait(4000);
    expect(engine.numCancelled).toBe(0);
    clearInterval(sip);
    await vi.waitFor(() => expect(engine.numCancelled).toBe(1), 10_000);
  },
);

test.each([false, true])("a slow reader has all of it (stream: %s)", async (stream) => {
  const { server } = await start(large, 3000);
  const socket = ask(server, stream);
  let numBytes = 0;
  socket.on("data", ({ length }) => {
    numBytes += length;
    if (numBytes > 15e6) return;
    socket.pause();
    setTimeout(() => socket.resume(), 3);
  });
  await once(socket.resume(), "close");
  expect(numBytes).toBeGreaterThan(40e6);
});

test("an answer that takes longer to compute is no reader's fault", async () => {
  const { server } = await start({ pieces: Array(5).fill("a"), delayMs: 60 }, 100);
  const init = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(chatBody()) };
  const answer = await fetch(`${server.url}/v1/chat/completions`, init);
  expect((await answer.json()).choices[0].message.content).toBe("aaaaa");
});
