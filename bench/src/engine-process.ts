import { readFileSync } from "node:fs";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { loadEngine } from "../../packages/engine/src/index.ts";
import { startEngineProcess } from "../../packages/server/src/engine-process/start-engine-process.ts";
import type { ServedEngine } from "../../packages/server/src/served-engine.ts";
import { formatTable } from "../../tests/parity/format-table.ts";
import { spread } from "./spread.ts";

/*
 * npm run engine-process -- [--model FILE] [--streams 1,8] [--tokens 64] [--threads 1] [--rounds 40]
 *
 * What it costs that a model runs in a process of its own: the time a token of answers that are read as they come, by one
 * reader and by several at once, from an engine in this process and from one in another, taking turns; and the processor
 * time of the threads that own the engine and the reader, which other programs disturb less (Linux only). Without guesses,
 * so that every token of a stream is a step.
 */

const { values } = parseArgs({
  options: {
    model: {
      type: "string",
      default: new URL("../../models/cockpit/cockpit-q8_0.gguf", import.meta.url).pathname,
    },
    streams: { type: "string", default: "1,8" },
    tokens: { type: "string", default: "64" },
    threads: { type: "string", default: "1" },
    rounds: { type: "string", default: "40" },
  },
});
const [maxTokens, numThreads, rounds] = [values.tokens, values.threads, values.rounds].map(Number);

/** Microseconds a token of all streams together. */
interface Times {
  /** From the first token of the first stream to the end of the last. */
  readonly wall: number;
  /** Processor time of this process's main thread. */
  readonly here: number;
  /** Processor time of the main thread of the engine's process. */
  readonly there: number;
}

async function timesOf(engine: ServedEngine, enginePid: number, streams: number): Promise<Times> {
  let startMs = 0;
  let tokens = 0;
  const read = async (seed: number) => {
    const request = { prompt: "One, two,", maxTokens, ignoreEos: true, sampling: { temperature: 1, seed } };
    for await (const event of engine.generate(request)) {
      if (event.type !== "text") continue;
      startMs ||= performance.now();
      tokens += event.tokenIds.length;
    }
  };
  const [here, there] = [mainThreadUs(process.pid), mainThreadUs(enginePid)];
  await Promise.all(Array.from({ length: streams }, (_, seed) => read(seed)));
  return {
    wall: (1000 * (performance.now() - startMs)) / tokens,
    here: (mainThreadUs(process.pid) - here) / tokens,
    there: (mainThreadUs(enginePid) - there) / tokens,
  };
}

/** What Linux says of a process's main thread; NaN elsewhere. */
function mainThreadUs(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/task/${pid}/schedstat`, "utf8").split(" ")[0]) / 1000;
  } catch {
    return Number.NaN;
  }
}

async function main(): Promise<void> {
  const options = { numThreads, maxSequences: 8, contextLength: maxTokens + 64, promptLookup: false };
  const local = await loadEngine(values.model, options);
  const remote = await startEngineProcess(values.model, options);
  const measure = {
    local: (streams: number) => timesOf(local, process.pid, streams),
    remote: (streams: number) => timesOf(remote, remote.pid as number, streams),
  };
  const rows = [["streams", "", "in process", "in another", "ratio"]];
  for (const streams of values.streams.split(",").map(Number)) {
    const times = { local: [] as Times[], remote: [] as Times[] };
    for (let round = -1; round < rounds; round++) {
      const order = round % 2 === 0 ? (["local", "remote"] as const) : (["remote", "local"] as const);
      for (const name of order) {
        const taken = await measure[name](streams);
        // The first round warms up.
        if (round >= 0) times[name].push(taken);
      }
    }
    const row = (what: string, one: (times: Times) => number, other: (times: Times) => number) => {
      const [a, b] = [times.local.map(one), times.remote.map(other)];
      rows.push([String(streams), what, spread(a, 0), spread(b, 0), spread(ratios(a, b), 2)]);
    };
    row(
      "µs a token",
      ({ wall }) => wall,
      ({ wall }) => wall,
    );
    row(
      "engine's main thread",
      ({ here }) => here,
      ({ there }) => there,
    );
    rows.push([
      String(streams),
      "reader's main thread",
      "the same",
      spread(
        times.remote.map(({ here }) => here),
        0,
      ),
      "",
    ]);
  }
  console.log(`${cpus()[0].model}, node ${process.version}, ${numThreads} threads, ${rounds} rounds`);
  console.log(formatTable(rows));
  await Promise.all([local.close(), remote.close()]);
}

function ratios(a: readonly number[], b: readonly number[]): number[] {
  return b.map((value, i) => value / a[i]);
}

await main();
