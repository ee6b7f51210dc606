#!/usr/bin/env node
// The published package holds what was built. In the repository, too, as long as no source is newer: else the sources run
// as they are, which takes longer to start.
import { spawn } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { isatty } from "node:tty";
import { fileURLToPath } from "node:url";

const source = fileURLToPath(new URL("../src/main.ts", import.meta.url));
const inRepository = existsSync(source);
checkNode();
if (inRepository && !isBuilt()) runSource();
else await import("../dist/main.js");

/** Whether what `npm ci` built (`npm run bundle`) is newer than all that it is made of. */
function isBuilt() {
  const builtAt = statSync(new URL("../dist/main.js", import.meta.url), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return ["protocol", "engine", "server", "cli"].every((name) =>
    isOlder(new URL(`../../${name}/src/`, import.meta.url)),
  );

  /** A folder's own time tells of files that were deleted. */
  function isOlder(folder) {
    if (statSync(folder).mtimeMs > builtAt) return false;
    return readdirSync(folder, { withFileTypes: true }).every((entry) =>
      entry.isDirectory()
        ? isOlder(new URL(`${entry.name}/`, folder))
        : statSync(new URL(entry.name, folder)).mtimeMs <= builtAt,
    );
  }
}

/** Older ones fail on the first import, with a message that nobody can act on. */
function checkNode() {
  const { node } = process.versions;
  const [major, minor] = node.split(".").map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) return;
  const remedy = inRepository
    ? "In the repository, npx qwen.ts runs under its own."
    : "Install a newer one, or: npx -p node@24 -p qwen.ts qwen.ts …";
  console.error(`qwen.ts needs Node 22.18 or later, this is ${node}. ${remedy}`);
  process.exit(1);
}

function runSource() {
  const args = ["--conditions=qwents-source", source, ...process.argv.slice(2)];
  // This process becomes the other one, so that signals, whatever they are, reach what they are meant for.
  if (process.platform !== "win32") process.execve?.(process.execPath, [process.execPath, ...args], process.env);
  runBeside(args);
}

/** On Windows, and with Node 23 before 23.11. */
function runBeside(args) {
  const child = spawn(process.execPath, args, { stdio: "inherit" });
  // A terminal sends it to both. Windows has no other way to send it, and would end the child at once.
  const isFromTerminal = process.platform === "win32" || [0, 1, 2].some((stream) => isatty(stream));
  process.on("SIGINT", () => isFromTerminal || child.kill("SIGINT"));
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  child.on("exit", (code, signal) => {
    if (signal) process.removeAllListeners(signal).kill(process.pid, signal);
    else process.exitCode = code ?? 1;
  });
}
