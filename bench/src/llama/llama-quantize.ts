import { spawnSync } from "node:child_process";
import { join } from "node:path";
import type { QuantFormat } from "../../../packages/engine/src/quant/quant-format.ts";
import { llamaFolder } from "./addon.ts";

/** llama.cpp's own quantiser, without an importance matrix. It is called through Python, which calls C. */

const script = join(import.meta.dirname, "ggml_quantize.py");

/** Whether there is a Python to call it with. */
export function hasPython(): boolean {
  return spawnSync("python3", ["--version"]).status === 0;
}

/** Blocks of the weights. */
export function llamaBlocks(format: QuantFormat, weights: Float32Array): Uint8Array {
  const args = ["blocks", String(format.ggmlType), String(format.blockLength)];
  return run(args, new Uint8Array(weights.buffer, weights.byteOffset, weights.byteLength));
}

/** Writes the GGUF file `from` anew. `fileType` is the number that the metadata has, too. */
export function llamaQuantize(from: string, to: string, fileType: number): void {
  run(["file", String(fileType), from, to], new Uint8Array());
}

function run(args: readonly string[], input: Uint8Array): Uint8Array {
  const options = { input, maxBuffer: 2 ** 30 };
  const { status, stdout, stderr } = spawnSync("python3", [script, llamaFolder(), ...args], options);
  if (status !== 0) throw new Error(`llama.cpp's quantiser ended with ${status}: ${stderr}`);
  return new Uint8Array(stdout);
}
