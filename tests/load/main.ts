import { parseArgs } from "node:util";
import { formatTable } from "../parity/format-table.ts";
import { clientAborts } from "./client-aborts.ts";
import { fullDisk } from "./full-disk.ts";
import { httpOverhead } from "./http-overhead.ts";
import { killedModel } from "./killed-model.ts";
import { manyRequests } from "./many-requests.ts";
import { manyStreams } from "./many-streams.ts";
import type { Note, Outcome } from "./outcome.ts";
import { slowPeers } from "./slow-peers.ts";
import { stopping } from "./stopping.ts";

/*
 * npm run load -- NAME [--count N] [--tokens N] [--parallel N]
 *
 * Starts `qwen.ts serve` with the built-in model, does to it what NAME says, over HTTP on loopback, and prints what came of
 * it. Exits with 1 if a condition does not hold. docs/reliability.md has the figures.
 */

const options = { count: { type: "string" }, tokens: { type: "string" }, parallel: { type: "string" } } as const;

interface Numbers {
  readonly count: number | undefined;
  readonly tokens: number | undefined;
  readonly parallel: number | undefined;
}

const programs: Readonly<Record<string, (numbers: Numbers, note: Note) => Promise<Outcome>>> = {
  "many-streams": ({ count = 500, tokens = 96, parallel = 32 }, note) =>
    manyStreams({ clients: count, maxTokens: tokens, parallel }, note),
  "many-requests": ({ count = 10_000, tokens = 2, parallel = 4 }, note) =>
    manyRequests({ requests: count, maxTokens: tokens, clients: parallel }, note),
  "client-aborts": ({ count = 400, tokens = 48, parallel = 8 }, note) =>
    clientAborts({ aborts: count, maxTokens: tokens, steady: parallel }, note),
  "killed-model": ({ count = 3, tokens = 400, parallel = 12 }, note) =>
    killedModel({ rounds: count, maxTokens: tokens, clients: parallel }, note),
  "full-disk": (_, note) => fullDisk(note),
  "slow-peers": ({ count = 20 }, note) => slowPeers({ peers: count }, note),
  stopping: ({ tokens = 64, parallel = 6 }, note) => stopping({ maxTokens: tokens, clients: parallel }, note),
  "http-overhead": ({ count = 15, tokens = 128 }, note) => httpOverhead({ rounds: count, maxTokens: tokens }, note),
};

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options });
  const program = programs[positionals[0]];
  const numbers = [values.count, values.tokens, values.parallel].map((text) => (text ? Number(text) : undefined));
  const isUsed =
    positionals.length === 1 && numbers.every((one) => one === undefined || (Number.isInteger(one) && one > 0));
  if (program === undefined || !isUsed) {
    console.error(
      `usage: npm run load -- NAME [--count N] [--tokens N] [--parallel N]\n${Object.keys(programs).join(", ")}`,
    );
    return 2;
  }
  const [count, tokens, parallel] = numbers;
  const { rows, failures } = await program({ count, tokens, parallel }, progressLine());
  process.stderr.write("\r\u001b[K");
  console.log(formatTable([[positionals[0], ""], ...rows.map(([what, much]) => [what, String(much)])]));
  for (const failure of failures) console.log(`does not hold: ${failure}`);
  return failures.length === 0 ? 0 : 1;
}

/** One line that changes, no more than four times a second. */
function progressLine(): Note {
  let nextMs = 0;
  return (text) => {
    const now = performance.now();
    if (now < nextMs) return;
    nextMs = now + 250;
    process.stderr.write(`\r\u001b[K${text}`);
  };
}

process.exit(await main());
