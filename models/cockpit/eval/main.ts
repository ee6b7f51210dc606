import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { loadEngine } from "@qwents/engine";
import { type Case, type CaseSet, caseSets, expectedText, type GeneratedSet, makeCase } from "./cases.ts";
import { peopleCases } from "./people.ts";
import { type Outcome, run } from "./run.ts";
import { table } from "./table.ts";

// `npm run cockpit:eval -- [--cases 200] [--sets unseen,tools] [--model FILE] [--missed] [--json FILE]`
const { values } = parseArgs({
  options: {
    cases: { type: "string", default: "200" },
    sets: { type: "string" },
    model: { type: "string", default: fileURLToPath(new URL("../cockpit-q8_0.gguf", import.meta.url)) },
    missed: { type: "boolean", default: false },
    json: { type: "string" },
  },
});

const sets = values.sets?.split(",") ?? Object.keys(caseSets);
const unknown = sets.find((set) => !Object.hasOwn(caseSets, set));
if (unknown !== undefined) end(`--sets takes some of ${Object.keys(caseSets).join(",")}; "${unknown}" is none of them`);
const count = Number(values.cases);
if (!Number.isSafeInteger(count) || count < 1) end(`--cases takes a whole number from 1 on, not "${values.cases}"`);
const cases = (sets as CaseSet[]).flatMap((set) => (set === "people" ? peopleCases() : generatedCases(set)));

function end(message: string): never {
  console.error(message);
  process.exit(1);
}

function generatedCases(set: GeneratedSet): Case[] {
  const numbers = Array.from({ length: count }, (_, i) => i);
  return (["en", "de"] as const).flatMap((language) => numbers.map((i) => makeCase(set, language, i)));
}

const engine = await loadEngine(values.model);
const outcomes = await run(engine, cases, (done) => {
  if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${cases.length}`);
});
await engine.close();
if (process.stderr.isTTY) process.stderr.write("\r\x1b[K");
console.log(table(outcomes));
if (values.missed) for (const outcome of outcomes) if (!outcome.verdict.exact) console.log(described(outcome));
if (values.json) await writeFile(values.json, JSON.stringify(outcomes, null, 1));

function described({ asked, text }: Outcome): string {
  const offered = asked.tools.map(({ name }) => name).join(" ");
  const said = asked.messages.map(
    ({ role, content, toolCalls }) => `${role}: ${toolCalls ? JSON.stringify(toolCalls) : content}`,
  );
  return `\n[${asked.set} ${asked.language}] offered: ${offered}\n${said.join("\n")}\n  expected ${expectedText(asked.expected)}\n  came     ${text}`;
}
