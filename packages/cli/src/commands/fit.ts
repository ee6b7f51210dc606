import { existsSync } from "node:fs";
import { basename } from "node:path";
import { inspectCheckpoint } from "@qwents/engine";
import { Argument, Command } from "commander";
import { assessFit, type Candidate } from "../fit/assess-fit.ts";
import { estimateNeeds } from "../fit/estimate-needs.ts";
import { fitRepo, type RepoFit } from "../fit/fit-repo.ts";
import { fitReport } from "../fit/fit-report.ts";
import { type Machine, measureMachine } from "../fit/machine.ts";
import { suggestFit } from "../fit/suggest-fit.ts";
import { findCached } from "../hub/cached-models.ts";
import { chooseModel, openHubRepo } from "../hub/hub-repo.ts";
import { type HubSettings, hubSettings } from "../hub/hub-settings.ts";
import { type ModelReference, parseReference, referenceForms } from "../hub/model-reference.ts";
import { wholeNumber } from "../number-options.ts";
import { onInterrupt } from "../terminal/interrupt.ts";
import { UsageError } from "../terminal/usage-error.ts";

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
  const reference = existsSync(text) ? undefined : parseReference(text, settings);
  const here = await findHere(text, reference, settings);
  if (here !== undefined) return await fitHere(here, await measured, contextLength);
  if (reference?.kind !== "hub") throw new UsageError(`${text} is on no hub and not here; pull looks whether it fits`);
  const repo = await openHubRepo(reference, { settings, signal });
  const wanted = reference.file === undefined ? undefined : chooseModel(repo);
  return await fitRepo(repo, wanted, { settings, machine: await measured, contextLength });
}

interface Here {
  readonly name: string;
  readonly place: string;
}

/** A model that need not be asked for: a path, or what was pulled, where it is from no hub or nothing may be asked for. */
async function findHere(
  text: string,
  reference: ModelReference | undefined,
  settings: HubSettings,
): Promise<Here | undefined> {
  if (reference === undefined) {
    if (existsSync(text)) return { name: basename(text), place: text };
    throw new UsageError(`${text} names no model; expected ${referenceForms}, or a path`);
  }
  if (reference.kind === "hub" && !settings.isOffline) return undefined;
  return (await findCached(reference, settings)).at(0);
}

async function fitHere({ name, place }: Here, machine: Machine, contextLength: number): Promise<RepoFit> {
  const summary = await inspectCheckpoint(place);
  const { sizeBytes, needs, supported, notes } = summary;
  const candidate: Candidate = {
    label: name,
    sizeBytes,
    missingBytes: 0,
    needs: needs ?? estimateNeeds({ label: name, name, sizeBytes }),
    isExact: needs !== undefined,
    ...(supported ? {} : { problem: notes.join("; ") }),
  };
  const fits = [assessFit(candidate, machine, contextLength)];
  return { fits, suggestion: suggestFit(fits), summary, notes: [] };
}
