import { printable } from "./printable.ts";

/** Writes text of a model or a file to standard output: safe on a terminal, unchanged into a pipe or file. */
export function writeOut(text: string): void {
  process.stdout.write(process.stdout.isTTY ? printable(text) : text);
}
