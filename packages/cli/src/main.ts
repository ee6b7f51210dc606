#!/usr/bin/env node
import { createProgram } from "./program.ts";
import { endOnClosedPipe } from "./terminal/closed-pipe.ts";
import { reportError } from "./terminal/report-error.ts";

endOnClosedPipe();
const program = createProgram();
try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = reportError(error);
}
