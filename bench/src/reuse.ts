import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Engine, loadEngine, type Timings, type Usage } from "../../packages/engine/src/index.ts";
import { formatTable } from "../../tests/parity/format-table.ts";
import { fileTypes, type Mix } from "./gguf/mixes.ts";
import { testModel } from "./logits/test-models.ts";
import { spread } from "./spread.ts";

/*
 * npm run reuse -- [--size 3.5-0.8b] [--mix q8_0] [--history 8000] [--turn 40] [--answer 64] [--threads 2] [--rounds 3]
 *
 * How soon the first token comes when a prompt begins like an earlier one, as a share of the time that the earlier one took
 * from its start. A conversation with a long history goes on, with its answer kept or with its thought left out; its last
 * message is edited; it is answered anew; and another conversation has the same long system text. In each case the command
 * also says how many of the tokens that both prompts begin with were reused.
 */

interface Answer {
  readonly tokenIds: readonly number[];
  readonly usage: Usage;
  readonly timings: Timings;
}

interface Measured {
  /** Of the time of a prompt that was new. */
  readonly ratio: number;
  readonly ms: number;
  readonly coldMs: number;
  /** Tokens that both begin with, and those of them that were not computed again. */
  readonly sharedTokens: number;
  readonly cachedTokens: number;
}

const { values } = parseArgs({
  options: {
    size: { type: "string", default: "3.5-0.8b" },
    mix: { type: "string", default: "q8_0" },
    history: { type: "string", default: "8000" },
    turn: { type: "string", default: "40" },
    answer: { type: "string", default: "64" },
    threads: { type: "string", default: "2" },
    rounds: { type: "string", default: "3" },
    json: { type: "string", default: join(import.meta.dirname, "../results/reuse.json") },
  },
});
const [history, turn, maxTokens, numThreads, rounds] = [
  values.history,
  values.turn,
  values.answer,
  values.threads,
  values.rounds,
].map(Number);
/** About so many a message. */
const messageTokens = 400;

async function main(): Promise<void> {
  if (!(values.mix in fileTypes)) throw new Error(`no mix ${values.mix}`);
  const path = await testModel(values.size, values.mix as Mix);
  if (!path) throw new Error(`no ${values.size} in ${values.mix}`);
  const contextLength = history + 4 * (turn + maxTokens) + 512;
  const engine = await loadEngine(path, { numThreads, contextLength, maxSequences: 2 });
  const measured = new Map<string, Measured[]>();
  try {
    await ask(engine, [1], 8); // warm-up
    for (let round = 0; round < rounds; round++) {
      for (const [what, each] of [...(await conversation(engine)), ...(await sharedSystemText(engine))]) {
        measured.set(what, [...(measured.get(what) ?? []), each]);
      }
    }
  } finally {
    await engine.close();
  }
  const header = ["what", "cold, ms", "warm, ms", "warm / cold", "reused of what both begin with"];
  console.log(formatTable([header, ...[...measured].map(row)]));
  const setting = { processor: cpus()[0].model, node: process.version, ...values };
  mkdirSync(join(values.json, ".."), { recursive: true });
  writeFileSync(values.json, `${JSON.stringify({ ...setting, measured: Object.fromEntries(measured) }, null, 2)}\n`);
}

/** A chat of many messages, and what may come after it. */
async function conversation(engine: Engine): Promise<[string, Measured][]> {
  const chat = new Chat(engine);
  const numMessages = Math.max(1, Math.round((history - turn) / messageTokens));
  const messageLength = Math.floor((history - turn) / numMessages);
  const earlier = Array.from({ length: numMessages }, (_, i) =>
    chat.message(i % 2 === 0 ? "user" : "assistant", messageLength + (i === 0 ? somewhatMore() : 0)),
  ).flat();
  const asked = [...earlier, ...chat.message("user", turn)];
  const prompt = [...asked, ...chat.opening];
  const first = await ask(engine, prompt, maxTokens);
  const next = chat.message("user", turn);
  const answered = (tokenIds: readonly number[]) => [...prompt, ...tokenIds, ...chat.closing, ...next, ...chat.opening];
  const prompts = {
    "next turn": answered(first.tokenIds),
    "next turn, thought left out": answered(first.tokenIds.slice(maxTokens / 2)),
    "last message edited": [...earlier, ...chat.message("user", turn), ...chat.opening],
    "answered anew": prompt,
  };
  return warm(engine, prompts, { tokenIds: [...prompt, ...first.tokenIds], coldMs: first.timings.promptMs });
}

async function sharedSystemText(engine: Engine): Promise<[string, Measured][]> {
  const chat = new Chat(engine);
  const system = chat.message("system", history - turn + somewhatMore());
  const another = () => [...system, ...chat.message("user", turn), ...chat.opening];
  const tokenIds = another();
  const { timings } = await ask(engine, tokenIds, 1);
  return warm(engine, { "same system text": another() }, { tokenIds, coldMs: timings.promptMs });
}

async function warm(
  engine: Engine,
  prompts: Readonly<Record<string, readonly number[]>>,
  known: { readonly tokenIds: readonly number[]; readonly coldMs: number },
): Promise<[string, Measured][]> {
  const measured: [string, Measured][] = [];
  for (const [what, tokenIds] of Object.entries(prompts)) {
    const { timings, usage } = await ask(engine, tokenIds, 1);
    const parting = tokenIds.findIndex((tokenId, i) => tokenId !== known.tokenIds[i]);
    const [ms, { coldMs }] = [timings.promptMs, known];
    const sharedTokens = parting < 0 ? tokenIds.length : parting;
    measured.push([what, { ratio: ms / coldMs, ms, coldMs, sharedTokens, cachedTokens: usage.cachedTokens }]);
  }
  return measured;
}

/** Ends of messages lie anywhere in a block of the cache. */
function somewhatMore(): number {
  return Math.floor(Math.random() * 64);
}

/** Messages of random tokens. */
class Chat {
  readonly #engine: Engine;
  /** What comes before an answer, and behind it. */
  readonly opening: readonly number[];
  readonly closing: readonly number[];

  constructor(engine: Engine) {
    this.#engine = engine;
    this.opening = this.#read("<|im_start|>assistant\n");
    this.closing = this.#read("<|im_end|>\n");
  }

  message(role: string, length: number): number[] {
    const frame = this.#read(`<|im_start|>${role}\n`);
    const content = Array.from({ length: length - frame.length - this.closing.length }, () =>
      Math.floor(Math.random() * 100_000),
    );
    return [...frame, ...content, ...this.closing];
  }

  #read(text: string): number[] {
    return this.#engine.tokenize(text, { parseSpecial: true });
  }
}

async function ask(engine: Engine, tokenIds: readonly number[], count: number): Promise<Answer> {
  const answered: number[] = [];
  const sampling = { temperature: 1.5, topK: 0, topP: 1, seed: 1 };
  for await (const event of engine.generate({ tokenIds, maxTokens: count, sampling, ignoreEos: true })) {
    if (event.type === "text") answered.push(...event.tokenIds);
    if (event.type === "end") return { tokenIds: answered, usage: event.usage, timings: event.timings };
  }
  throw new Error("a generation without an end");
}

function row([what, measured]: [string, readonly Measured[]]): string[] {
  const share = measured.map(({ cachedTokens, sharedTokens }) => (100 * cachedTokens) / sharedTokens);
  const ms = (of: (each: Measured) => number) => spread(measured.map(of), 0);
  return [
    what,
    ms(({ coldMs }) => coldMs),
    ms((each) => each.ms),
    spread(
      measured.map(({ ratio }) => ratio),
      3,
    ),
    `${spread(share, 1)} %`,
  ];
}

await main();
