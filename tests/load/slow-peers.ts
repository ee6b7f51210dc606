import { connect, type Socket } from "node:net";
import { setTimeout } from "node:timers/promises";
import { answerTo, bodyOf, untilIdle } from "./answers.ts";
import { failuresOf, mebibytes, type Note, type Outcome, seconds } from "./outcome.ts";
import { rssOf, type Serving, startServing } from "./serving.ts";

export interface SlowPeers {
  /** Of each kind. */
  readonly peers: number;
}

/** What each kind may take, with a few seconds for a machine that has other things to do. */
const limits = { headers: 15_000, silentBody: 15_000, slowBody: 120_000, reader: 20_000 + 20_000 };
const grace = 10_000;

const parallel = 2;
/** So many choices of one stream take all slots, and bring more than buffers on the way hold. */
const choices = 4;
/** What a slow reader takes a second. */
const slowBytes = 256 * 1024;
const mostGrowthBytes = 128 * 2 ** 20;

/** Connections that bring or take next to nothing: each ends in time, and others are answered meanwhile. */
export async function slowPeers({ peers }: SlowPeers, note: Note): Promise<Outcome> {
  await using server = await startServing({ args: () => ["--parallel", String(parallel)] });
  const rssBefore = rssOf(server.pid);
  const all = <T>(begin: () => Promise<T>) => Promise.all(Array.from({ length: peers }, begin));
  const timer = setInterval(() => note(`${(performance.now() / 1000).toFixed(0)} s`), 1000);
  const kinds = Promise.all([
    unread(server),
    all(() => heldUntil(server, (socket) => drip(socket, headOf(server, 1000)))),
    all(() => heldUntil(server, (socket) => void socket.write(`${headOf(server, 1000)}\r\n{"model":`))),
    all(() => heldUntil(server, (socket) => drip(socket, " ".repeat(1000), `${headOf(server, 1000)}\r\n`))),
  ]);
  // Behind the readers.
  await setTimeout(500);
  const waitedMs = await timeOf(() => answerTo(server.url, { number: 1, maxTokens: 4 }));
  const isWhole = await readSlowly(server);
  const grownBytes = rssOf(server.pid) - rssBefore;
  const [reader, ...others] = await kinds;
  const [headers, silentBody, slowBody] = others.map((times) => Math.max(...times));
  clearInterval(timer);
  const idleMs = await untilIdle(server.url);
  const row = (what: string, ms: number) => [`${what}, ${peers} of them: gone after`, seconds(ms)] as const;
  return {
    rows: [
      row("headers, a byte a second", headers),
      row("a body that stops", silentBody),
      row("a body, a byte a second", slowBody),
      [`a stream of ${choices} answers that nobody reads: slots free after`, seconds(reader)],
      ["a stream that is read at 256 KiB a second comes whole", isWhole ? "yes" : "no"],
      ["another request beside them all, answered after", seconds(waitedMs)],
      ["the server's memory grew by", mebibytes(grownBytes)],
      ["slots free after", seconds(idleMs)],
    ],
    failures: failuresOf({
      "slow headers are waited for": headers < limits.headers + grace,
      "a body that stops is waited for": silentBody < limits.silentBody + grace,
      "a slow body is waited for": slowBody < limits.slowBody + grace,
      "readers that take nothing keep their slots": reader < limits.reader + grace && idleMs !== undefined,
      "a slow reader is cut off": isWhole,
      "others wait longer than a reader may take nothing": waitedMs < limits.reader + grace,
      "the server's memory grew": grownBytes < mostGrowthBytes,
    }),
  };
}

function headOf({ url }: Serving, bodyBytes: number): string {
  const { host } = new URL(url);
  return `POST /v1/completions HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\ncontent-length: ${bodyBytes}\r\n`;
}

/** How long the server leaves a connection open, in ms. */
function heldUntil({ url }: Serving, write: (socket: Socket) => void): Promise<number> {
  return timeOf(async () => {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    const { promise: closed, resolve } = Promise.withResolvers<void>();
    socket.on("error", () => {}).on("close", () => resolve());
    // What it says, such as 408, is taken.
    socket.resume();
    write(socket);
    await closed;
  });
}

/** A byte a second, behind what comes first. */
function drip(socket: Socket, text: string, first = ""): void {
  socket.write(first);
  let index = 0;
  const timer = setInterval(() => void socket.write(text[index++ % text.length]), 1000);
  socket.on("close", () => clearInterval(timer));
}

/** Takes all slots with large events and reads none of them. Returns when they are free again, in ms. */
async function unread(server: Serving): Promise<number> {
  const { hostname, port } = new URL(server.url);
  const body = JSON.stringify({ ...bodyOf({ number: 7, maxTokens: 3900 }), logprobs: 20, n: choices });
  const socket = connect(Number(port), hostname).on("error", () => {});
  socket.pause().write(`${headOf(server, body.length)}\r\n${body}`);
  const ms = await timeOf(async () => {
    await setTimeout(1000);
    await untilIdle(server.url, limits.reader + 2 * grace);
  });
  socket.destroy();
  return ms;
}

/** Whether a stream comes to its end that is larger than buffers on the way, and read slowly. */
async function readSlowly(server: Serving): Promise<boolean> {
  const { hostname, port } = new URL(server.url);
  const body = JSON.stringify({ ...bodyOf({ number: 8, maxTokens: 3900 }), logprobs: 20 });
  const socket = connect(Number(port), hostname);
  socket.write(`${headOf(server, body.length)}connection: close\r\n\r\n${body}`);
  let last = "";
  try {
    for await (const chunk of socket as AsyncIterable<Buffer>) {
      last = (last + chunk.toString("latin1")).slice(-100);
      await setTimeout((chunk.length / slowBytes) * 1000);
    }
  } catch {
    return false;
  }
  return last.includes("[DONE]");
}

async function timeOf(run: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await run();
  return performance.now() - begin;
}
