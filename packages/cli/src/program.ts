import { readFileSync } from "node:fs";
import { Command } from "commander";
import { benchCommand } from "./commands/bench.ts";
import { chatCommand } from "./commands/chat.ts";
import { inspectCommand } from "./commands/inspect.ts";
import { runCommand } from "./commands/run.ts";
import { serveCommand } from "./commands/serve.ts";
import { tokenizeCommand } from "./commands/tokenize.ts";

/** The command line `qwen.ts`, also called `qwents`. */
export function createProgram(): Command {
  const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  const program = new Command("qwen.ts")
    .description("Qwen models in TypeScript: chat, run, serve, look inside.")
    .version(version)
    .showHelpAfterError("(--help shows what there is)")
    .enablePositionalOptions();
  for (const make of [chatCommand, runCommand, serveCommand, inspectCommand, tokenizeCommand, benchCommand]) {
    program.addCommand(make());
  }
  return program;
}
