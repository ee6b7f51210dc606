import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { inspectCheckpoint } from "../../packages/engine/src/index.ts";
import { formatTable } from "../../tests/parity/format-table.ts";
import { fileTypes, type Mix } from "./gguf/mixes.ts";
import { testModel } from "./logits/test-models.ts";
import { spread } from "./spread.ts";

/*
 * npm run speed -- [--size 0.6b] [--mixes q8_0,q4_0,q4_k_m] [--prompt 512] [--generate 128] [--depth 2048] [--sequences 8]
 *                  [--threads 2] [--rounds 5] [--llama-build haswell]
 *
 * Our engine (`qwents bench`, as it is published) beside llama.cpp on the same file. For each figure a process of ours, then one of llama.cpp,
 * never both at once; a ratio is made of the two, so that what slows both down cancels out. --depth 0 and --sequences 1
 * leave these figures out. --llama-build takes one of llama.cpp's CPU builds instead of the best one: haswell is that for AVX2.
 */

interface Figures {
  readonly promptTokensPerSecond: number;
  readonly generationTokensPerSecond: number;
  readonly firstTokenMs: number;
  readonly peakMemoryBytes: number;
}

interface Pair {
  readonly ours: Figures;
  readonly llama: Figures;
  /** That two threads which only read reach, measured between the two. */
  readonly bytesPerSecond: number;
}

/** A line of the table: one figure of a kind of run. */
interface Line {
  readonly what: string;
  readonly run: string;
  readonly digits: number;
  figure(figures: Figures, pair: Pair): number;
}

const SOURCES = "--conditions=qwents-source";
const root = join(import.meta.dirname, "../..");

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      size: { type: "string", default: "0.6b" },
      mixes: { type: "string", default: "q8_0,q4_0,q4_k_m" },
      prompt: { type: "string", default: "512" },
      generate: { type: "string", default: "128" },
      depth: { type: "string", default: "2048" },
      sequences: { type: "string", default: "8" },
      threads: { type: "string", default: "2" },
      rounds: { type: "string", default: "5" },
      "llama-build": { type: "string" },
      json: { type: "string", default: join(import.meta.dirname, "../results/speed.json") },
    },
  });
  const { prompt, generate, depth, sequences, "llama-build": build } = values;
  execFileSync("npm", ["run", "prepare"], { cwd: root, stdio: "ignore" });
  const runs: Readonly<Record<string, readonly string[]>> = {
    plain: ["--prompt", prompt, "--generate", generate],
    deep: ["--prompt", "0", "--generate", generate, "--depth", depth],
    several: ["--prompt", "0", "--generate", generate, "--sequences", sequences],
  };
  const rows = [["format", "what", "ours", "llama.cpp", "ours / llama.cpp"]];
  const results: unknown[] = [];
  for (const mix of values.mixes.split(",")) {
    if (!(mix in fileTypes)) throw new Error(`no mix ${mix}`);
    const path = await testModel(values.size, mix as Mix);
    if (!path) throw new Error(`no ${values.size} in ${mix}`);
    const lines = linesFor(values, await readBytes(path));
    const rounds: Record<string, Pair>[] = [];
    for (let round = 0; round < Number(values.rounds); round++) {
      const wanted = new Set(lines.map(({ run }) => run));
      const pair = (run: string) => onePair(path, [...runs[run], "--threads", values.threads], build);
      rounds.push(Object.fromEntries([...wanted].map((run) => [run, pair(run)])));
    }
    results.push({ size: values.size, mix, rounds });
    for (const line of lines) rows.push(row(mix, line, rounds));
  }
  console.log(formatTable(rows));
  const setting = { processor: cpus()[0].model, node: process.version, threads: Number(values.threads), build };
  mkdirSync(join(values.json, ".."), { recursive: true });
  writeFileSync(values.json, `${JSON.stringify({ ...setting, results }, null, 2)}\n`);
}

function linesFor(
  sizes: Readonly<Record<"prompt" | "generate" | "depth" | "sequences", string>>,
  weightBytes: number,
): readonly Line[] {
  const { prompt, generate, depth, sequences } = sizes;
  const rate = (what: string, run: string): Line => ({
    what,
    run,
    digits: 1,
    figure: ({ generationTokensPerSecond }) => generationTokensPerSecond,
  });
  return [
    {
      what: `prompt of ${prompt}, tokens/s`,
      run: "plain",
      digits: 1,
      figure: ({ promptTokensPerSecond }) => promptTokensPerSecond,
    },
    rate(`generation of ${generate}, tokens/s`, "plain"),
    {
      what: "weights read in generation, of the read bandwidth",
      run: "plain",
      digits: 2,
      figure: ({ generationTokensPerSecond }, { bytesPerSecond }) =>
        (generationTokensPerSecond * weightBytes) / bytesPerSecond,
    },
    ...(depth === "0" ? [] : [rate(`generation behind ${depth} tokens, tokens/s`, "deep")]),
    ...(sequences === "1" ? [] : [rate(`generation, ${sequences} at once, tokens/s`, "several")]),
    {
      what: "process start to first token, s",
      run: "plain",
      digits: 2,
      figure: ({ firstTokenMs }) => firstTokenMs / 1000,
    },
    { what: "peak memory, GB", run: "plain", digits: 2, figure: ({ peakMemoryBytes }) => peakMemoryBytes / 1e9 },
  ];
}

/** Bytes of the weights that a token's step reads: all but an embedding that is not also the output matrix. */
async function readBytes(path: string): Promise<number> {
  const { tensors } = await inspectCheckpoint(path);
  const isTied = !tensors.some(({ name }) => name === "output.weight");
  return tensors
    .filter(({ name }) => isTied || name !== "token_embd.weight")
    .reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}

function onePair(path: string, sizes: readonly string[], build: string | undefined): Pair {
  const ours = timeOurs(path, sizes);
  const threads = sizes[sizes.indexOf("--threads") + 1];
  const { bytesPerSecond } = JSON.parse(
    node([SOURCES, join(import.meta.dirname, "speed/read-bandwidth.ts"), "--threads", threads]),
  );
  return { ours, bytesPerSecond, llama: timeLlama(path, sizes, build) };
}

function timeOurs(path: string, sizes: readonly string[]): Figures {
  const main = join(root, "packages/cli/dist/main.js");
  const result = JSON.parse(node([main, "bench", path, ...sizes, "--repeat", "1", "--json"]));
  return {
    promptTokensPerSecond: result.promptTokensPerSecond.median,
    generationTokensPerSecond: result.generationTokensPerSecond.median,
    firstTokenMs: result.firstTokenMs,
    peakMemoryBytes: result.peakMemoryBytes,
  };
}

function timeLlama(path: string, sizes: readonly string[], build: string | undefined): Figures {
  const chosen = build === undefined ? [] : ["--build", build];
  return JSON.parse(node([join(import.meta.dirname, "speed/time-llama.ts"), "--model", path, ...sizes, ...chosen]));
}

function node(args: readonly string[]): string {
  return execFileSync(process.execPath, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
}

function row(mix: string, { what, run, figure, digits }: Line, rounds: readonly Record<string, Pair>[]): string[] {
  const pairs = rounds.map((round) => round[run]);
  const [ours, llama] = [pairs.map((pair) => figure(pair.ours, pair)), pairs.map((pair) => figure(pair.llama, pair))];
  const ratios = ours.map((value, i) => value / llama[i]);
  return [mix, what, spread(ours, digits), spread(llama, digits), spread(ratios, 2)];
}

await main();
