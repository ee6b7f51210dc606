import { join } from "node:path";
import { changeKeys } from "../../packages/cli/src/keys/change-keys.ts";
import { hashKey, newKey } from "../../packages/server/src/access/api-key.ts";
import { type Ask, answersAlone, answerTo, untilIdle } from "./answers.ts";
import { failuresOf, type Note, type Outcome, seconds } from "./outcome.ts";
import { type Serving, startServing } from "./serving.ts";

export interface ManyStreams {
  readonly clients: number;
  readonly maxTokens: number;
  readonly parallel: number;
}

/** No caller may have more than 64 waiting. */
const clientsOfCaller = 50;

/** Streams that are open at once, none lost or mixed up: each answer equal to that of the same request alone. */
export async function manyStreams(options: ManyStreams, note: Note): Promise<Outcome> {
  const { clients, maxTokens, parallel } = options;
  const keys = Array.from({ length: Math.ceil(clients / clientsOfCaller) }, newKey);
  const prepare = (home: string) => writeKeys(join(home, "config/qwen.ts/keys.json"), keys);
  await using server = await startServing({ args: () => ["--parallel", String(parallel)], prepare });
  const asks = Array.from(
    { length: clients },
    (_, number): Ask => ({ number, maxTokens, key: keys[number % keys.length] }),
  );
  const alone = await answersAlone(server.url, asks, (done) => note(`alone: ${done} of ${clients}`));
  const { answers, mostOpen, ms } = await all(server, asks, note);
  const faults = answers.filter((answer) => answer instanceof Error);
  const numEqual = answers.filter((answer, i) => answer === alone[i]).length;
  const idleMs = await untilIdle(server.url);
  return {
    rows: [
      ["streams, asked for at once", clients],
      ["most that had their headers at once", mostOpen],
      ["computed together", parallel],
      ["tokens an answer", maxTokens],
      ["different answers", new Set(alone).size],
      ["equal to the same request alone", numEqual],
      ["failed", faults.length],
      ["all of them took", seconds(ms)],
      ["slots free after", seconds(idleMs)],
    ],
    failures: [
      ...failuresOf({
        "not every answer is that of the same request alone": numEqual === clients,
        "answers are too alike to tell them apart": new Set(alone).size > 0.75 * clients,
        "slots are not free again": idleMs !== undefined,
      }),
      ...faults.slice(0, 3).map((fault) => String(fault)),
    ],
  };
}

async function all({ url }: Serving, asks: readonly Ask[], note: Note) {
  const begin = performance.now();
  let [open, mostOpen, done] = [0, 0, 0];
  const onOpen = () => {
    mostOpen = Math.max(mostOpen, ++open);
  };
  const answers = await Promise.all(
    asks.map(async (ask) => {
      let isOpen = false;
      const opened = () => {
        isOpen = true;
        onOpen();
      };
      const answer = await answerTo(url, ask, { onOpen: opened }).catch((error: Error) => error);
      if (isOpen) open--;
      note(`together: ${++done} of ${asks.length}, ${open} open`);
      return answer;
    }),
  );
  return { answers, mostOpen, ms: performance.now() - begin };
}

async function writeKeys(path: string, keys: readonly string[]): Promise<void> {
  const created = new Date().toISOString();
  const hashes = await Promise.all(keys.map(hashKey));
  await changeKeys(path, () => hashes.map((sha256, i) => ({ name: `client-${i}`, sha256, created })));
}
