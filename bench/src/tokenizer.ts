import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { formatTable } from "../../tests/parity/format-table.ts";
import { spread } from "./spread.ts";
import { encodingRates } from "./tokenizer/rates.ts";
import type { Readiness } from "./tokenizer/ready.ts";
import { writeVocabularies } from "./tokenizer/vocabularies.ts";

/*
 * npm run tokenizer -- [--rounds 5]
 *
 * How soon a tokenizer is ready, each time in a process of its own, and how fast it reads text. Vocabularies: Qwen3's, and
 * one of Qwen3.5's size, which is Qwen3's with further merges of its tokens.
 */

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "5" },
    json: { type: "string", default: join(import.meta.dirname, "../results/tokenizer.json") },
  },
});
const rounds = Number(values.rounds);

function readiness(path: string): Readiness {
  const script = join(import.meta.dirname, "tokenizer/ready.ts");
  const args = ["--conditions=qwents-source", script, path];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8" }));
}

const folder = mkdtempSync(join(tmpdir(), "qwents-tokenizer-"));
try {
  const files = writeVocabularies(folder);
  const ready = files.map(({ name, path }) => {
    const runs = Array.from({ length: rounds }, () => readiness(path));
    return { name, readMs: runs.map((run) => run.readMs), makeMs: runs.map((run) => run.makeMs) };
  });
  const rates = await encodingRates(files, rounds);
  const header = ["ready, ms", "file is read", "tokenizer is made"];
  console.log(formatTable([header, ...ready.map((row) => [row.name, spread(row.readMs, 0), spread(row.makeMs, 0)])]));
  const rateRows = rates.map((row) => [row.name, row.text, spread(row.rates, 1)]);
  console.log(`\n${formatTable([["encoding", "text", "MB/s"], ...rateRows])}`);
  mkdirSync(dirname(values.json), { recursive: true });
  writeFileSync(values.json, `${JSON.stringify({ ready, rates }, null, 2)}\n`);
} finally {
  rmSync(folder, { recursive: true });
}
