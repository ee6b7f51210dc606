import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { Random } from "../fuzz/random.ts";
import { type Ask, answersAlone, answerTo, bodyOf, untilIdle } from "./answers.ts";
import { failuresOf, type Note, type Outcome, seconds } from "./outcome.ts";
import { startServing } from "./serving.ts";

export interface ClientAborts {
  readonly aborts: number;
  readonly maxTokens: number;
  /** Clients that stay, and ask again and again. */
  readonly steady: number;
}

const places = ["in the headers", "in the body", "before the answer", "in the stream"] as const;
type Place = (typeof places)[number];

/** How many go away at once. */
const numLeaving = 8;

/** Clients that go away at any time: slots are free afterwards, and others get what they would have got. */
export async function clientAborts({ aborts, maxTokens, steady }: ClientAborts, note: Note): Promise<Outcome> {
  await using server = await startServing();
  const { url } = server;
  const asks = Array.from({ length: steady }, (_, number): Ask => ({ number, maxTokens }));
  const alone = await answersAlone(url, asks, (done) => note(`alone: ${done} of ${steady}`));
  let isOver = false;
  let [numEqual, numAnswers] = [0, 0];
  const stay = async (ask: Ask, expected: string) => {
    do {
      const text = await answerTo(url, ask).catch(String);
      numAnswers++;
      if (text === expected) numEqual++;
    } while (!isOver);
  };
  const staying = asks.map((ask, i) => stay(ask, alone[i]));
  const counts = await goAway(url, aborts, (done) => note(`gone: ${done} of ${aborts}; answered: ${numAnswers}`));
  isOver = true;
  await Promise.all(staying);
  const idleMs = await untilIdle(url);
  const again = await answersAlone(url, asks, () => {});
  return {
    rows: [
      ...places.map((place) => [`went away ${place}`, counts[place]] as const),
      ["answers of those who stayed", numAnswers],
      ["equal to the same request alone", numEqual],
      ["slots free after", seconds(idleMs)],
    ],
    failures: failuresOf({
      "others' answers changed": numEqual === numAnswers,
      "slots are not free again": idleMs !== undefined,
      "answers are others than before": again.every((text, i) => text === alone[i]),
      "the server wrote of a fault": server.stderr() === "",
    }),
  };
}

async function goAway(url: string, aborts: number, onGone: (done: number) => void): Promise<Record<Place, number>> {
  const counts = { "in the headers": 0, "in the body": 0, "before the answer": 0, "in the stream": 0 };
  const random = new Random(1, 0);
  let [next, done] = [0, 0];
  const client = async () => {
    while (next < aborts) {
      const number = next++;
      const place = random.pick(places);
      await leave(url, { place, number: 1000 + number, share: random.below(1000) / 1000 });
      counts[place]++;
      onGone(++done);
    }
  };
  await Promise.all(Array.from({ length: numLeaving }, client));
  return counts;
}

interface Leaving {
  readonly place: Place;
  readonly number: number;
  /** How far it comes. */
  readonly share: number;
}

/** Tokens that nobody waits for: without the client's going away, they would take minutes. */
const manyTokens = 2000;

async function leave(url: string, { place, number, share }: Leaving): Promise<void> {
  const body = JSON.stringify(bodyOf({ number, maxTokens: manyTokens }));
  const { hostname, port, host } = new URL(url);
  const head = `POST /v1/completions HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n`;
  const socket = connect(Number(port), hostname);
  // That the other side closes it is no fault of this program.
  socket.on("error", () => {});
  try {
    if (place === "in the headers") socket.write(head.slice(0, Math.floor(share * head.length)));
    else if (place === "in the body") socket.write(head + body.slice(0, Math.floor(share * body.length)));
    else socket.write(head + body);
    if (place === "in the stream") await bytesOf(socket, 1000 + share * 10_000);
    else await sleep(share * 50);
  } finally {
    socket.destroy();
  }
}

/** Waits until so many bytes have come, or none come any more. */
async function bytesOf(socket: ReturnType<typeof connect>, wanted: number): Promise<void> {
  let numBytes = 0;
  for await (const chunk of socket) {
    numBytes += chunk.length;
    if (numBytes >= wanted) return;
  }
}
