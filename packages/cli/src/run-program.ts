import { createProgram } from "./program.ts";
import { endOnFailedOutput } from "./terminal/failed-output.ts";
import { reportError } from "./terminal/report-error.ts";

/** Runs the command line that the process was started with; its exit code tells how that went. */
export async function runProgram(): Promise<void> {
  endOnFailedOutput();
  const args = process.argv.slice(2);
  try {
    const program = await createProgram(args);
    await program.parseAsync(args, { from: "user" });
  } catch (error) {
    process.exitCode = reportError(error);
  }
}
