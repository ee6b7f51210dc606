import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { type Engine, type LoadOptions, loadEngine, QwenError } from "@qwents/engine";
import { Argument, type Command, InvalidArgumentError, Option } from "commander";
import { LoadProgressBar } from "./terminal/load-progress.ts";

/** What all commands that load a model take. */
export interface ModelOptions {
  readonly threads?: number;
  readonly context?: number;
  readonly backend: "wasm" | "reference";
  readonly cacheType: "F16" | "F32";
}

export const modelArgument = (): Argument =>
  new Argument("[model]", "a .gguf file or a folder with .safetensors; the small built-in model when left out");

export function addModelOptions(command: Command): Command {
  return command
    .option(
      "-t, --threads <count>",
      `compute threads (default: ${availableParallelism()}, the cores)`,
      wholeNumber(1, 256),
    )
    .option(
      "-c, --context <tokens>",
      "longest sequence (default: the model's own, or what memory allows)",
      wholeNumber(1),
    )
    .addOption(new Option("--backend <name>", "where to compute").choices(["wasm", "reference"]).default("wasm"))
    .addOption(new Option("--cache-type <type>", "number type of the cache").choices(["F16", "F32"]).default("F16"))
    .option("--verbose", "show where an error came from");
}

/** A parser for whole numbers in a range, with a message that says the range. */
export function wholeNumber(least: number, most = 2 ** 31 - 1): (text: string) => number {
  return numberIn(least, most, true);
}

export function numberIn(least: number, most: number, whole = false): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() === "" || !(value >= least && value <= most) || (whole && !Number.isInteger(value))) {
      throw new InvalidArgumentError(`Expected a ${whole ? "whole " : ""}number from ${least} to ${most}.`);
    }
    return value;
  };
}

/** Loads the model with a progress bar. Ctrl-C while loading aborts. */
export async function loadModel(
  path: string | undefined,
  options: ModelOptions,
  more: LoadOptions = {},
): Promise<Engine> {
  const progress = new LoadProgressBar();
  const interrupt = new AbortController();
  const abort = (): void => interrupt.abort();
  process.once("SIGINT", abort);
  try {
    return await loadEngine(path ?? builtInModel(), {
      ...more,
      backend: options.backend,
      cacheType: options.cacheType,
      ...(options.threads === undefined ? {} : { numThreads: options.threads }),
      ...(options.context === undefined ? {} : { contextLength: options.context }),
      onProgress: progress.update,
      signal: interrupt.signal,
    });
  } finally {
    progress.stop();
    process.off("SIGINT", abort);
  }
}

/** In the repository it lies in models/; a published package carries a copy beside its code. */
export function builtInModel(): string {
  const places = ["../../../models/stand-in/stand-in-q8_0.gguf", "../models/stand-in-q8_0.gguf"];
  const found = places.map((place) => fileURLToPath(new URL(place, import.meta.url))).find(existsSync);
  if (found) return found;
  throw new QwenError("files/not-found", "the built-in model is missing from this installation; name a model file");
}
