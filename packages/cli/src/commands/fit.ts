import { existsSync } from "node:fs";
import { basename } from "node:path";
import { QwenError } from "@qwents/engine";
import { Argument, Command } from "commander";
import { fitModel, fitPlace } from "../fit/fit-model.ts";
import type { RepoFit } from "../fit/fit-repo.ts";
import { fitReport } from "../fit/fit-report.ts";
import { type Machine, measureMachine } from "../fit/machine.ts";
import { type HubSettings, hubSettings } from "../hub/hub-settings.ts";
import { noReference, parseReference, referenceForms } from "../hub/model-reference.ts";
import { wholeNumber } from "../number-options.ts";
import { onInterrupt } from "../terminal/interrupt.ts";
import { shownName } from "../terminal/shown-name.ts";

export interface FitCommandOptions {
  readonly context: number;
  readonly json?: boolean;
  readonly offline?: boolean;
}

/** Enough for a long chat. */
export const usualContext = 8192;

const help = `
Reads the headers of the files where they are, not the files. Memory is that of the weights as the engine keeps them and
of the cache of --context tokens; tokens/s are what the memory's speed allows, one answer at a time. Both are about right,
less so ("~") where only the size of a file is known.

Examples:
  qwen.ts fit qwen3:4b
  qwen.ts fit unsloth/Qwen3-4B-GGUF --context 32768`;

export function fitCommand(): Command {
  return new Command("fit")
    .description("Show which quantisations of a model fit this machine, and which to take.")
    .addArgument(new Argument("<model>", `${referenceForms}; or a path`))
    .option("-c, --context <tokens>", "tokens that the cache is to hold", wholeNumber(1), usualContext)
    .option("--offline", "ask nobody: look at what is here")
    .option("--json", "print everything as JSON")
    .addHelpText("after", help)
    .action(fit);
}

/** Also what `pull --dry-run` does. */
export async function fit(text: string, { context, json, offline = false }: FitCommandOptions): Promise<void> {
  const settings = hubSettings(process.env, { offline });
  const interrupt = onInterrupt();
  try {
    const measured = measureMachine(settings.huggingFace.folder);
    const [machine, found] = await Promise.all([measured, fitOf(text, settings, measured, context, interrupt.signal)]);
    const { summary, ...plain } = found;
    if (json) process.stdout.write(`${JSON.stringify({ machine, contextLength: context, ...plain }, null, 2)}\n`);
    else process.stdout.write(`${fitReport(text, machine, found)}\n`);
  } finally {
    interrupt.dispose();
  }
}

async function fitOf(
  text: string,
  settings: HubSettings,
  measured: Promise<Machine>,
  contextLength: number,
  signal: AbortSignal,
): Promise<RepoFit> {
  if (existsSync(text)) return await fitPlace({ name: basename(text), place: text }, await measured, contextLength);
  if (isPath(text)) throw new QwenError("files/not-found", `there is no ${shownName(text)}; check the path`);
  const reference = parseReference(text, settings);
  if (reference) return await fitModel(reference, { settings, machine: measured, contextLength, signal });
  throw noReference(text, ", or a path");
}

/** Whether a text cannot be anything else, there or not. */
const isPath = (text: string): boolean => /^\.{0,2}[/\\]/.test(text) || /^[^:]+\.(gguf|safetensors)$/i.test(text);
