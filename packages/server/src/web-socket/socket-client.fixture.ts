import { once } from "node:events";
import { WebSocket } from "ws";
import { FakeEngine, type FakeTurn } from "../fake-engine.fixture.ts";
import { type RunningServer, type ServeOptions, serve } from "../node.ts";

/** An event, as tests look into it. */
export interface Heard {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** Ends a turn. */
export function isLast({ type }: Heard): boolean {
  return type === "error" || type === "response.completed" || type === "response.incomplete";
}

/** A client of the server's WebSocket that notes all it hears. */
export class SocketClient {
  readonly socket: WebSocket;
  readonly heard: Heard[] = [];
  readonly closed: Promise<{ code: number; reason: string }>;

  constructor(server: RunningServer, headers: Record<string, string> = {}) {
    this.socket = new WebSocket(`${server.url.replace("http", "ws")}/v1/responses`, { headers });
    this.socket.on("message", (data) => this.heard.push(JSON.parse(String(data))));
    this.socket.on("error", () => {});
    this.closed = new Promise((resolve) => {
      this.socket.once("close", (code, reason) => resolve({ code, reason: String(reason) }));
    });
  }

  async opened(): Promise<this> {
    await once(this.socket, "open");
    return this;
  }

  /** A message; objects without a type create a response. */
  say(message: object | string | Uint8Array): void {
    const isRaw = typeof message === "string" || message instanceof Uint8Array;
    this.socket.send(isRaw ? message : JSON.stringify({ type: "response.create", ...message }));
  }

  /** The events of one turn. */
  async ask(message: object | string | Uint8Array): Promise<Heard[]> {
    const from = this.heard.length;
    this.say(message);
    while (!this.heard.slice(from).some(isLast)) {
      if (this.socket.readyState !== WebSocket.OPEN) throw new Error("closed before the turn's end");
      await Promise.race([once(this.socket, "message"), this.closed]);
    }
    return this.heard.slice(from);
  }
}

/** Servers and clients of one test. */
export class SocketTests {
  readonly #servers: RunningServer[] = [];
  readonly #clients: SocketClient[] = [];

  async start(turn: FakeTurn | FakeEngine, options: Partial<ServeOptions> = {}) {
    const engine = turn instanceof FakeEngine ? turn : new FakeEngine(turn);
    const server = await serve({ engine, port: 0, ...options });
    this.#servers.push(server);
    const client = (headers?: Record<string, string>) => {
      const made = new SocketClient(server, headers);
      this.#clients.push(made);
      return made;
    };
    return { engine, server, client, open: (headers?: Record<string, string>) => client(headers).opened() };
  }

  async end(): Promise<void> {
    for (const { socket } of this.#clients.splice(0)) socket.terminate();
    await Promise.all(this.#servers.splice(0).map((server) => server.close(0)));
  }
}

interface Last extends Heard {
  readonly status: number;
  readonly error?: { readonly code: string };
  readonly response: { readonly id: string; readonly status: string };
}

/** Of the last event of a turn. */
export function lastOf(events: readonly Heard[]) {
  const last = events.at(-1) as Last;
  return { ...last, code: last.error?.code };
}
