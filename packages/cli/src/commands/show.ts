import { type CheckpointSummary, inspectCheckpoint, type TemplateAbilities } from "@qwents/engine";
import { Command } from "commander";
import { type FoundModel, findModel } from "../find-model.ts";
import { hubSites } from "../hub/hub-sites.ts";
import { licenceOf } from "../hub/model-licence.ts";
import { modelArgument } from "../model-argument.ts";
import { out } from "../terminal/colors.ts";
import { formatBytes, formatColumns, formatCount } from "../terminal/format.ts";
import { generates, purposeOf } from "../terminal/model-purpose.ts";
import { printable, printableLine } from "../terminal/printable.ts";
import { samplingRows } from "../terminal/sampling-text.ts";
import { writeOut } from "../terminal/write-out.ts";

interface ShowOptions {
  readonly json?: boolean;
}

export function showCommand(): Command {
  return new Command("show")
    .description("Show what a model is: size, context, what it takes, chat, sampling, licence, where it came from.")
    .addArgument(modelArgument())
    .option("--json", "print it as JSON")
    .action(show);
}

async function show(model: string | undefined, { json }: ShowOptions): Promise<void> {
  const found = await findModel(model);
  const summary = await inspectCheckpoint(found.place);
  const licence = await licenceOf(summary, found.place);
  if (json) {
    // Those two are what `inspect` is for.
    const { tensors: _tensors, metadata: _metadata, ...rest } = summary;
    const { name, place } = found;
    writeOut(`${JSON.stringify({ ...rest, name, from: cameFrom(found), place, licence }, null, 2)}\n`);
    return;
  }
  process.stdout.write(`${report(found, summary, licence)}\n`);
}

function report(found: FoundModel, summary: CheckpointSummary, licence: string | undefined): string {
  const { needs } = summary;
  const purpose = purposeOf(summary);
  const formats = summary.formats.map(({ format, share }) => `${format} ${(100 * share).toFixed(1)} %`);
  const model = [
    ["came from", cameFrom(found)],
    ["lies in", found.place],
    ["licence", licence ?? "its files do not say; see where it came from"],
    ["architecture", summary.architecture],
    ["parameters", formatCount(summary.numParameters)],
    ["size", `${formatBytes(summary.sizeBytes)}: ${formats.join(", ")}`],
    ...(needs ? needsRows(needs) : []),
    ["runs here", summary.supported ? "yes" : "no"],
    ...(purpose === undefined ? [] : [["made for", purpose]]),
  ];
  const sampling = generates(summary) ? samplingRows(summary) : [];
  return [
    `${out.bold(printableLine(found.name))}\n${formatColumns(model)}`,
    ...(generates(summary) ? [`${out.bold("chat")}\n${formatColumns(chatRows(summary))}`] : []),
    ...(sampling.length > 0
      ? [`${out.bold("sampling where a request says nothing")}\n${formatColumns(sampling)}`]
      : []),
    ...summary.notes.map((note) => out.yellow(printable(note))),
  ].join("\n\n");
}

/** "Hugging Face, https://huggingface.co/Qwen/Qwen3-0.6B-GGUF, Q8_0, commit 0123456…" */
function cameFrom({ from, origin, place }: FoundModel): string {
  if (origin) {
    const { name, pageOf } = hubSites[origin.hub];
    return `${name}, ${pageOf(origin.repo)}, ${origin.label}, commit ${origin.commit.slice(0, 12)}`;
  }
  if (from === "built in") return "this package";
  return from === "path" ? place : from.name;
}

function needsRows(needs: NonNullable<CheckpointSummary["needs"]>): string[][] {
  const { weightBytes, cacheBytesPerToken, stateBytes, maxPositionEmbeddings } = needs;
  const state = stateBytes > 0 ? `, ${formatBytes(stateBytes)} for each conversation` : "";
  const cache = `${formatBytes(cacheBytesPerToken)} for each token of context${state}`;
  return [
    ["context", `${maxPositionEmbeddings} tokens`],
    ["memory", `${formatBytes(weightBytes)} of weights, ${cache}`],
  ];
}

function chatRows({ chatTemplate, template, sampling = {}, defaultMode }: CheckpointSummary): string[][] {
  if (!template) return [["template", "none: it continues text"]];
  const modes = Object.keys(sampling);
  const first =
    defaultMode === "thinking" ? "thinks first unless told otherwise" : "answers at once unless told otherwise";
  const only = defaultMode === "thinking" ? "always" : "never";
  const degrees = template.hasReasoningEffort ? "; how much can be said (reasoning_effort)" : "";
  const kept = template.preservesThinking ? "; thoughts of earlier turns can stay (preserve_thinking)" : "";
  return [
    ["template", chatTemplate === undefined ? "none in its files" : `in its files, ${chatTemplate.length} characters`],
    ["thinking", modes.length > 1 && template.switchesThinking ? `${first}${degrees}${kept}` : only],
    ["tools", toolsText(template)],
  ];
}

function toolsText({ toolCallStyle }: TemplateAbilities): string {
  if (toolCallStyle === undefined) return "no";
  return toolCallStyle === "json" ? "yes, called in JSON" : "yes, called in tags";
}
