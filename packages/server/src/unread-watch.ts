import type { Server } from "node:http";
import type { Socket } from "node:net";
import { TcpQueues } from "./tcp-queues.ts";

const numLooks = 4;

/**
 * Cuts connections that take nothing for so long of what is written to them, be it a stream, a whole answer or a
 * WebSocket's message. What is still being computed is no silence of theirs, and whoever takes a little now and then is
 * slow, not gone.
 */
export function cutUnread(server: Server, sendTimeoutMs: number): void {
  const queues = new TcpQueues();
  server.on("connection", (socket) => watch(socket, queues, sendTimeoutMs));
}

function watch(socket: Socket, queues: TcpQueues, sendTimeoutMs: number): void {
  let numSilent = 0;
  let seen = "";
  const look = async () => {
    if (socket.writableLength === 0) {
      numSilent = 0;
      return;
    }
    // Until the system's own buffers have room again, only it knows what is taken of them.
    const state = `${socket.bytesWritten - socket.writableLength} ${await queues.of(socket)}`;
    numSilent = state === seen ? numSilent + 1 : 0;
    seen = state;
    if (numSilent >= numLooks) socket.destroy();
  };
  const timer = setInterval(() => void look(), sendTimeoutMs / numLooks);
  timer.unref();
  socket.once("close", () => clearInterval(timer));
}
