import { openCheckpoint } from "../../../packages/engine/src/files/open-checkpoint.ts";
import { tokenizerOf } from "../../../packages/engine/src/model-text.ts";

// Run as a program, with the path of a model: how long it takes a fresh process to have its tokenizer.

export interface Readiness {
  /** The file's header, or the folder's JSON files. */
  readonly readMs: number;
  readonly makeMs: number;
}

const begin = performance.now();
const checkpoint = await openCheckpoint(process.argv[2]);
const read = performance.now();
const tokenizer = tokenizerOf(checkpoint);
const made = performance.now();
await checkpoint.close();
if (tokenizer?.decode(tokenizer.encode("Ready?")) !== "Ready?") throw new Error("no tokenizer");
const readiness: Readiness = { readMs: read - begin, makeMs: made - read };
console.log(JSON.stringify(readiness));
