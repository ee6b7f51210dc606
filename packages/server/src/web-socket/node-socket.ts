import type { Duplex } from "node:stream";
import type { WebSocket } from "ws";
import type { ByteRoom } from "../byte-room.ts";
import { closeCodes, type MessageSocket, type SocketListener } from "./message-socket.ts";

export interface NodeSocketOptions {
  /** Of messages that have not come whole, of all sockets. */
  readonly room: ByteRoom;
  /** How long a message that has begun may bring nothing. */
  readonly idleMs: number;
  /** How often the other end is asked whether it is still there. */
  readonly pingMs: number;
  /** How long the other end may say nothing at all, or take nothing. */
  readonly patienceMs: number;
}

/** What a client's frame without payload takes, of those with at most 125 bytes of it. */
const shortFrameBytes = 6;

/** A socket of `ws`, of which nothing piles up: neither what it brings nor what it does not take. */
export class NodeSocket implements MessageSocket {
  readonly #ws: WebSocket;
  readonly #options: NodeSocketOptions;
  readonly #ping: NodeJS.Timeout;
  readonly #slow: NodeJS.Timeout;
  /** Of the message that is on its way in. */
  #numBytes = 0;
  #heardMs = performance.now();

  /** @param raw what `ws` reads from, which has not read yet */
  constructor(ws: WebSocket, raw: Duplex, options: NodeSocketOptions) {
    this.#ws = ws;
    this.#options = options;
    this.#ping = setInterval(() => this.#check(), options.pingMs);
    this.#slow = setTimeout(() => this.#tooSlow(), options.idleMs);
    raw.prependListener("data", (chunk: Uint8Array) => this.#take(chunk.byteLength));
  }

  /** Passes on what comes. */
  listen(listener: SocketListener): void {
    const ws = this.#ws;
    ws.on("message", (data: Buffer, isBinary: boolean) => {
      this.#give(this.#numBytes);
      if (ws.readyState === ws.OPEN) listener.onMessage(isBinary ? undefined : ownBytes(data));
    });
    for (const event of ["ping", "pong"] as const) ws.on(event, ({ length }) => this.#give(shortFrameBytes + length));
    // What breaks the protocol is closed by `ws`, with a code that says why.
    ws.on("error", () => {});
    ws.once("close", () => {
      clearInterval(this.#ping);
      clearTimeout(this.#slow);
      this.#give(this.#numBytes);
      listener.onClose();
    });
  }

  send(text: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const stall = setTimeout(() => this.#ws.terminate(), this.#options.patienceMs);
      this.#ws.send(text, (error) => {
        clearTimeout(stall);
        if (error) reject(error);
        else resolve();
      });
    });
  }

  close(code: number, reason: string): void {
    this.#ws.close(code, reason);
  }

  #take(numBytes: number): void {
    this.#heardMs = performance.now();
    this.#numBytes += numBytes;
    this.#slow.refresh();
    try {
      this.#options.room.take(numBytes);
    } catch {
      this.close(closeCodes.tryAgainLater, "too many messages are being read");
    }
  }

  #give(numBytes: number): void {
    const given = Math.min(numBytes, this.#numBytes);
    this.#numBytes -= given;
    this.#options.room.give(given);
  }

  #tooSlow(): void {
    if (this.#numBytes > 0) this.close(closeCodes.badClient, "the message stopped coming");
  }

  #check(): void {
    if (performance.now() - this.#heardMs > this.#options.patienceMs) this.#ws.terminate();
    else if (this.#ws.readyState === this.#ws.OPEN && this.#ws.bufferedAmount === 0) this.#ws.ping();
  }
}

/** A short message may be a piece of a much larger chunk, which it would keep while it waits. */
function ownBytes(data: Buffer): Uint8Array {
  return data.buffer.byteLength > 2 * data.byteLength ? Uint8Array.from(data) : data;
}
