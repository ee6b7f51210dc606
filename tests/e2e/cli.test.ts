import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { CommandLine, qwents } from "./command-line.fixture.ts";

// The command itself, in a process of its own, with pipes in place of a terminal.

const model = "models/cockpit/cockpit-q8_0.gguf";
const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "qwents-cli-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("run", () => {
  test("prints the answer alone, or all about it as JSON", async () => {
    const args = ["run", model, "Who are you?", "--temperature", "0", "--max-tokens", "4"];
    const [plain, json] = await Promise.all([qwents(args), qwents([...args, "--json"])]);
    const { content, ...rest } = JSON.parse(json.stdout);
    expect(plain).toEqual({ exitCode: 0, stdout: `${content}\n`, stderr: "" });
    expect(rest).toMatchObject({ model: "cockpit-q8_0", reasoning: "", usage: { completionTokens: 4 } });
    expect(rest.timings.promptMs).toBeGreaterThan(0);
  });

  test("takes its prompt from a pipe, and a lone argument as prompt", async () => {
    const options = ["--temperature", "0", "--max-tokens", "8", "--json"];
    const [piped, lone, both] = await Promise.all([
      qwents(["run", model, ...options], "Who are you?\n"),
      qwents(["run", "Who are you?", ...options]),
      qwents(["run", model, "Who are", ...options], "you?"),
    ]);
    expect(JSON.parse(lone.stdout).model).toBe("cockpit");
    expect(JSON.parse(piped.stdout).content).toBe(JSON.parse(lone.stdout).content);
    expect(JSON.parse(piped.stdout).usage).toEqual(JSON.parse(lone.stdout).usage);
    // What a parent program left open is not read: it might never end.
    expect(JSON.parse(both.stdout).usage.promptTokens).toBeLessThan(JSON.parse(lone.stdout).usage.promptTokens);
  });

  test("Ctrl-C ends it; what was said stays", async () => {
    // So hot, any token may come next, and the end seldom does; the reference backend is slow, too.
    const endless = ["--backend", "reference", "--temperature", "100", "--top-k", "0", "--top-p", "1", "--seed", "6"];
    const command = new CommandLine(["run", model, "Hello", ...endless]);
    command.process.stdout.once("data", () => command.process.kill("SIGINT"));
    const { exitCode, stdout, stderr } = await command.finished;
    expect(exitCode).toBe(130);
    expect(stdout.trim()).not.toBe("");
    expect(stderr).toBe("");
  });

  test("a reader that leaves ends it without a word", async () => {
    const command = new CommandLine(["run", model, "Hello"]);
    command.process.stdout.destroy();
    expect(await command.finished).toMatchObject({ exitCode: 141, stderr: "" });
  });
});

test("npx qwen.ts runs what is newest, and hands on how it ended", () => {
  const launched = (args: string[]): SpawnSyncReturns<string> =>
    spawnSync(process.execPath, ["packages/cli/bin/qwen.js", ...args], { cwd: root, encoding: "utf8" });
  expect(launched(["--version"])).toMatchObject({ status: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  expect(launched(["inspect", "./nowhere.gguf"]).status).toBe(1);
});

test("a Node that is too old is told of, and what to do", () => {
  const older = 'data:text/javascript,Object.defineProperty(process,"versions",{value:{node:"20.19.0"}})';
  const args = ["--import", older, "packages/cli/bin/qwen.js", "--version"];
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: "utf8" });
  expect(stderr).toBe(
    "qwen.ts needs Node 22.18 or later, this is 20.19.0. In the repository, npx qwen.ts runs under its own.\n",
  );
  expect(status).toBe(1);
});

test("chat answers line by line, and a mistake shows in the exit code", async () => {
  const { exitCode, stdout, stderr } = await qwents(["chat", model], "Hello\n/system be \\\nbrief\n/nope\n/stats\n");
  expect(stdout).toMatch(/^.+\nsystem prompt: be \nbrief\nprompt +\d+ tokens/s);
  expect(stderr).toBe("error: there is no /nope; /help shows what there is\n");
  expect(exitCode).toBe(1);
});

test("what is longer than the context is refused, or shortened when asked", async () => {
  const said = "Hello\nWho are you?\nWhat can you do for me today?\nTell me something about yourself please\n";
  const words = "word ".repeat(300);
  const [refused, chat, raw] = await Promise.all([
    qwents(["chat", model, "--context", "100"], said),
    qwents(["chat", model, "--context", "100", "--truncate"], said),
    qwents(["run", model, "--raw", "--context", "100", "-n", "3", "--truncate"], words),
  ]);
  expect(refused).toMatchObject({
    exitCode: 1,
    stderr: expect.stringMatching(/the context holds 100.*\n.*--truncate/),
  });
  expect(chat).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/to fit .*: the oldest 2 messages\]/) });
  expect(raw).toMatchObject({ exitCode: 0, stderr: expect.stringContaining("the beginning of the text") });
});

test.skipIf(!existsSync("/dev/full"))("an output that cannot be written is told in a sentence", () => {
  const disk = openSync("/dev/full", "w");
  const args = ["--conditions=qwents-source", "packages/cli/src/main.ts", "run", model, "Hi", "-n", "2"];
  const { status, stderr } = spawnSync(process.execPath, args, {
    cwd: root,
    stdio: ["ignore", disk, "pipe"],
    encoding: "utf8",
  });
  expect([status, stderr]).toEqual([1, "error: cannot write to standard output: the disk is full; free some space\n"]);
});

test("tokenize and inspect tell what a model's file holds", async () => {
  const [ids, table, summary] = await Promise.all([
    qwents(["tokenize", model, "Hi<|im_end|>", "--special", "--json"]),
    qwents(["tokenize", "Hi"]),
    qwents(["inspect", model, "--json"]),
  ]);
  const numbers: number[] = JSON.parse(ids.stdout);
  expect(table.stdout).toContain(`\n${numbers.length - 1} tokens\n`);
  expect(JSON.parse(summary.stdout)).toMatchObject({
    architecture: "qwen3",
    supported: true,
    metadata: { "tokenizer.ggml.eos_token_id": numbers.at(-1) },
    defaultMode: "answering",
    sampling: { answering: { temperature: 0, topK: 20, topP: 0.8 }, thinking: { temperature: 0, topP: 0.95 } },
  });
});

test("inspect describes a model that this version cannot run", async () => {
  const config = JSON.parse(readFileSync(join(root, "tests/golden/qwen3/config.json"), "utf8"));
  const name = "model.safetensors";
  const other = { ...config, model_type: "other\u001b[31m", architectures: ["Other"] };
  writeFileSync(join(folder, name), readFileSync(join(root, "tests/golden/qwen3", name)));
  writeFileSync(join(folder, "config.json"), JSON.stringify(other));
  const { exitCode, stdout } = await qwents(["inspect", folder]);
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/runs here +no/);
  expect(stdout).toMatch(/\nanswering \(default\) +temperature 0.7, topK 20, topP 0.8, minP 0\n/);
  expect(stdout).not.toContain("\u001b");
});

test("a guard that judges tokens is told as one, does not chat, and does not fit into a GGUF file", async () => {
  const guard = join(root, "tests/golden/qwen3_guard");
  const [show, inspect, chat, quantize] = await Promise.all([
    qwents(["show", guard]),
    qwents(["inspect", guard]),
    qwents(["run", guard, "Hi"]),
    qwents(["quantize", guard, join(folder, "guard.gguf"), "--type", "q8_0"]),
  ]);
  for (const { stdout } of [show, inspect]) {
    expect(stdout).toMatch(/runs here +yes\nmade for +judging texts token by token/);
    expect(stdout).not.toContain("sampling");
  }
  expect(chat).toMatchObject({ exitCode: 1, stderr: expect.stringMatching(/cannot chat: it was made for judging/) });
  expect(quantize).toMatchObject({ exitCode: 1, stderr: expect.stringMatching(/no place for heads/) });
});

test("bench measures what it says", async () => {
  const numbers = ["--prompt", "32", "--generate", "8", "--depth", "4", "--threads", "2", "--repeat", "1"];
  const { stdout } = await qwents(["bench", model, ...numbers, "--json"]);
  const result = JSON.parse(stdout);
  expect(result).toMatchObject({ promptTokens: 32, generatedTokens: 8, depth: 4, repetitions: 1 });
  expect(result.backend).toContain("wasm, 2 threads");
  expect(result.promptTokensPerSecond.median).toBeGreaterThan(0);
  expect(result.generationTokensPerSecond.median).toBeGreaterThan(0);
  expect(result.loadMs).toBeGreaterThan(0);
  expect(result.firstTokenMs).toBeGreaterThan(result.loadMs);
  expect(result.peakMemoryBytes).toBeGreaterThan(30e6);
});

test("bench measures several answers at once", async () => {
  const numbers = ["--prompt", "0", "--generate", "8", "--sequences", "3", "--threads", "1", "--repeat", "1"];
  const { stdout } = await qwents(["bench", model, ...numbers, "--no-wide-vectors", "--json"]);
  const result = JSON.parse(stdout);
  expect(result).toMatchObject({ promptTokens: 0, generatedTokens: 8, sequences: 3 });
  expect(result.backend).not.toContain("wide vectors");
  expect(result.generationTokensPerSecond.median).toBeGreaterThan(0);
});

test("serve answers until Ctrl-C, by default with the model cockpit", async () => {
  const command = new CommandLine(["serve"], { PORT: "0" });
  const address = () => /listening on (\S+)/.exec(command.stdout)?.[1];
  await expect.poll(address, { timeout: 30_000 }).toBeDefined();
  expect(await (await fetch(`${address()}/health`)).json()).toMatchObject({ status: "ok" });
  expect(await (await fetch(`${address()}/v1/models`)).json()).toMatchObject({ data: [{ id: "cockpit" }] });
  const response = await fetch(`${address()}/v1/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ model: "cockpit", messages: [{ role: "user", content: "Hello" }], max_tokens: 4 }),
  });
  expect(await response.json()).toMatchObject({ model: "cockpit", choices: [{ message: { role: "assistant" } }] });
  const taken = await qwents(["serve", model, "--port", new URL(address() ?? "").port]);
  expect(taken).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("the port is in use") });
  command.process.kill("SIGINT");
  expect(await command.finished).toMatchObject({ exitCode: 0, stderr: "" });
});

test.each([
  [["nonsense"], 2, "unknown command 'nonsense'"],
  [["run", model], 2, "there is no prompt"],
  [["inspect", join(folder, "nothing")], 1, "check the path"],
  [["bench", model, "--prompt", "100000"], 2, "choose smaller numbers"],
  [["bench", model, "--sequences", "2", "--depth", "9"], 2, "leave out --depth"],
])("a mistake is one line that says what to do: %j", async (args, exitCode, words) => {
  const finished = await qwents(args);
  expect(finished).toMatchObject({ exitCode, stdout: "" });
  expect(finished.stderr).toMatch(/^error: [^\n]+\n$/);
  expect(finished.stderr).toContain(words);
});

test("--verbose tells where a mistake came from", async () => {
  const { stderr } = await qwents(["--verbose", "run", "missing.gguf", "hello"]);
  expect(stderr).toMatch(/\ncode files\/not-found\n.*\n +at /);
});

test("text piped in by a shell is added to the prompt", () => {
  const command = `"${process.execPath}" --conditions=qwents-source packages/cli/src/main.ts`;
  const run = `echo you? | ${command} run ${model} 'Who are' --max-tokens 4 --json`;
  const { stdout } = spawnSync("sh", ["-c", run], { cwd: root, encoding: "utf8" });
  const { stdout: ids } = spawnSync("sh", ["-c", `printf 'Who are\\n\\nyou?' | ${command} tokenize ${model} --json`], {
    cwd: root,
    encoding: "utf8",
  });
  expect(JSON.parse(stdout).usage.promptTokens).toBeGreaterThan(JSON.parse(ids).length);
});
