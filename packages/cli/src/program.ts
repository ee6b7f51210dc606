import { readFileSync } from "node:fs";
import { Command } from "commander";
import { errorLine } from "./terminal/report-error.ts";

/** In the order of the help. A command's modules are loaded when it is asked for: all of them take longer than a small model. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  chat: async () => (await import("./commands/chat.ts")).chatCommand(),
  run: async () => (await import("./commands/run.ts")).runCommand(),
  serve: async () => (await import("./commands/serve.ts")).serveCommand(),
  keys: async () => (await import("./commands/keys.ts")).keysCommand(),
  embed: async () => (await import("./commands/embed.ts")).embedCommand(),
  fit: async () => (await import("./commands/fit.ts")).fitCommand(),
  pull: async () => (await import("./commands/pull.ts")).pullCommand(),
  list: async () => (await import("./commands/list.ts")).listCommand(),
  show: async () => (await import("./commands/show.ts")).showCommand(),
  rm: async () => (await import("./commands/rm.ts")).removeCommand(),
  inspect: async () => (await import("./commands/inspect.ts")).inspectCommand(),
  tokenize: async () => (await import("./commands/tokenize.ts")).tokenizeCommand(),
  quantize: async () => (await import("./commands/quantize.ts")).quantizeCommand(),
  bench: async () => (await import("./commands/bench.ts")).benchCommand(),
  trace: async () => (await import("./commands/trace.ts")).traceCommand(),
};

/**
 * The command line `qwen.ts`, also called `qwents`, for these arguments: with the command that they name, or with all.
 * Wrong usage is printed, then thrown as a CommanderError.
 */
export async function createProgram([name = ""]: readonly string[]): Promise<Command> {
  const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  const program = withCommonOptions(new Command("qwen.ts"))
    .description("Qwen models in TypeScript: chat, run, serve, look inside.")
    .version(version)
    .enablePositionalOptions();
  const wanted = Object.hasOwn(commands, name) ? [commands[name]!] : Object.values(commands);
  for (const command of await Promise.all(wanted.map((create) => create()))) {
    program.addCommand(withCommonOptions(command));
  }
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
