import { QwenError } from "@qwents/engine";
import { CommanderError } from "commander";
import pc from "picocolors";

/**
 * Prints an error as one line on stderr; with `verbose`, its code, causes and stack too. Gives the exit code: 130 when
 * the user interrupted, 2 for wrong usage, else 1.
 */
export function reportError(error: unknown, { verbose }: { readonly verbose: boolean }): number {
  if (error instanceof CommanderError) return error.exitCode;
  if (isAbort(error)) return 130;
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${pc.red("error:")} ${message}\n`);
  if (verbose) process.stderr.write(`${pc.dim(describe(error))}\n`);
  else if (!(error instanceof QwenError)) process.stderr.write(pc.dim("--verbose shows where it came from\n"));
  return 1;
}

const isAbort = (error: unknown): boolean => error instanceof Error && error.name === "AbortError";

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = error instanceof QwenError ? `code ${error.code}\n` : "";
  const cause = error.cause === undefined ? "" : `\ncaused by ${describe(error.cause)}`;
  return `${code}${error.stack}${cause}`;
}
