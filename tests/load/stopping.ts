import { type Ask, answersAlone, answerTo } from "./answers.ts";
import { failuresOf, type Note, type Outcome, seconds } from "./outcome.ts";
import { type Ended, modelProcesses, type Serving, startServing, survivors } from "./serving.ts";

export interface Stopping {
  /** Of an answer that ends within the time that a server waits for what runs. */
  readonly maxTokens: number;
  readonly clients: number;
}

/** Of an answer that does not. */
const endlessTokens = 3900;

const orphanPatienceMs = 5000;

interface Stop {
  readonly ends: readonly (string | Error)[];
  readonly wasRefused: boolean;
  readonly ended: Ended;
  readonly ms: number;
  /** How long the models' processes outlived it; undefined: for too long. */
  readonly orphansMs: number | undefined;
}

/** A server is told to stop under load: what runs ends, nothing new comes in; told twice it ends at once. No process stays. */
export async function stopping({ maxTokens, clients }: Stopping, note: Note): Promise<Outcome> {
  const asks = (tokens: number) => Array.from({ length: clients }, (_, number): Ask => ({ number, maxTokens: tokens }));
  const { stop: drained, alone } = await stopOnce(asks(maxTokens), 1, (text) => note(`once: ${text}`));
  const numWhole = drained.ends.filter((text, i) => text === alone[i]).length;
  const { stop: twice } = await stopOnce(asks(endlessTokens), 2, (text) => note(`twice: ${text}`));
  return {
    rows: [
      ["SIGTERM once: streams under way", clients],
      ["whole, and equal to the same request alone", numWhole],
      ["new connections refused meanwhile", String(drained.wasRefused)],
      ["ended after", `${seconds(drained.ms)}, exit code ${drained.ended.exitCode}`],
      ["SIGTERM twice: streams under way", clients],
      ["ended after", `${seconds(twice.ms)}, exit code ${twice.ended.exitCode}`],
      ["the model's process gone after that", `${seconds(drained.orphansMs)}; told twice, ${seconds(twice.orphansMs)}`],
    ],
    failures: failuresOf({
      "streams under way were cut": numWhole === clients,
      "a stopping server takes new connections": drained.wasRefused,
      "the exit code is not 0": drained.ended.exitCode === 0,
      "the second signal did not end it": twice.ms < 5000 && twice.ended.exitCode === 143,
      "cut streams look whole": twice.ends.every((end) => end instanceof Error),
      "processes are left behind": drained.orphansMs !== undefined && twice.orphansMs !== undefined,
    }),
  };
}

async function stopOnce(asks: readonly Ask[], signals: 1 | 2, note: Note): Promise<{ stop: Stop; alone: string[] }> {
  // A process that ends for the first time would write its compiled code, which takes seconds.
  const env = signals === 2 ? { NODE_DISABLE_COMPILE_CACHE: "1" } : {};
  await using server = await startServing({ env });
  const alone = signals === 1 ? await answersAlone(server.url, asks, () => {}) : [];
  note("begins");
  const begun = asks.map(() => Promise.withResolvers<void>());
  const ends = asks.map((ask, i) =>
    answerTo(server.url, ask, { onText: () => begun[i].resolve() }).catch((error: Error) => error),
  );
  await Promise.all(begun.map(({ promise }) => promise));
  const models = modelProcesses(server).map(({ pid }) => pid);
  const beginMs = performance.now();
  for (let i = 0; i < signals; i++) {
    process.kill(server.pid, "SIGTERM");
    await untilRefused(server);
  }
  const wasRefused = await untilRefused(server);
  note("was told to stop");
  const all = await Promise.all(ends);
  const ended = await server.ended;
  const ms = performance.now() - beginMs;
  const orphansMs = await untilGone(models);
  return { stop: { ends: all, wasRefused, ended, ms, orphansMs }, alone };
}

/** Whether new connections are refused within a second. */
async function untilRefused({ url }: Serving): Promise<boolean> {
  for (const end = performance.now() + 1000; performance.now() < end; ) {
    const answer = await fetch(`${url}/health`, { headers: { connection: "close" } }).catch(() => undefined);
    if (answer === undefined) return true;
    await answer.text();
  }
  return false;
}

/** How long processes of models outlive the server, in ms; undefined: for too long. */
async function untilGone(pids: readonly number[]): Promise<number | undefined> {
  const begin = performance.now();
  while (performance.now() - begin < orphanPatienceMs) {
    if (survivors(pids).length === 0) return performance.now() - begin;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return undefined;
}
