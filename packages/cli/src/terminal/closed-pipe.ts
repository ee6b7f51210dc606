/** What a shell reports of a program that a closed pipe ended. */
const exitCode = 141;

/** When the reader of our output has gone (`| head -1`), the program ends without a word. */
export function endOnClosedPipe(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
      process.exit(exitCode);
    });
  }
}
