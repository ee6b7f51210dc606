import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import {
  type Engine,
  type LoadOptions,
  loadEngine,
  type Timings,
  type Usage,
} from "../../packages/engine/src/index.ts";
import { formatTable } from "../../tests/parity/format-table.ts";
import { fileTypes, type Mix } from "./gguf/mixes.ts";
import { testModel } from "./logits/test-models.ts";
import { spread } from "./spread.ts";

/*
 * npm run shortcuts -- [--size 0.6b] [--mix q8_0] [--history 4000] [--turn 40] [--answer 128] [--threads 2] [--rounds 3]
 *
 * What the prefix cache and prompt lookup save. First the time to the first token of a conversation with a long history,
 * cold and as its next turn. Then the speed of two answers with guesses and without, taking turns: a greedy one, which
 * with random weights soon repeats itself, and one drawn at a temperature at which nothing repeats. Both must be the same
 * with guesses as without, or the command fails.
 */

interface Answer {
  readonly tokenIds: readonly number[];
  readonly usage: Usage;
  readonly timings: Timings;
}

const { values } = parseArgs({
  options: {
    size: { type: "string", default: "0.6b" },
    mix: { type: "string", default: "q8_0" },
    history: { type: "string", default: "4000" },
    turn: { type: "string", default: "40" },
    answer: { type: "string", default: "128" },
    threads: { type: "string", default: "2" },
    rounds: { type: "string", default: "3" },
    json: { type: "string", default: join(import.meta.dirname, "../results/shortcuts.json") },
  },
});
const [history, turn, maxTokens, numThreads, rounds] = [
  values.history,
  values.turn,
  values.answer,
  values.threads,
  values.rounds,
].map(Number);
const greedy = { temperature: 0 };
const drawn = { temperature: 1.5, topK: 0, topP: 1, seed: 1 };

const header = ["what", "without", "with", "with / without", "guesses, right of all"];

async function main(): Promise<void> {
  if (!(values.mix in fileTypes)) throw new Error(`no mix ${values.mix}`);
  const path = await testModel(values.size, values.mix as Mix);
  if (!path) throw new Error(`no ${values.size} in ${values.mix}`);
  const nextTurns = await withEngine(path, {}, async (engine) => {
    const measured = [];
    for (let round = 0; round < rounds; round++) measured.push(await nextTurn(engine));
    return measured;
  });
  const answers = {
    "greedy answer": await guessed(path, greedy),
    "drawn answer": await guessed(path, drawn),
  };
  console.log(formatTable([header, turnRow(nextTurns), ...Object.entries(answers).map(answerRow)]));
  const setting = { processor: cpus()[0].model, node: process.version, ...values };
  mkdirSync(join(values.json, ".."), { recursive: true });
  writeFileSync(values.json, `${JSON.stringify({ ...setting, nextTurns, answers }, null, 2)}\n`);
}

async function withEngine<T>(path: string, options: LoadOptions, use: (engine: Engine) => Promise<T>): Promise<T> {
  const contextLength = history + 2 * (turn + maxTokens) + 64;
  const engine = await loadEngine(path, { numThreads, contextLength, maxSequences: 1, ...options });
  try {
    await answerOf(engine, [1], 8, greedy); // warm-up
    return await use(engine);
  } finally {
    await engine.close();
  }
}

async function answerOf(engine: Engine, tokenIds: number[], count: number, sampling: object): Promise<Answer> {
  const answered: number[] = [];
  for await (const event of engine.generate({ tokenIds, maxTokens: count, sampling, ignoreEos: true })) {
    if (event.type === "text") answered.push(...event.tokenIds);
    if (event.type === "end") return { tokenIds: answered, usage: event.usage, timings: event.timings };
  }
  throw new Error("a generation without an end");
}

/** Milliseconds to the first token: of a history that is new, and of the same with an answer and another turn. */
async function nextTurn(engine: Engine): Promise<{ cold: number; next: number; cachedTokens: number }> {
  const tokenIds = randomIds(history, engine.info.vocabSize);
  const first = await answerOf(engine, tokenIds, 16, drawn);
  const continued = [...tokenIds, ...first.tokenIds, ...randomIds(turn, engine.info.vocabSize)];
  const { timings, usage } = await answerOf(engine, continued, 1, drawn);
  return { cold: first.timings.promptMs, next: timings.promptMs, cachedTokens: usage.cachedTokens };
}

interface Guessed {
  /** Tokens per second. */
  readonly without: number[];
  readonly with: number[];
  readonly draftTokens: number;
  readonly acceptedDraftTokens: number;
}

async function guessed(path: string, sampling: object): Promise<Guessed> {
  const tokenIds = [...Array(64).keys()].map((i) => 100 + ((i * i) % 1000));
  return withEngine(path, { promptLookup: false }, (plain) =>
    withEngine(path, {}, async (guessing) => {
      const rates: { without: number[]; with: number[] } = { without: [], with: [] };
      let usage: Usage | undefined;
      for (let round = 0; round < rounds; round++) {
        const [a, b] = [
          await answerOf(plain, tokenIds, maxTokens, sampling),
          await answerOf(guessing, tokenIds, maxTokens, sampling),
        ];
        if (a.tokenIds.join() !== b.tokenIds.join()) throw new Error("the answer with guesses is another one");
        rates.without.push(rateOf(a));
        rates.with.push(rateOf(b));
        usage = b.usage;
      }
      const { draftTokens = 0, acceptedDraftTokens = 0 } = usage ?? {};
      return { ...rates, draftTokens, acceptedDraftTokens };
    }),
  );
}

const rateOf = ({ tokenIds, timings }: Answer): number => (1000 * (tokenIds.length - 1)) / timings.generationMs;

function randomIds(count: number, vocabSize: number): number[] {
  return Array.from({ length: count }, () => Math.floor(Math.random() * vocabSize));
}

function turnRow(measured: readonly Awaited<ReturnType<typeof nextTurn>>[]): string[] {
  const ratios = measured.map(({ cold, next }) => next / cold);
  const [cold, next] = [measured.map((each) => each.cold), measured.map((each) => each.next)];
  return [`first token after ${history} tokens, ms`, spread(cold, 0), spread(next, 0), spread(ratios, 3), ""];
}

function answerRow([what, each]: [string, Guessed]): string[] {
  const ratios = each.with.map((rate, i) => rate / each.without[i]);
  const right = `${each.acceptedDraftTokens} of ${each.draftTokens}`;
  return [`${what}, tokens/s`, spread(each.without, 1), spread(each.with, 1), spread(ratios, 2), right];
}

await main();
