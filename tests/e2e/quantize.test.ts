import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeHubFolder } from "../cockpit/cockpit-files.fixture.ts";
import { CommandLine, qwents } from "./command-line.fixture.ts";

// `qwen.ts quantize` as a user runs it, on the built-in model in the hub's layout, bfloat16.

const builtIn = "models/cockpit/cockpit-q8_0.gguf";
const target = mkdtempSync(join(tmpdir(), "qwents-quantize-"));
let hub: Awaited<ReturnType<typeof makeHubFolder>>;
beforeAll(async () => {
  hub = await makeHubFolder();
});
afterAll(async () => {
  rmSync(target, { recursive: true });
  await hub.remove();
});

const answerOf = async (model: string): Promise<string> => {
  const { stdout } = await qwents(["run", model, "Who are you?", "--temperature", "0", "--max-tokens", "24"]);
  return stdout;
};

test("safetensors become a GGUF file that answers as the built-in one does", async () => {
  const made = await qwents(["quantize", hub.folder, target, "--type", "Q8_0"]);
  const path = join(target, "cockpit-Q8_0.gguf");
  expect(made).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/-Q8_0\.gguf {2}8\.3 MiB\nQ8_0 99\.7 %/) });
  expect(made.stderr).toMatch(/^cockpit-Q8_0\.gguf {2}0 % {2}0 B of 15 MiB\n/);
  // What eight bits change does not reach a clear answer.
  expect(await answerOf(path)).toBe(await answerOf(builtIn));
  const { stdout } = await qwents(["inspect", path, "--json"]);
  expect(JSON.parse(stdout)).toMatchObject({ supported: true, metadata: { "general.name": "cockpit" } });
});

test("a GGUF file becomes a smaller one, which still answers", async () => {
  const path = join(target, "small.gguf");
  const args = ["quantize", builtIn, path, "--type", "q4_k_m", "--threads", "1"];
  const { exitCode, stdout, stderr } = await qwents(args);
  expect([exitCode, stdout]).toEqual([0, expect.stringContaining(`try:  qwen.ts chat ${path}`)]);
  expect(stderr).toContain("tensors are Q5_0 instead of Q4_K, whose blocks of 256 do not fit their rows");
  expect(await answerOf(path)).toContain("Cockpit");
});

test("Ctrl-C leaves nothing behind", async () => {
  const command = new CommandLine(["quantize", hub.folder, join(target, "stopped.gguf"), "--type", "q2_k"]);
  command.process.stderr.once("data", () => command.process.kill("SIGINT"));
  const { exitCode, stdout, stderr } = await command.finished;
  expect([exitCode, stdout]).toEqual([130, ""]);
  expect(stderr).toContain("stopped; nothing was left behind");
  expect(readdirSync(target).filter((name) => name.startsWith("stopped"))).toEqual([]);
});
