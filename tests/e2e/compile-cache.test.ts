import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { CommandLine } from "./command-line.fixture.ts";

const folder = mkdtempSync(join(tmpdir(), "qwents-compiled-"));
afterAll(() => rmSync(folder, { recursive: true }));

const versionWith = (env: Readonly<Record<string, string>>) =>
  new CommandLine(["--version"], { NODE_COMPILE_CACHE: "", ...env }).finished;

test("what Node compiled is kept in the user's cache folder, and nowhere without a word", async () => {
  const caches = join(folder, "caches");
  expect(await versionWith({ XDG_CACHE_HOME: caches })).toMatchObject({ exitCode: 0, stderr: "" });
  expect(readdirSync(join(caches, "qwen.ts", "compiled"))).toHaveLength(1);
  const none = join(folder, "none");
  await versionWith({ XDG_CACHE_HOME: none, NODE_DISABLE_COMPILE_CACHE: "1" });
  expect(existsSync(none)).toBe(false);
});

test("a folder that can not be made changes nothing", async () => {
  const file = join(folder, "file");
  writeFileSync(file, "");
  expect(await versionWith({ XDG_CACHE_HOME: file })).toMatchObject({ exitCode: 0, stderr: "" });
});
