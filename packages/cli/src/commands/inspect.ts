import { type CheckpointSummary, inspectCheckpoint } from "@qwents/engine";
import { Argument, Command } from "commander";
import pc from "picocolors";
import { formatBytes, formatColumns, formatCount } from "../terminal/format.ts";
import { printable } from "../terminal/printable.ts";

interface InspectOptions {
  readonly tensors?: boolean;
  readonly template?: boolean;
  readonly json?: boolean;
}

export function inspectCommand(): Command {
  return new Command("inspect")
    .description("Show what a model file holds, without loading its weights.")
    .addArgument(new Argument("<file>", "a .gguf file or a folder with .safetensors"))
    .option("--tensors", "list every tensor")
    .option("--template", "print the chat template alone")
    .option("--json", "print everything as JSON")
    .option("--verbose", "show where an error came from")
    .action(inspect);
}

async function inspect(file: string, options: InspectOptions): Promise<void> {
  const summary = await inspectCheckpoint(file);
  if (options.json) return print(JSON.stringify(summary, null, 2));
  if (options.template) return print(summary.chatTemplate ?? "no chat template");
  const sections = [
    section("model", formatColumns(overview(summary))),
    section("metadata", formatColumns(Object.entries(summary.metadata).map(([key, value]) => [key, short(value)]))),
    section("formats", formatColumns(summary.formats.map(formatRow))),
    ...(options.tensors ? [section("tensors", formatColumns(summary.tensors.map(tensorRow)))] : []),
    ...summary.notes.map((note) => pc.yellow(note)),
  ];
  print(sections.join("\n\n"));
}

const print = (text: string): void => void process.stdout.write(`${printable(text)}\n`);

const section = (title: string, body: string): string => `${pc.bold(title)}\n${body}`;

function overview(summary: CheckpointSummary): string[][] {
  return [
    ["name", summary.name],
    ["container", summary.container],
    ["architecture", summary.architecture],
    ["runs here", summary.supported ? "yes" : "no"],
    ["parameters", formatCount(summary.numParameters)],
    ["size", formatBytes(summary.sizeBytes)],
    ["tensors", `${summary.tensors.length} (--tensors lists them)`],
    [
      "chat template",
      summary.chatTemplate ? `${summary.chatTemplate.length} characters (--template prints it)` : "none",
    ],
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

/** One line, at most 100 characters. */
function short(value: unknown): string {
  const text = typeof value === "string" ? JSON.stringify(value) : String(value);
  return text.length > 100 ? `${text.slice(0, 99)}…` : text;
}
