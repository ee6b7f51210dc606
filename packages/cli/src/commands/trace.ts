import { writeFile } from "node:fs/promises";
import { Command } from "commander";
import { modelArgument } from "../model-argument.ts";
import { addModelOptions } from "../model-options.ts";
import { wholeNumber } from "../number-options.ts";
import { describeModel } from "../terminal/format.ts";
import { writeOut } from "../terminal/write-out.ts";
import { traceEvents } from "../trace/trace-events.ts";
import { type TraceOptions, traceModel } from "../trace/trace-model.ts";
import { summarize } from "../trace/trace-summary.ts";
import { formatSummary } from "../trace/trace-table.ts";

export function traceCommand(): Command {
  const command = new Command("trace")
    .description("Show where the time of a model's steps goes here: by op, by weight, by layer.")
    .addArgument(modelArgument())
    .option("--prompt <tokens>", "length of the prompt to look at; 0: none", wholeNumber(0), 512)
    .option("--generate <tokens>", "tokens to look at one by one; 0: none", wholeNumber(0), 32)
    .option("--depth <tokens>", "tokens in the context before generation begins", wholeNumber(0), 0)
    .option("--sequences <count>", "answers to generate at once", wholeNumber(1, 64), 1)
    .option("--rows <count>", "how many rows to show of a table", wholeNumber(1, 1000), 14)
    .option("--out <file>", "also write all steps as trace events, which ui.perfetto.dev and Chrome's tracing open")
    .option("--json", "print the summary as JSON")
    .action(trace);
  return addModelOptions(command);
}

async function trace(model: string | undefined, options: TraceOptions): Promise<void> {
  const { info, traces, slowdown } = await traceModel(model, options);
  if (options.out !== undefined) await writeFile(options.out, JSON.stringify(traceEvents(info.id, traces)));
  const summaries = summarize(traces);
  if (options.json) {
    writeOut(`${JSON.stringify({ model: info.id, backend: info.backend, slowdown, steps: summaries })}\n`);
    return;
  }
  const tables = summaries.map((summary) => formatSummary(summary, options.rows));
  const percent = Math.round(100 * (slowdown - 1));
  const cost = `Timed, answers took ${percent > 2 ? `${percent} % longer than otherwise` : "about as long as otherwise"}.`;
  writeOut(`${[describeModel(info), ...tables, ...(options.generate > 0 ? [cost] : [])].join("\n\n")}\n`);
}
