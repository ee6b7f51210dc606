import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";

// The launcher in a repository that was never bundled, with a program that tells how it was started.

const folder = mkdtempSync(join(tmpdir(), "qwents-launcher-"));
const launcher = join(folder, "packages/cli/bin/qwen.js");
afterAll(() => rmSync(folder, { recursive: true }));

const program = `
const { pid, argv, execArgv } = process;
process.on("SIGINT", () => process.exit(130));
process.stdin.on("data", (bytes) => process.stdout.write(bytes));
process.stdin.on("end", () => (process.exitCode = 7));
console.log(JSON.stringify({ pid, args: argv.slice(2), execArgv, preloaded: globalThis.preloaded }));
`;

beforeAll(() => {
  for (const name of ["cli/bin", "cli/src", "protocol/src"]) {
    mkdirSync(join(folder, "packages", name), { recursive: true });
  }
  copyFileSync(fileURLToPath(new URL("../../packages/cli/bin/qwen.js", import.meta.url)), launcher);
  writeFileSync(join(folder, "package.json"), '{"type":"module"}');
  writeFileSync(join(folder, "packages/cli/src/main.ts"), program);
});

interface Told {
  readonly pid: number;
  readonly args: readonly string[];
  readonly execArgv: readonly string[];
  readonly preloaded?: boolean;
}

/** Starts it; resolves once the program has told what it was given. */
async function launch(args: readonly string[], env: Readonly<Record<string, string>> = {}, nodeArgs: string[] = []) {
  const { FORCE_COLOR: _color, NODE_OPTIONS: _options, ...inherited } = process.env;
  const command = spawn(process.execPath, [...nodeArgs, launcher, ...args], { env: { ...inherited, ...env } });
  const errors = text(command.stderr);
  const [line] = await once(command.stdout, "data");
  const told: Told = JSON.parse(String(line));
  return { command, told, errors };
}

async function exitOf(command: ChildProcessWithoutNullStreams): Promise<[number | null, string | null]> {
  const [code, signal] = await once(command, "close");
  return [code, signal];
}

test("the sources get the arguments, Node's options, what is piped in, and tell how it ended", async () => {
  const preload = "data:text/javascript,globalThis.preloaded=true";
  const { command, told, errors } = await launch(["run", "a b", "--json"], { NODE_OPTIONS: `--import=${preload}` });
  expect(told).toMatchObject({
    args: ["run", "a b", "--json"],
    execArgv: ["--conditions=qwents-source"],
    preloaded: true,
  });
  const rest = text(command.stdout);
  command.stdin.end("Hello");
  expect(await exitOf(command)).toEqual([7, null]);
  expect([await rest, await errors]).toEqual(["Hello", ""]);
});

const isWindows = process.platform === "win32";

test.skipIf(isWindows)("a signal to the launcher reaches the program, and no program outlives it", async () => {
  for (const [signal, exit] of [
    ["SIGINT", [130, null]],
    ["SIGTERM", [null, "SIGTERM"]],
    ["SIGHUP", [null, "SIGHUP"]],
    ["SIGKILL", [null, "SIGKILL"]],
  ] as const) {
    const { command, told } = await launch([]);
    const exited = exitOf(command);
    command.kill(signal);
    expect(await exited, signal).toEqual(exit);
    expect(() => process.kill(told.pid, 0), signal).toThrow("ESRCH");
  }
});

test.skipIf(isWindows)("where a process can not become another one, SIGINT and SIGTERM are handed on", async () => {
  const older = ["--import", "data:text/javascript,delete process.execve"];
  for (const [signal, exit] of [
    ["SIGINT", [130, null]],
    ["SIGTERM", [null, "SIGTERM"]],
  ] as const) {
    const { command, told } = await launch([], {}, older);
    expect(told.pid).not.toBe(command.pid);
    const exited = exitOf(command);
    command.kill(signal);
    expect(await exited, signal).toEqual(exit);
  }
});
