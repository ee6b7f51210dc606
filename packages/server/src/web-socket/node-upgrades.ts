import { type IncomingMessage, type Server, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import type { AppEnv } from "../app-context.ts";
import { ByteRoom } from "../byte-room.ts";
import { maxLargestAtOnce } from "../json-body.ts";
import { present } from "../present.ts";
import type { SocketListener, Upgrade } from "./message-socket.ts";
import { NodeSocket } from "./node-socket.ts";

export interface NodeUpgradeOptions {
  readonly fetch: (request: Request, env: AppEnv["Bindings"]) => Response | Promise<Response>;
  /** What is answered to what is no request. */
  readonly badRequest: () => Response;
  /** The largest message. */
  readonly maxBytes: number;
  /** How long a message that has begun may bring nothing. */
  readonly idleMs: number;
}

const pingMs = 30_000;
const patienceMs = 120_000;
/** How long the other end may take to say that it closes, too. */
const closeTimeout = 2000;

/** Whether a request wants a WebSocket where there is one; all others are answered as if they wanted none. */
export function wantsWebSocket({ method, url = "", headers }: IncomingMessage): boolean {
  return method === "GET" && url.split("?")[0] === "/v1/responses" && headers.upgrade?.toLowerCase() === "websocket";
}

/** Makes WebSockets of the requests that the app takes for such; all others get the app's answer. */
export class NodeUpgrades {
  readonly #options: NodeUpgradeOptions;
  readonly #sockets: WebSocketServer;
  readonly #room: ByteRoom;

  constructor(server: Server, options: NodeUpgradeOptions) {
    this.#options = options;
    this.#room = new ByteRoom(options.maxBytes * maxLargestAtOnce);
    // Apart, as the types do not know of all of them.
    const socketOptions = { noServer: true, perMessageDeflate: false, maxPayload: options.maxBytes, closeTimeout };
    this.#sockets = new WebSocketServer(socketOptions);
    // A request that `ws` makes no WebSocket of.
    this.#sockets.on("wsClientError", (_, socket) => void refuse(socket, options.badRequest()));
    // Without the option, Node would hand over whatever names any protocol to upgrade to, as many clients do in passing.
    if ("shouldUpgradeCallback" in server) {
      server.on("upgrade", (incoming, socket, head) => {
        this.#answer(incoming, socket, head).catch(() => socket.destroy());
      });
    }
  }

  /** Cuts what is open. */
  terminate(): void {
    for (const socket of this.#sockets.clients) socket.terminate();
  }

  async #answer(incoming: IncomingMessage, raw: Duplex, head: Buffer): Promise<void> {
    raw.on("error", () => raw.destroy());
    let connect: Parameters<Upgrade>[0] | undefined;
    const env = {
      ...present({ remoteAddress: incoming.socket.remoteAddress }),
      upgrade: (wanted: Parameters<Upgrade>[0]) => {
        connect = wanted;
      },
    };
    const request = requestOf(incoming);
    const response = request === undefined ? this.#options.badRequest() : await this.#options.fetch(request, env);
    if (connect === undefined) await refuse(raw, response);
    else if (!raw.destroyed) this.#open(incoming, raw, head, connect);
  }

  #open(incoming: IncomingMessage, raw: Duplex, head: Buffer, connect: (socket: NodeSocket) => SocketListener): void {
    const { idleMs } = this.#options;
    this.#sockets.handleUpgrade(incoming, raw, head, (ws) => {
      const socket = new NodeSocket(ws, raw, { room: this.#room, idleMs, pingMs, patienceMs });
      socket.listen(connect(socket));
    });
  }
}

/** Undefined for one that cannot be. */
function requestOf({ url, headers, socket }: IncomingMessage): Request | undefined {
  try {
    const own = Object.entries(headers).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : []));
    const protocol = "encrypted" in socket ? "https" : "http";
    return new Request(new URL(url ?? "/", `${protocol}://${headers.host ?? "localhost"}`), {
      headers: own as [string, string][],
    });
  } catch {
    return undefined;
  }
}

/** Answers, and closes the connection. */
async function refuse(raw: Duplex, response: Response): Promise<void> {
  const body = new Uint8Array(await response.arrayBuffer());
  const headers = [...response.headers].map(([name, value]) => `${name}: ${value}\r\n`).join("");
  const { status } = response;
  raw.once("finish", () => raw.destroy());
  raw.write(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}\r\n${headers}`);
  raw.write(`connection: close\r\ncontent-length: ${body.byteLength}\r\n\r\n`);
  raw.end(body);
}
