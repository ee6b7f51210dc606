import { readFileSync } from "node:fs";
import { Command } from "commander";
import { benchCommand } from "./commands/bench.ts";
import { chatCommand } from "./commands/chat.ts";
import { embedCommand } from "./commands/embed.ts";
import { fitCommand } from "./commands/fit.ts";
import { inspectCommand } from "./commands/inspect.ts";
import { keysCommand } from "./commands/keys.ts";
import { listCommand } from "./commands/list.ts";
import { pullCommand } from "./commands/pull.ts";
import { quantizeCommand } from "./commands/quantize.ts";
import { removeCommand } from "./commands/rm.ts";
import { runCommand } from "./commands/run.ts";
import { serveCommand } from "./commands/serve.ts";
import { showCommand } from "./commands/show.ts";
import { tokenizeCommand } from "./commands/tokenize.ts";
import { traceCommand } from "./commands/trace.ts";
import { errorLine } from "./terminal/report-error.ts";

const commands = [
  chatCommand,
  runCommand,
  serveCommand,
  keysCommand,
  embedCommand,
  fitCommand,
  pullCommand,
  listCommand,
  showCommand,
  removeCommand,
  inspectCommand,
  tokenizeCommand,
  quantizeCommand,
  benchCommand,
  traceCommand,
];

/** The command line `qwen.ts`, also called `qwents`. Wrong usage is printed, then thrown as a CommanderError. */
export function createProgram(): Command {
  const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  const program = withCommonOptions(new Command("qwen.ts"))
    .description("Qwen models in TypeScript: chat, run, serve, look inside.")
    .version(version)
    .enablePositionalOptions();
  for (const create of commands) program.addCommand(withCommonOptions(create()));
  return program;
}

function withCommonOptions(command: Command, parent = command.name() === "qwen.ts" ? "" : "qwen.ts "): Command {
  const fullName = `${parent}${command.name()}`;
  for (const own of command.commands) withCommonOptions(own, `${fullName} `);
  return command
    .optionsGroup("Options:")
    .option("--verbose", "show where an error came from")
    .helpOption("-h, --help", "show this help")
    .exitOverride()
    .configureOutput({
      outputError: (text, write) => write(`${errorLine(text.replace(/^error: /, ""))} (see ${fullName} --help)\n`),
    });
}
