import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Engine, type GenerateRequest, loadEngine, type ToolCallStyle } from "@qwents/engine";
import { type RunningServer, serve } from "@qwents/server/node";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { FakeEngine } from "../../packages/server/src/fake-engine.fixture.ts";
import { makeFolders, runQwenCode } from "./run-qwen-code.fixture.ts";

// Qwen Code itself, without a terminal, against the server over loopback.

const modelPath = fileURLToPath(new URL("../../models/cockpit/cockpit-q8_0.gguf", import.meta.url));
const timeoutMs = 120_000;

let folders: Awaited<ReturnType<typeof makeFolders>>;
let server: RunningServer | undefined;
let engine: Engine | undefined;

beforeEach(async () => {
  folders = await makeFolders();
});

afterEach(async () => {
  await server?.close(0);
  await engine?.close();
  server = undefined;
  engine = undefined;
  await folders.remove();
});

async function run(served: Engine, args: readonly string[]) {
  server = await serve({ engine: served, port: 0 });
  const result = await runQwenCode({ serverUrl: server.url, ...folders, args, timeoutMs });
  expect(result.foreignHosts).toEqual([]);
  return result;
}

const written: Readonly<Record<ToolCallStyle, (name: string, args: Readonly<Record<string, string>>) => string>> = {
  json: (name, args) => `<tool_call>\n${JSON.stringify({ name, arguments: args })}\n</tool_call>`,
  xml: (name, args) => {
    const values = Object.entries(args).map(([key, value]) => `<parameter=${key}>\n${value}\n</parameter>\n`);
    return `<tool_call>\n<function=${name}>\n${values.join("")}</function>\n</tool_call>`;
  },
};

/** The texts of the results that a request has. */
const resultsOf = (request: GenerateRequest) =>
  "messages" in request
    ? request.messages.flatMap(({ role, content }) => (role === "tool" ? [content ?? ""] : []))
    : [];

const namesOf = (request: GenerateRequest) => ("tools" in request ? (request.tools ?? []).map(({ name }) => name) : []);

describe("Qwen Code", () => {
  test.each(["json", "xml"] as const)("writes a file, reads it and answers, with calls in %s", async (style) => {
    const path = join(folders.work, "greeting.txt");
    const content = 'Grüße, "Qwen"!\n  <b>1 < 2</b> \\o/\n';
    const play = (request: GenerateRequest) => {
      const results = resultsOf(request);
      // Besides the task, it asks what there is to remember.
      if (!namesOf(request).includes("write_file")) return "Nothing.";
      if (results.length === 0) return `I write it.\n\n${written[style]("write_file", { file_path: path, content })}`;
      if (results.length === 1) return written[style]("read_file", { file_path: path });
      return `It says: ${results[1]}`;
    };
    const scripted = new FakeEngine(
      (request) => ({ thinking: ["Hm", "."], pieces: play(request).match(/.{1,3}/gsu) ?? [] }),
      "scripted",
      8,
      { toolCallStyle: style },
    );
    const { exitCode, stdout } = await run(scripted, ["-y", "-p", "Write a greeting to greeting.txt, then read it."]);
    expect(await readFile(path, "utf8")).toBe(content);
    expect(stdout).toContain("It says: ");
    expect(stdout).toContain("Grüße");
    expect(exitCode).toBe(0);
    const task = scripted.requests.filter((request) => namesOf(request).includes("write_file"));
    expect(task.length).toBeGreaterThanOrEqual(3);
    expect(task[0]).toMatchObject({ grammar: { type: "tools", style, choice: "auto" } });
  });

  const small = ["edit", "get_goal", "notebook_edit", "run_shell_command", "update_goal"].flatMap((name) => [
    "--exclude-tools",
    name,
  ]);

  // The folder has random letters, and so small a model minds what letters it reads: another folder, another try.
  test("the built-in model answers, and calls the one tool that its context has room for", { retry: 4 }, async () => {
    await writeFile(join(folders.work, "notes.txt"), "Milk, bread and apples.\n");
    engine = await loadEngine(modelPath, { numThreads: 2, id: "cockpit" });
    // It has never seen this tool; in the words of its description and parameters it finds it.
    const prompt = "Return the content of pages 1-5 of the file notes.txt, with limit 10 and offset 0";
    const args = ["--bare", ...small, "--system-prompt", "You are helpful.", "--output-format", "json", "-p", prompt];
    const { exitCode, stdout } = await run(engine, args);
    const events: { type: string; message?: { content: { type: string; name?: string }[] } }[] = JSON.parse(stdout);
    const blocks = events.flatMap(({ message }) => (Array.isArray(message?.content) ? message.content : []));
    // Which file it names is anyone's guess.
    expect(blocks).toContainEqual(expect.objectContaining({ type: "tool_use", name: "read_file" }));
    expect(blocks).toContainEqual(expect.objectContaining({ type: "tool_result" }));
    expect(events.at(-1)?.type).toBe("result");
    expect(exitCode).toBe(0);
  });

  test("a prompt beyond the context is told as that", async () => {
    engine = await loadEngine(modelPath, { numThreads: 2, id: "cockpit" });
    const { exitCode, stderr } = await run(engine, ["-p", "Hello! Who are you?"]);
    expect(stderr).toMatch(/400 The prompt has more than \d+ tokens, but the context holds 4096/);
    expect(exitCode).not.toBe(0);
  });
});
