import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterEach, expect, test } from "vitest";
import { WebSocketServer } from "ws";
import { ByteRoom } from "../byte-room.ts";
import { NodeSocket } from "./node-socket.ts";

// Those who are there no more, though nobody said so.

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

/** A socket of which the other end is bytes alone. */
async function pair(patienceMs: number) {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const sockets = new WebSocketServer({ noServer: true });
  const made = Promise.withResolvers<NodeSocket>();
  const closed = Promise.withResolvers<void>();
  server.on("upgrade", (incoming, raw, head) => {
    sockets.handleUpgrade(incoming, raw, head, (ws) => {
      const room = new ByteRoom(2 ** 20);
      const socket = new NodeSocket(ws, raw, { room, idleMs: 10_000, pingMs: 20, patienceMs });
      socket.listen({ onMessage: () => {}, onClose: () => closed.resolve() });
      made.resolve(socket);
    });
  });
  const client = connect((server.address() as AddressInfo).port, "127.0.0.1").on("error", () => {});
  client.write("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n");
  client.write("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n");
  ends.push(
    () => client.destroy(),
    () => server.close(),
  );
  return { socket: await made.promise, client, closed: closed.promise };
}

/** A client's empty pong, under a mask of zeros. */
const pong = Buffer.from([0x8a, 0x80, 0, 0, 0, 0]);

test("who says nothing is asked, and then left", async () => {
  const { client, closed } = await pair(200);
  let heard = "";
  client.on("data", (chunk: Buffer) => {
    heard += chunk.toString("latin1");
  });
  await closed;
  expect(heard).toContain("\x89\x00");
});

test("who takes nothing is left, although it says that it is there", async () => {
  const { socket, client, closed } = await pair(400);
  client.pause();
  const alive = setInterval(() => client.write(pong), 50);
  ends.push(() => clearInterval(alive));
  const sending = async () => {
    for (;;) await socket.send("x".repeat(2 ** 20));
  };
  await expect(sending()).rejects.toThrow();
  await closed;
});

test("who answers and takes is not", async () => {
  const { socket, client, closed } = await pair(1500);
  client.on("data", () => client.write(pong));
  const isClosed = closed.then(() => true);
  for (let i = 0; i < 20; i++) {
    await socket.send("hi");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  expect(await Promise.race([isClosed, Promise.resolve(false)])).toBe(false);
});
