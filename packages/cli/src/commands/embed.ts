import type { EmbedRequest } from "@qwents/engine";
import { Command } from "commander";
import { modelArgument } from "../model-argument.ts";
import { addModelOptions, loadModel, type ModelOptions } from "../model-options.ts";
import { wholeNumber } from "../number-options.ts";
import { onInterrupt } from "../terminal/interrupt.ts";
import { readStandardInput } from "../terminal/standard-input.ts";
import { UsageError } from "../terminal/usage-error.ts";
import { writeOut } from "../terminal/write-out.ts";

interface EmbedOptions extends ModelOptions {
  readonly instruction?: string;
  readonly promptName?: string;
  readonly dimensions?: number;
}

/** Texts whose lines come at once. */
const textsAtOnce = 64;

const examples = `
One line of JSON a text: its index, the text, its embedding. The model is pooled as its files say.

Examples:
  qwen.ts embed model.gguf "The capital of China is Beijing."
  qwen.ts embed model.gguf --instruction "Given a web search query, retrieve relevant passages that answer the query" \\
    "What is the capital of China?"
  qwen.ts embed model.gguf < one-text-a-line.txt`;

export function embedCommand(): Command {
  const command = new Command("embed")
    .description("Turn texts into vectors, as lines of JSON.")
    .addArgument(modelArgument())
    .argument("[texts...]", "the texts; the lines of standard input when left out")
    .option("-i, --instruction <sentence>", "what the texts, as queries, are asked for; documents get none")
    .option("--prompt-name <name>", "a prompt that the model's files name, to stand before each text")
    .option("-d, --dimensions <count>", "only as many numbers, of a model trained for that", wholeNumber(1))
    .addHelpText("after", examples)
    .action(embed);
  return addModelOptions(command);
}

async function embed(model: string | undefined, given: readonly string[], options: EmbedOptions): Promise<void> {
  const texts = given.length > 0 ? given : await readLines();
  const engine = await loadModel(model, { ...options, prefixCache: true, promptLookup: false, mtp: false });
  const interrupt = onInterrupt();
  const { instruction, promptName, dimensions } = options;
  const request: Omit<EmbedRequest, "input"> = {
    signal: interrupt.signal,
    ...(instruction !== undefined && { instruction }),
    ...(promptName !== undefined && { promptName }),
    ...(dimensions !== undefined && { dimensions }),
  };
  try {
    for (let first = 0; first < texts.length; first += textsAtOnce) {
      const input = texts.slice(first, first + textsAtOnce);
      const { embeddings } = await engine.embed({ ...request, input });
      for (const [i, embedding] of embeddings.entries()) {
        writeOut(`${JSON.stringify({ index: first + i, text: input[i], embedding: [...embedding] })}\n`);
      }
    }
  } catch (error) {
    if (!interrupt.signal.aborted) throw error;
    process.exitCode = 130;
  } finally {
    interrupt.dispose();
    await engine.close();
  }
}

async function readLines(): Promise<string[]> {
  const input = process.stdin.isTTY ? "" : await readStandardInput();
  const lines = input.split(/\r?\n/).filter((line) => line.trim() !== "");
  if (lines.length > 0) return lines;
  throw new UsageError("there are no texts; give some after the model, or pipe them in, one a line");
}
