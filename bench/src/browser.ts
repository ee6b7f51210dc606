import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { chooseBrowser } from "../../packages/studio/tests/choose-browser.ts";
import { servePages } from "../../tests/browser/serve-pages.ts";
import { formatTable } from "../../tests/parity/format-table.ts";
import { oursPage, wllamaPage } from "./browser/pages.ts";
import type { Mix } from "./gguf/mixes.ts";
import { testModel } from "./logits/test-models.ts";
import { spread } from "./spread.ts";

/*
 * npm run browser -- [--size 0.6b] [--mixes q8_0,q4_0,q4_k_m] [--prompt 512] [--generate 64] [--threads 2] [--rounds 3]
 *
 * Our engine beside wllama (llama.cpp as WebAssembly) in a page of the same browser, taking turns, a browser process each;
 * a round that fails is told and left out. The browser is started by itself, without anything that could debug it: that would hold back its compiler.
 */

interface Told {
  readonly promptRate: number;
  readonly generationRate: number;
  readonly loadMs: number;
  readonly isolated: boolean;
  readonly about: string;
}

interface Sizes {
  readonly threads: string;
  readonly prompt: string;
  readonly generate: string;
}

const root = join(import.meta.dirname, "../..");
const longestMinutes = 15;
const figures = [
  ["promptRate", "prompt, tokens/s"],
  ["generationRate", "generation, tokens/s"],
] as const;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      size: { type: "string", default: "0.6b" },
      mixes: { type: "string", default: "q8_0,q4_0,q4_k_m" },
      prompt: { type: "string", default: "512" },
      generate: { type: "string", default: "64" },
      threads: { type: "string", default: "2" },
      rounds: { type: "string", default: "3" },
      json: { type: "string", default: join(import.meta.dirname, "../results/browser.json") },
    },
  });
  const browser = await chooseBrowser();
  if ("missing" in browser) throw new Error(browser.missing);
  const rows = [["format", "what", "ours", "wllama", "ours / wllama"]];
  const results: unknown[] = [];
  for (const mix of values.mixes.split(",")) {
    const model = await testModel(values.size, mix as Mix);
    if (!model) throw new Error(`no ${values.size} in ${mix}`);
    const rounds: { ours: Told; wllama: Told }[] = [];
    for (let round = 0; round < Number(values.rounds); round++) {
      const measure = (name: string, page: string) =>
        told(browser.executablePath, page, model, values).catch(failed(name, mix));
      const [ours, wllama] = [await measure("ours", oursPage), await measure("wllama", wllamaPage)];
      if (ours && wllama) rounds.push({ ours, wllama });
    }
    if (rounds.length === 0) continue;
    results.push({ size: values.size, mix, rounds });
    for (const [figure, what] of figures) {
      const [ours, wllama] = [rounds.map((each) => each.ours[figure]), rounds.map((each) => each.wllama[figure])];
      const ratios = ours.map((value, i) => value / wllama[i]);
      rows.push([mix, what, spread(ours, 1), spread(wllama, 1), spread(ratios, 1)]);
    }
  }
  console.log(formatTable(rows));
  mkdirSync(join(values.json, ".."), { recursive: true });
  const setting = { processor: cpus()[0].model, threads: Number(values.threads), prompt: Number(values.prompt) };
  writeFileSync(values.json, `${JSON.stringify({ ...setting, results }, null, 2)}\n`);
}

/** Says so; the round does not count. */
const failed = (name: string, mix: string) => (error: Error) => {
  console.error(`${name}, ${mix}: ${error.message.slice(0, 500)}`);
};

/** Opens the page in a browser of its own and waits for what it tells. */
async function told(
  executable: string,
  html: string,
  model: string,
  { threads, prompt, generate }: Sizes,
): Promise<Told> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const paths = {
    "/": { html },
    "/engine/": { folder: join(root, "packages/engine/dist/browser") },
    "/wllama/": { folder: join(import.meta.dirname, "../node_modules/@wllama/wllama/esm") },
    "/model.gguf": { file: model },
  };
  const server = await servePages(paths, true, (_, body) => {
    resolve(body);
    return "";
  });
  const profile = mkdtempSync(join(tmpdir(), "qwents-bench-browser-"));
  const query = new URLSearchParams({ threads, prompt, generate });
  const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"];
  const eager = [
    "--disable-background-timer-throttling",
    "--disable-renderer-backgrounding",
    "--disable-dev-shm-usage",
  ];
  const args = [...flags, ...eager, `--user-data-dir=${profile}`, `${server.url}/?${query}`];
  const chromium = spawn(executable, args, { stdio: "ignore", detached: true });
  chromium.once("exit", (code) => reject(new Error(`the browser ended with ${code}`)));
  const tooLong = setTimeout(() => reject(new Error("the page told nothing")), 60_000 * longestMinutes);
  try {
    const result: Told | { readonly error: string } = JSON.parse(await promise);
    if ("error" in result) throw new Error(result.error);
    return result;
  } finally {
    clearTimeout(tooLong);
    server.close();
    await stop(chromium);
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** With its helpers, which are of its group. */
async function stop(browser: ReturnType<typeof spawn>): Promise<void> {
  if (browser.exitCode !== null || browser.pid === undefined) return;
  browser.removeAllListeners("exit");
  const ended = new Promise((resolve) => browser.once("exit", resolve));
  process.kill(-browser.pid, "SIGKILL");
  await ended;
}

await main();
