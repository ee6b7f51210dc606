import { parseArgs } from "node:util";
import { generateCases } from "./generated-cases.ts";

// Writes generated cases to the standard output, one a line.

const { values } = parseArgs({
  options: { seed: { type: "string", default: "1" }, count: { type: "string", default: "120" } },
});
for (const one of generateCases(Number(values.seed), Number(values.count))) {
  process.stdout.write(`${JSON.stringify(one)}\n`);
}
