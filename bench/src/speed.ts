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
 * npm run speed -- [--size 0.6b] [--mixes q8_0,q4_0,q4_k_m] [--prompt 512] [--generate 128] [--threads 2] [--rounds 5]
 *
 * Our engine (`qwents bench`) beside llama.cpp on the same file. Each round is one process of ours, then one of
 * llama.cpp, never both at once; a ratio is made within a round, so that what slows a whole round down cancels out.
 */

interface Rates {
  readonly promptTokensPerSecond: number;
  readonly generationTokensPerSecond: number;
}

interface Setting {
  readonly path: string;
  readonly prompt: string;
  readonly generate: string;
  readonly threads: string;
}

const root = join(import.meta.dirname, "../..");

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      size: { type: "string", default: "0.6b" },
      mixes: { type: "string", default: "q8_0,q4_0,q4_k_m" },
      prompt: { type: "string", default: "512" },
      generate: { type: "string", default: "128" },
      threads: { type: "string", default: "2" },
      rounds: { type: "string", default: "5" },
      json: { type: "string", default: join(import.meta.dirname, "../results/speed.json") },
    },
  });
  const rows = [["format", "what", "ours, tokens/s", "llama.cpp, tokens/s", "ours / llama.cpp"]];
  const results: unknown[] = [];
  for (const mix of values.mixes.split(",")) {
    if (!(mix in fileTypes)) throw new Error(`no mix ${mix}`);
    const path = await testModel(values.size, mix as Mix);
    if (!path) throw new Error(`no ${values.size} in ${mix}`);
    const rounds = Array.from({ length: Number(values.rounds) }, () => oneRound({ ...values, path }));
    results.push({ size: values.size, mix, rounds });
    rows.push(row(mix, `prompt of ${values.prompt}`, rounds, "promptTokensPerSecond"));
    rows.push(row(mix, `generation of ${values.generate}`, rounds, "generationTokensPerSecond"));
  }
  console.log(formatTable(rows));
  const setting = { processor: cpus()[0].model, node: process.version, threads: Number(values.threads) };
  mkdirSync(join(values.json, ".."), { recursive: true });
  writeFileSync(values.json, `${JSON.stringify({ ...setting, results }, null, 2)}\n`);
}

function oneRound(setting: Setting): { readonly ours: Rates; readonly llama: Rates } {
  return { ours: timeOurs(setting), llama: timeLlama(setting) };
}

function timeOurs({ path, prompt, generate, threads }: Setting): Rates {
  const main = join(root, "packages/cli/src/main.ts");
  const sizes = ["--prompt", prompt, "--generate", generate, "--threads", threads, "--repeat", "1"];
  const result = JSON.parse(node(["--conditions=qwents-source", main, "bench", path, ...sizes, "--json"]));
  return {
    promptTokensPerSecond: result.promptTokensPerSecond.median,
    generationTokensPerSecond: result.generationTokensPerSecond.median,
  };
}

function timeLlama({ path, prompt, generate, threads }: Setting): Rates {
  const script = join(import.meta.dirname, "speed/time-llama.ts");
  const sizes = ["--prompt", prompt, "--generate", generate, "--threads", threads];
  return JSON.parse(node([script, "--model", path, ...sizes]));
}

function node(args: readonly string[]): string {
  return execFileSync(process.execPath, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
}

function row(mix: string, what: string, rounds: readonly ReturnType<typeof oneRound>[], rate: keyof Rates): string[] {
  const ours = rounds.map((round) => round.ours[rate]);
  const llama = rounds.map((round) => round.llama[rate]);
  return [
    mix,
    what,
    spread(ours, 1),
    spread(llama, 1),
    spread(
      ours.map((value, i) => value / llama[i]),
      2,
    ),
  ];
}

await main();
