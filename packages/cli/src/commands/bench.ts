import { Command } from "commander";
import { type BenchOptions, type BenchResult, benchModel, type Spread } from "../bench/bench-model.ts";
import { modelArgument } from "../model-argument.ts";
import { addModelOptions } from "../model-options.ts";
import { wholeNumber } from "../number-options.ts";
import { formatBytes, formatColumns, formatDuration } from "../terminal/format.ts";
import { writeOut } from "../terminal/write-out.ts";

export function benchCommand(): Command {
  const command = new Command("bench")
    .description("Measure a model's speed here: random token ids, greedy, end-of-turn ignored.")
    .addArgument(modelArgument())
    .option("--prompt <tokens>", "prompt length to measure; 0: none", wholeNumber(0), 512)
    .option("--generate <tokens>", "tokens to generate one by one; 0: none", wholeNumber(0), 128)
    .option("--depth <tokens>", "tokens in the context before generation begins", wholeNumber(0), 0)
    .option("--sequences <count>", "answers to generate at once; their tokens/s are added up", wholeNumber(1, 64), 1)
    .option("--repeat <count>", "repetitions; medians are reported", wholeNumber(1, 1000), 3)
    .option("--json", "print the result as JSON")
    .action(bench);
  return addModelOptions(command);
}

async function bench(model: string | undefined, options: BenchOptions): Promise<void> {
  const result = await benchModel(model, options);
  writeOut(`${options.json ? JSON.stringify(result) : table(result)}\n`);
}

function table(result: BenchResult): string {
  const rate = (tokens: number, { median, min, max }: Spread): string =>
    tokens === 0 ? "–" : `${median.toFixed(1)} tokens/s (${min.toFixed(1)}–${max.toFixed(1)})`;
  const { promptTokens, generatedTokens, depth, sequences } = result;
  const times = sequences === 1 ? "" : `${sequences} × `;
  return formatColumns([
    ["model", result.model],
    ["backend", result.backend],
    [`prompt of ${promptTokens}`, rate(promptTokens, result.promptTokensPerSecond)],
    [
      `generation of ${times}${generatedTokens} at depth ${depth}`,
      rate(generatedTokens, result.generationTokensPerSecond),
    ],
    ["load", formatDuration(result.loadMs)],
    ["process start to first token", formatDuration(result.firstTokenMs)],
    ["peak memory of the process", formatBytes(result.peakMemoryBytes)],
  ]);
}
