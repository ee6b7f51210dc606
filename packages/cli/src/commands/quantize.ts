import { existsSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import {
  inspectCheckpoint,
  type QuantizationType,
  type QuantizedModel,
  quantizationTypes,
  quantizeModel,
} from "@qwents/engine";
import { Argument, Command, InvalidArgumentError } from "commander";
import { resolveModel } from "../find-model.ts";
import { wholeNumber } from "../number-options.ts";
import { err, out } from "../terminal/colors.ts";
import { FileProgressLine } from "../terminal/file-progress.ts";
import { formatBytes } from "../terminal/format.ts";
import { onInterrupt } from "../terminal/interrupt.ts";
import { printableLine } from "../terminal/printable.ts";
import { UsageError } from "../terminal/usage-error.ts";

interface QuantizeOptions {
  readonly type: QuantizationType;
  readonly name?: string;
  readonly threads?: number;
  readonly force?: boolean;
}

const help = `
Types, from most bits to fewest: ${quantizationTypes.join(", ")}.
q8_0 is next to the source; q4_k_m is what most people take; bf16 and f16 convert only. A source that is rounded already
gives a worse result than safetensors or a GGUF file in BF16 or F16.

Ctrl-C leaves nothing behind.

Examples:
  qwen.ts quantize path/to/Qwen3-0.6B Qwen3-0.6B-Q4_K_M.gguf --type q4_k_m
  qwen.ts quantize Qwen/Qwen3-0.6B:safetensors . --type q8_0`;

export function quantizeCommand(): Command {
  return new Command("quantize")
    .description("Make a GGUF file of a model, with fewer bits a weight.")
    .addArgument(new Argument("<model>", "a folder with .safetensors, a .gguf file, or what qwen.ts pull was given"))
    .argument("<out>", "the file to write, or a folder for it")
    .requiredOption("--type <type>", "how weights are rounded, such as q8_0, q4_k_m", quantizationType)
    .option("--name <name>", "what the file calls the model (default: as the folder is called)")
    .option("-t, --threads <count>", "threads, 1 to 64 (default: the cores)", wholeNumber(1, 64))
    .option("--force", "replace a file that is there already")
    .addHelpText("after", help)
    .action(quantize);
}

function quantizationType(text: string): QuantizationType {
  const found = quantizationTypes.find((type) => type === text.toLowerCase());
  if (found) return found;
  throw new InvalidArgumentError(`Expected one of ${quantizationTypes.join(", ")}.`);
}

async function quantize(model: string, target: string, options: QuantizeOptions): Promise<void> {
  const { type, name, threads, force = false } = options;
  const source = await resolveModel(model);
  const path = isFolder(target) ? join(target, `${name ?? (await nameOf(source))}-${type.toUpperCase()}.gguf`) : target;
  if (existsSync(path) && !force) throw new UsageError(`${path} is there already; --force replaces it`);
  const interrupt = onInterrupt();
  const line = new FileProgressLine();
  const fileName = basename(path);
  try {
    const quantized = await quantizeModel(source, path, {
      type,
      overwrite: force,
      ...(name !== undefined && { name }),
      ...(threads !== undefined && { numThreads: threads }),
      onProgress: (progress) => line.update({ fileName, ...progress }),
      signal: interrupt.signal,
    });
    line.stop();
    report(path, quantized);
  } catch (error) {
    if (interrupt.signal.aborted) line.note("stopped; nothing was left behind");
    throw error;
  } finally {
    line.stop();
    interrupt.dispose();
  }
}

function report(path: string, { sizeBytes, formats, notes }: QuantizedModel): void {
  for (const note of notes) process.stderr.write(`${err.dim(printableLine(note))}\n`);
  const shares = formats.map(([format, share]) => `${format} ${(100 * share).toFixed(1)} %`).join(", ");
  process.stdout.write(`${out.bold(printableLine(path))}  ${formatBytes(sizeBytes)}\n${shares}\n`);
  process.stdout.write(`\ntry:  qwen.ts chat ${printableLine(path)}\n`);
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

/** What a model is called, without what says how its weights are rounded. */
async function nameOf(source: string): Promise<string> {
  const { name } = await inspectCheckpoint(source);
  return name.replace(/[-.](b?f16|f32|i?q\d\w*)$/i, "");
}
