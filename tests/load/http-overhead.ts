import { loadEngine } from "@qwents/engine";
import { type Ask, answerTo, bodyOf } from "./answers.ts";
import { failuresOf, median, type Note, type Outcome } from "./outcome.ts";
import { builtIn, startServing } from "./serving.ts";

export interface HttpOverhead {
  readonly rounds: number;
  readonly maxTokens: number;
}

const streamCounts = [1, 8];
const threads = 1;

/** So much a token is no more than a step of any model takes that people use. */
const mostOverheadMs = 2;

/** What a token costs over HTTP beside an engine in this process, taking turns. */
export async function httpOverhead({ rounds, maxTokens }: HttpOverhead, note: Note): Promise<Outcome> {
  await using server = await startServing({ args: () => ["--threads", String(threads)] });
  const engine = await loadEngine(builtIn, { numThreads: threads });
  const asks = (count: number) => Array.from({ length: count }, (_, number): Ask => ({ number, maxTokens }));
  const ways = {
    inProcess: (ask: Ask) => textOf(engine.generate(requestOf(ask))),
    overHttp: (ask: Ask) => answerTo(server.url, ask),
  };
  const rows: [string, string][] = [];
  const failures: string[] = [];
  for (const count of streamCounts) {
    const times: Record<keyof typeof ways, number[]> = { inProcess: [], overHttp: [] };
    const texts = new Set<string>();
    for (let round = -1; round < rounds; round++) {
      note(`${count} at once: ${round} of ${rounds}`);
      for (const way of ["inProcess", "overHttp"] as const) {
        const begin = performance.now();
        const answers = await Promise.all(asks(count).map(ways[way]));
        // The first round is for the cache and for compilers.
        if (round >= 0) times[way].push((performance.now() - begin) / maxTokens);
        texts.add(answers.join("\n"));
      }
    }
    const [inProcess, overHttp] = [median(times.inProcess), median(times.overHttp)];
    const overheadMs = (overHttp - inProcess) / count;
    rows.push(
      [`${count} at once: ms a step in process, median`, inProcess.toFixed(3)],
      [`${count} at once: ms a step over HTTP, median`, overHttp.toFixed(3)],
      [`${count} at once: ratio`, (overHttp / inProcess).toFixed(3)],
      [`${count} at once: ms a token of HTTP and processes`, overheadMs.toFixed(3)],
    );
    failures.push(
      ...failuresOf({
        [`${count} at once: answers differ`]: texts.size === 1,
        [`${count} at once: HTTP costs more than ${mostOverheadMs} ms a token`]: overheadMs < mostOverheadMs,
      }),
    );
  }
  await engine.close();
  return { rows, failures };
}

function requestOf(ask: Ask) {
  const { prompt, seed, temperature } = bodyOf(ask);
  return { prompt, maxTokens: ask.maxTokens, ignoreEos: true, sampling: { seed, temperature } };
}

async function textOf(events: ReturnType<Awaited<ReturnType<typeof loadEngine>>["generate"]>): Promise<string> {
  let text = "";
  for await (const event of events) if (event.type === "text") text += event.text;
  return text;
}
