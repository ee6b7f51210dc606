import { errorLine } from "./report-error.ts";

/** What a shell reports of a program that a closed pipe ended. */
const closedPipe = 141;

/**
 * When the reader of our output has gone (`| head -1`), the program ends without a word; where it cannot be written for
 * another reason, such as a full disk, it says so.
 */
export function endOnFailedOutput(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EPIPE") process.exit(closedPipe);
      if (stream === process.stdout) process.stderr.write(`${errorLine(reasonOf(error))}\n`);
      process.exit(1);
    });
  }
}

function reasonOf({ code, message }: NodeJS.ErrnoException): string {
  const reason = code === "ENOSPC" ? "the disk is full; free some space" : message;
  return `cannot write to standard output: ${reason}`;
}
