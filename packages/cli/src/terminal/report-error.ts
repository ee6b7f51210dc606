import { QwenError } from "@qwents/engine";
import { CommanderError } from "commander";
import { err } from "./colors.ts";
import { printable, printableLine } from "./printable.ts";
import { UsageError } from "./usage-error.ts";

/**
 * Prints an error as one line on stderr; with `verbose` (--verbose), its code, causes and stack too. Gives the exit
 * code: 130 when the user interrupted, 2 for wrong usage (which commander has printed already), else 1.
 */
export function reportError(error: unknown, verbose = process.argv.includes("--verbose")): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (isAbort(error)) return 130;
  const hint = verbose || error instanceof QwenError ? "" : " (--verbose shows where it came from)";
  process.stderr.write(`${errorLine(messageOf(error))}${hint}\n`);
  if (verbose) process.stderr.write(`${err.dim(printable(describe(error)))}\n`);
  return error instanceof UsageError ? 2 : 1;
}

/** "error: …", on one line whatever the message holds. */
export function errorLine(message: string): string {
  return `${err.red("error:")} ${printableLine(message.replace(/\s*\n\s*/g, " ").trim())}`;
}

const messageOf = (error: unknown): string => (error instanceof Error && error.message) || String(error);

const isAbort = (error: unknown): boolean => error instanceof Error && error.name === "AbortError";

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = error instanceof QwenError ? `code ${error.code}\n` : "";
  const cause = error.cause === undefined ? "" : `\ncaused by ${describe(error.cause)}`;
  return `${code}${error.stack}${cause}`;
}
