import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { formatTable } from "../../tests/parity/format-table.ts";
import { fileTypes, type Mix } from "./gguf/tensor-list.ts";
import { testModel } from "./logits/test-models.ts";
import { spread } from "./spread.ts";

/*
 * npm run speed -- [--size 0.6b] [--mixes q8_0,q4_0,q4_k_m] [--prompt 512] [--generate 128] [--depth 2048] [--sequences 8]
 *                  [--threads 2] [--rounds 5]
 *
 * Our engine (`qwents bench`) beside llama.cpp on the same file. For each figure a process of ours, then one of llama.cpp,
 * never both at once; a ratio is made of the two, so that what slows both down cancels out. --depth 0 and --sequences 1
 * leave these figures out.
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
}

/** A line of the table: one figure of a kind of run. */
interface Line {
  readonly what: string;
  readonly run: string;
  readonly figure: keyof Figures;
  readonly scale: number;
  readonly digits: number;
}

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
      json: { type: "string", default: join(import.meta.dirname, "../results/speed.json") },
    },
  });
  const { prompt, generate, depth, sequences } = values;
  const lines = linesFor(values);
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
    const rounds: Record<string, Pair>[] = [];
    for (let round = 0; round < Number(values.rounds); round++) {
      const wanted = new Set(lines.map(({ run }) => run));
      rounds.push(
        Object.fromEntries([...wanted].map((run) => [run, onePair(path, [...runs[run], "--threads", values.threads])])),
      );
    }
    results.push({ size: values.size, mix, rounds });
    for (const line of lines) rows.push(row(mix, line, rounds));
  }
  console.log(formatTable(rows));
  const setting = { processor: cpus()[0].model, node: process.version, threads: Number(values.threads) };
  mkdirSync(join(values.json, ".."), { recursive: true });
  writeFileSync(values.json, `${JSON.stringify({ ...setting, results }, null, 2)}\n`);
}

function linesFor(sizes: Readonly<Record<"prompt" | "generate" | "depth" | "sequences", string>>): readonly Line[] {
  const { prompt, generate, depth, sequences } = sizes;
  const rate = { scale: 1, digits: 1 };
  const generation = { ...rate, figure: "generationTokensPerSecond" } as const;
  return [
    { ...rate, what: `prompt of ${prompt}, tokens/s`, run: "plain", figure: "promptTokensPerSecond" },
    { ...generation, what: `generation of ${generate}, tokens/s`, run: "plain" },
    ...(depth === "0" ? [] : [{ ...generation, what: `the same behind ${depth} tokens`, run: "deep" }]),
    ...(sequences === "1" ? [] : [{ ...generation, what: `the same, ${sequences} at once`, run: "several" }]),
    { what: "process start to first token, s", run: "plain", figure: "firstTokenMs", scale: 1e-3, digits: 2 },
    { what: "peak memory, GB", run: "plain", figure: "peakMemoryBytes", scale: 1e-9, digits: 2 },
  ];
}

function onePair(path: string, sizes: readonly string[]): Pair {
  return { ours: timeOurs(path, sizes), llama: timeLlama(path, sizes) };
}

function timeOurs(path: string, sizes: readonly string[]): Figures {
  const main = join(root, "packages/cli/src/main.ts");
  const result = JSON.parse(
    node(["--conditions=qwents-source", main, "bench", path, ...sizes, "--repeat", "1", "--json"]),
  );
  return {
    promptTokensPerSecond: result.promptTokensPerSecond.median,
    generationTokensPerSecond: result.generationTokensPerSecond.median,
    firstTokenMs: result.firstTokenMs,
    peakMemoryBytes: result.peakMemoryBytes,
  };
}

function timeLlama(path: string, sizes: readonly string[]): Figures {
  return JSON.parse(node([join(import.meta.dirname, "speed/time-llama.ts"), "--model", path, ...sizes]));
}

function node(args: readonly string[]): string {
  return execFileSync(process.execPath, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
}

function row(
  mix: string,
  { what, run, figure, scale, digits }: Line,
  rounds: readonly Record<string, Pair>[],
): string[] {
  const ours = rounds.map((round) => scale * round[run].ours[figure]);
  const llama = rounds.map((round) => scale * round[run].llama[figure]);
  const ratios = ours.map((value, i) => value / llama[i]);
  return [mix, what, spread(ours, digits), spread(llama, digits), spread(ratios, 2)];
}

await main();
