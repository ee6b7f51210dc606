import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, expect, test } from "vitest";
import { installPublished } from "./published.fixture.ts";

let folder: string;
beforeAll(async () => {
  folder = await installPublished();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const command = (): string => join(folder, "node_modules/qwen.ts/bin/qwen.js");
const qwen = (...args: string[]) =>
  spawnSync(process.execPath, [command(), ...args], { cwd: folder, encoding: "utf8" });

test("what is published has a version, and all commands", () => {
  const { version } = JSON.parse(readFileSync("packages/cli/package.json", "utf8"));
  expect(qwen("--version").stdout).toBe(`${version}\n`);
  expect(qwen("--help").stdout).toMatch(/chat[\s\S]*serve[\s\S]*quantize[\s\S]*trace/);
});

test("the engine has a form for pages, which is whole", () => {
  const pages = join(folder, "node_modules/@qwents/engine/dist/browser");
  const { exports } = JSON.parse(readFileSync("packages/engine/package.json", "utf8"));
  expect(join(pages, "../..", exports["."].browser)).toBe(join(pages, "index.js"));
  for (const file of ["index.js", "wasm-worker.js"]) {
    const imported = [...readFileSync(join(pages, file), "utf8").matchAll(/(?:from|import)\s*"([^"]+)"/g)].map(
      ([, name]) => name,
    );
    expect(imported.filter((name) => !existsSync(join(pages, name)))).toEqual([]);
  }
});

test("it answers with the built-in model, on threads", () => {
  const { stdout, stderr, status } = qwen("run", "cockpit", "Who are you?", "--threads", "2");
  expect({ stdout, stderr, status }).toMatchObject({ stdout: expect.stringContaining("Cockpit"), status: 0 });
});

test("it quantises, on threads of another kind", () => {
  const output = join(folder, "small.gguf");
  expect(qwen("quantize", "cockpit", output, "--type", "q4_0")).toMatchObject({ status: 0 });
  expect(statSync(output).size).toBeLessThan(6_500_000);
});

test("it serves, with each model in a process of its own", async () => {
  const child = spawn(process.execPath, [command(), "serve", "cockpit", "--port", "0"], { cwd: folder });
  try {
    const line = await firstMatch(child.stdout, /http:\/\/127\.0\.0\.1:\d+/);
    const body = JSON.stringify({ model: "cockpit", messages: [{ role: "user", content: "Who are you?" }] });
    const headers = { "content-type": "application/json" };
    const response = await fetch(`${line}/v1/chat/completions`, { method: "POST", headers, body });
    expect(await response.json()).toMatchObject({
      choices: [{ message: { content: expect.stringContaining("Cockpit") } }],
    });
  } finally {
    child.kill("SIGINT");
    await once(child, "exit");
  }
});

test("a program imports the engine and the client", () => {
  const program = join(folder, "program.mjs");
  writeFileSync(
    program,
    `import { createClient, loadEngine, QwenError } from "qwen.ts";
const failed = await loadEngine("nowhere.gguf").catch((error) => error);
console.log(typeof createClient, failed instanceof QwenError, failed.code);`,
  );
  expect(spawnSync(process.execPath, [program], { encoding: "utf8" }).stdout).toBe("function true files/not-found\n");
});

test("files in it are those that package.json names", () => {
  for (const name of ["@qwents/protocol", "@qwents/engine", "@qwents/server", "qwen.ts"]) {
    const home = join(folder, "node_modules", name);
    const { exports } = JSON.parse(readFileSync(join(home, "package.json"), "utf8"));
    for (const { default: path } of Object.values<{ default: string }>(exports)) {
      expect(existsSync(join(home, path)), `${name} ${path}`).toBe(true);
    }
  }
});

async function firstMatch(stream: NodeJS.ReadableStream, pattern: RegExp): Promise<string> {
  for await (const line of createInterface({ input: stream })) {
    const found = pattern.exec(line)?.[0];
    if (found) return found;
  }
  throw new Error(`nothing matched ${pattern}`);
}
