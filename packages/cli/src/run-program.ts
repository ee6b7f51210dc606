import { createProgram } from "./program.ts";
import { endOnClosedPipe } from "./terminal/closed-pipe.ts";
import { reportError } from "./terminal/report-error.ts";

/** Runs the command line that the process was started with; its exit code tells how that went. */
export async function runProgram(): Promise<void> {
  endOnClosedPipe();
  try {
    await createProgram().parseAsync();
  } catch (error) {
    process.exitCode = reportError(error);
  }
}
