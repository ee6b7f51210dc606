import { symlink } from "node:fs/promises";
import { join } from "node:path";
import { AnswerFault, type Ask, answersAlone, answerTo, untilIdle } from "./answers.ts";
import { failuresOf, median, type Note, type Outcome, seconds } from "./outcome.ts";
import { builtIn, modelProcesses, type Serving, startServing } from "./serving.ts";

export interface KilledModel {
  readonly rounds: number;
  /** Of an answer; long enough to be under way when the model dies. */
  readonly maxTokens: number;
  /** Of each of the two models. */
  readonly clients: number;
}

/** The longest that a request may hang on a process that is gone. */
const patienceMs = 5000;

interface Round {
  /** Texts, or what they failed with. */
  readonly dying: readonly (string | Error)[];
  readonly living: readonly (string | Error)[];
  /** When the last of the dying ones failed, after the kill. */
  readonly lastFaultMs: number;
  /** When an answer came again; infinite when none did. */
  readonly backMs: number;
}

/** A model's process is killed under load: its requests fail, the next are answered, another model's go on. */
export async function killedModel({ rounds, maxTokens, clients }: KilledModel, note: Note): Promise<Outcome> {
  await using server = await startServing({
    args: (home) => ["--alias", `other=${join(home, "other.gguf")}`, "--threads", "1"],
    // The same file under another name: a model of its own, in a process of its own.
    prepare: (home) => symlink(builtIn, join(home, "other.gguf")),
  });
  const asks = (model: string) => Array.from({ length: clients }, (_, number): Ask => ({ number, model, maxTokens }));
  const alone = await answersAlone(server.url, asks("default"), (done) => note(`alone: ${done} of ${clients}`));
  await answerTo(server.url, { number: 0, model: "other", maxTokens: 1 });
  const [living] = modelProcesses(server);
  const results: Round[] = [];
  for (let i = 0; i < rounds; i++) {
    note(`kill ${i + 1} of ${rounds}`);
    results.push(await killOnce(server, living.pid, asks("default"), asks("other")));
  }
  const failed = results.flatMap(({ dying }) => dying);
  const numTold = failed.filter(isTold).length;
  const others = results.map((round) => round.living.filter((text, i) => text === alone[i]).length);
  const numEqual = others.reduce((sum, count) => sum + count, 0);
  const backMs = results.map((round) => round.backMs);
  const idleMs = await untilIdle(server.url);
  return {
    rows: [
      ["kills", rounds],
      ["requests of the killed model, under way and waiting", failed.length],
      ["failed with a sentence", numTold],
      ["the last of them, after the kill", seconds(Math.max(...results.map(({ lastFaultMs }) => lastFaultMs)))],
      ["next answer, after the kill, median", seconds(median(backMs))],
      ["the same, longest", seconds(Math.max(...backMs))],
      ["the other model's streams", rounds * clients],
      ["equal to the same request alone", numEqual],
      ["slots free after", seconds(idleMs)],
    ],
    failures: [
      ...failuresOf({
        "a request of the killed model ended otherwise": numTold === failed.length,
        "requests hung": results.every(({ lastFaultMs }) => lastFaultMs < patienceMs),
        "the model did not come back": backMs.every(Number.isFinite),
        "the other model's answers changed": numEqual === rounds * clients,
        "slots are not free again": idleMs !== undefined,
      }),
      ...failed
        .filter((end) => !isTold(end))
        .slice(0, 3)
        .map((end) => String(end).slice(0, 200)),
    ],
  };
}

function isTold(end: string | Error): boolean {
  return end instanceof AnswerFault && end.message.includes("it was killed (SIGKILL)");
}

async function killOnce(server: Serving, livingPid: number, livingAsks: readonly Ask[], dyingAsks: readonly Ask[]) {
  const { url } = server;
  const begun = Promise.withResolvers<void>();
  const ask = (one: Ask, onText = () => {}) => answerTo(url, one, { onText }).catch((error: Error) => error);
  const living = livingAsks.map((one) => ask(one));
  let lastEndMs = 0;
  const dying = dyingAsks.map((one) =>
    ask(one, () => begun.resolve()).finally(() => {
      lastEndMs = performance.now();
    }),
  );
  await begun.promise;
  const victim = modelProcesses(server).find(({ pid }) => pid !== livingPid);
  if (victim === undefined) throw new Error("the model to be killed has no process");
  const killedMs = performance.now();
  process.kill(victim.pid, "SIGKILL");
  const [first] = dyingAsks;
  const ends = await Promise.all(dying);
  const back = await answerTo(url, { ...first, maxTokens: 1 }).catch((error: Error) => error);
  const backMs = back instanceof Error ? Number.POSITIVE_INFINITY : performance.now() - killedMs;
  return { dying: ends, living: await Promise.all(living), lastFaultMs: lastEndMs - killedMs, backMs };
}
