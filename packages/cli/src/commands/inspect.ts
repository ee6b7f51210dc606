import { type CheckpointSummary, inspectCheckpoint } from "@qwents/engine";
import { Command } from "commander";
import { resolveModel } from "../find-model.ts";
import { modelArgument } from "../model-argument.ts";
import { out } from "../terminal/colors.ts";
import { formatBytes, formatColumns, formatCount } from "../terminal/format.ts";
import { generates, purposeOf } from "../terminal/model-purpose.ts";
import { printable } from "../terminal/printable.ts";
import { samplingRows } from "../terminal/sampling-text.ts";
import { writeOut } from "../terminal/write-out.ts";

interface InspectOptions {
  readonly tensors?: boolean;
  readonly template?: boolean;
  readonly json?: boolean;
}

export function inspectCommand(): Command {
  return new Command("inspect")
    .description("Print what a model file holds, without loading its weights: metadata, formats, tensors, template.")
    .addArgument(modelArgument())
    .option("--tensors", "list every tensor")
    .option("--template", "print the chat template alone")
    .option("--json", "print everything as JSON")
    .action(inspect);
}

async function inspect(model: string | undefined, options: InspectOptions): Promise<void> {
  const summary = await inspectCheckpoint(await resolveModel(model));
  if (options.json) writeOut(`${JSON.stringify(summary, null, 2)}\n`);
  else if (options.template) writeOut(`${summary.chatTemplate ?? "no chat template"}\n`);
  else process.stdout.write(`${report(summary, options)}\n`);
}

function report(summary: CheckpointSummary, options: InspectOptions): string {
  const metadata = Object.entries(summary.metadata).map(([key, value]) => [key, short(value)]);
  const sections = [
    section("model", overview(summary)),
    section("metadata", metadata),
    section("formats", summary.formats.map(formatRow)),
    ...(generates(summary) ? [section("sampling where a request says nothing", samplingRows(summary))] : []),
    ...(options.tensors ? [section("tensors", summary.tensors.map(tensorRow))] : []),
    ...summary.notes.map((note) => out.yellow(printable(note))),
  ];
  return sections.join("\n\n");
}

const section = (title: string, rows: readonly string[][]): string => `${out.bold(title)}\n${formatColumns(rows)}`;

function overview(summary: CheckpointSummary): string[][] {
  const { chatTemplate, tensors } = summary;
  const purpose = purposeOf(summary);
  return [
    ["name", summary.name],
    ["container", summary.container],
    ["architecture", summary.architecture],
    ["runs here", summary.supported ? "yes" : "no"],
    ...(purpose === undefined ? [] : [["made for", purpose]]),
    ["parameters", formatCount(summary.numParameters)],
    ["size", formatBytes(summary.sizeBytes)],
    ["tensors", `${tensors.length} (--tensors lists them)`],
    ["chat template", chatTemplate ? `${chatTemplate.length} characters (--template prints it)` : "none"],
  ];
}

const formatRow = ({ format, numTensors, sizeBytes, share }: CheckpointSummary["formats"][number]): string[] => [
  format,
  `${numTensors} tensors`,
  formatBytes(sizeBytes),
  `${(100 * share).toFixed(1)} %`,
];

const tensorRow = ({ name, shape, format, sizeBytes }: CheckpointSummary["tensors"][number]): string[] => [
  name,
  `[${shape.join(", ")}]`,
  format,
  formatBytes(sizeBytes),
];

/** At most 100 characters. */
function short(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value, (_, inner) => shortNumber(inner));
  return text.length > 100 ? `${text.slice(0, 99)}…` : text;
}

/** A single-precision number by as few digits as tell it from its neighbours. */
function shortNumber(value: unknown): unknown {
  if (typeof value !== "number" || !Number.isFinite(value) || Number.isInteger(value)) return value;
  const rounded = [6, 7, 8, 9].map((digits) => Number(value.toPrecision(digits)));
  return rounded.find((candidate) => Math.fround(candidate) === value) ?? value;
}
