import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { loadEngine } from "@qwents/engine";
import { serve } from "@qwents/server/node";

// Runs the compliance tests of a checkout of openresponses/openresponses against the server with the built-in model.

interface Result {
  readonly id: string;
  readonly name: string;
  readonly status: "passed" | "failed" | "skipped";
  readonly errors?: readonly string[];
}

/** What the server does not have: images. */
const absent = /^image-input/;

const checkout = resolve(process.argv[2] ?? "");
const suite = join(checkout, "bin/compliance-test.ts");
if (process.argv[2] === undefined || !existsSync(suite)) {
  console.error("Expected the path of a checkout of openresponses/openresponses: npm run open-responses -- PATH");
  process.exit(2);
}

const modelPath = fileURLToPath(new URL("../../models/cockpit/cockpit-q8_0.gguf", import.meta.url));
const engine = await loadEngine(modelPath, { id: "cockpit" });
const server = await serve({ engine, port: 0 });
const results = await runSuite(`${server.url}/v1`);
await server.close(0);
await engine.close();

for (const { id, name, status, errors = [] } of results) {
  console.log(`${status.padEnd(8)}${id}: ${name}`);
  for (const error of errors) console.log(`        ${error.slice(0, 300)}`);
}
const count = (status: Result["status"]) => results.filter((result) => result.status === status).length;
console.log(`\n${count("passed")} passed, ${count("failed")} failed, ${count("skipped")} skipped`);
const unexpected = results.filter(({ id, status }) => status === "failed" && !absent.test(id));
process.exitCode = unexpected.length > 0 || results.length === 0 ? 1 : 0;

function runSuite(baseUrl: string): Promise<readonly Result[]> {
  const hooks = new URL("./resolve-imports.ts", import.meta.url).href;
  const args = ["--import", hooks, suite, "--base-url", baseUrl, "--api-key", "none", "--model", "default", "--json"];
  return new Promise((resolve, reject) => {
    const options = { cwd: checkout, timeout: 300_000, maxBuffer: 2 ** 26 };
    // It ends with 1 when a test fails.
    execFile(process.execPath, args, options, (_, stdout, stderr) => {
      try {
        resolve(JSON.parse(stdout.slice(stdout.indexOf("{"))).results);
      } catch {
        reject(new Error(`The suite did not run:\n${stderr}`));
      }
    });
  });
}
