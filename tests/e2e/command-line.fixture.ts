import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

export interface Finished {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command as a user starts it, from source; what it says is gathered from the start. */
export class CommandLine {
  readonly process: ChildProcessWithoutNullStreams;
  readonly finished: Promise<Finished>;
  stdout = "";
  stderr = "";

  constructor(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
    const all = ["--conditions=qwents-source", "packages/cli/src/main.ts", ...args];
    // A colour setting of whoever runs the tests is not part of them.
    const { PORT: _port, FORCE_COLOR: _color, ...inherited } = process.env;
    this.process = spawn(process.execPath, all, { cwd: root, env: { ...inherited, ...env } });
    this.process.stdout.setEncoding("utf8").on("data", (text) => {
      this.stdout += text;
    });
    this.process.stderr.setEncoding("utf8").on("data", (text) => {
      this.stderr += text;
    });
    this.finished = new Promise((resolve) => {
      this.process.on("close", (exitCode) => resolve({ exitCode, stdout: this.stdout, stderr: this.stderr }));
    });
  }
}

/** Runs the command to its end. */
export async function qwents(args: readonly string[], input = ""): Promise<Finished> {
  const command = new CommandLine(args);
  command.process.stdin.end(input);
  return command.finished;
}
