import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { formatTable } from "../../tests/parity/format-table.ts";
import { depthPlot } from "./depth/depth-plot.ts";
import { fileTypes, type Mix } from "./gguf/mixes.ts";
import { testModel } from "./logits/test-models.ts";
import { median, spread } from "./spread.ts";

/*
 * npm run depth -- [--size 0.6b] [--mix q8_0] [--depths 1,512,1024,2048,4096] [--generate 24] [--threads 2] [--rounds 3]
 *                  [--out depth.svg]
 *
 * How generation slows down as the context grows, in our engine and in llama.cpp: a process of each a round, taking turns.
 * Prints a table and draws the medians.
 */

const SOURCES = "--conditions=qwents-source";

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      size: { type: "string", default: "0.6b" },
      mix: { type: "string", default: "q8_0" },
      depths: { type: "string", default: "1,512,1024,2048,4096" },
      generate: { type: "string", default: "24" },
      threads: { type: "string", default: "2" },
      rounds: { type: "string", default: "3" },
      out: { type: "string", default: join(import.meta.dirname, "../depth.svg") },
    },
  });
  if (!(values.mix in fileTypes)) throw new Error(`no mix ${values.mix}`);
  const path = await testModel(values.size, values.mix as Mix);
  if (!path) throw new Error(`no ${values.size} in ${values.mix}`);
  const options = ["depths", "generate", "threads"].flatMap((name) => [`--${name}`, `${values[name as "depths"]}`]);
  const rounds = Array.from({ length: Number(values.rounds) }, () => ({
    ours: rates("our-rates.ts", path, options),
    llama: rates("llama-rates.ts", path, options),
  }));
  const depths = values.depths.split(",").map(Number);
  const at = (engine: "ours" | "llama", index: number) => rounds.map((round) => round[engine][index]);
  const rows = depths.map((depth, i) => {
    const ratios = at("ours", i).map((rate, round) => rate / at("llama", i)[round]);
    return [`${depth}`, spread(at("ours", i), 1), spread(at("llama", i), 1), spread(ratios, 2)];
  });
  console.log(formatTable([["tokens before", "ours, tokens/s", "llama.cpp, tokens/s", "ours / llama.cpp"], ...rows]));
  const points = (engine: "ours" | "llama") => depths.map((depth, i) => ({ depth, rate: median(at(engine, i)) }));
  const title = `Qwen3-${values.size.toUpperCase()}, ${values.mix.toUpperCase()}, ${values.threads} threads: tokens/s behind so many tokens`;
  writeFileSync(values.out, depthPlot(title, { "qwen.ts": points("ours"), "llama.cpp": points("llama") }));
}

function rates(script: string, path: string, options: readonly string[]): number[] {
  const args = [SOURCES, join(import.meta.dirname, "depth", script), "--model", path, ...options];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
}

await main();
