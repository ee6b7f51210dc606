import type { ChatMessage, Engine, GenerateEvent, GenerateRequest } from "@qwents/engine";
import { Command } from "commander";
import pc from "picocolors";
import { addModelOptions, loadModel, type ModelOptions, modelArgument, wholeNumber } from "../model-options.ts";
import { addSamplingOptions, type SamplingFlags, samplingOf } from "../sampling-options.ts";
import { onInterrupt } from "../terminal/interrupt.ts";
import { printable } from "../terminal/printable.ts";
import { readStandardInput } from "../terminal/standard-input.ts";

interface RunOptions extends ModelOptions, SamplingFlags {
  readonly system?: string;
  readonly maxTokens?: number;
  readonly think?: boolean;
  readonly raw?: boolean;
  readonly json?: boolean;
}

export function runCommand(): Command {
  const command = new Command("run")
    .description("Answer one prompt and end. Text piped in is added to the prompt.")
    .addArgument(modelArgument())
    .argument("[prompt]", "what to say; standard input when left out")
    .option("-s, --system <text>", "system prompt")
    .option("-n, --max-tokens <count>", "generate at most this many tokens", wholeNumber(0))
    .option("--think", "let the model think first")
    .option("--no-think", "answer at once")
    .option("--raw", "continue the text as it is, without the chat template")
    .option("--json", "print one JSON object: text, reasoning, finish reason, usage, timings")
    .action(run);
  return addSamplingOptions(addModelOptions(command));
}

async function run(model: string | undefined, prompt: string | undefined, options: RunOptions): Promise<void> {
  const piped =
    process.stdin.isTTY || (prompt !== undefined && !(await hasPipedInput())) ? "" : await readStandardInput();
  const text = [prompt, piped].filter((part) => part).join("\n\n");
  const engine = await loadModel(model, options);
  const interrupt = onInterrupt();
  try {
    const request = requestOf(text, options, interrupt.signal);
    if (options.json) await printJson(engine, request);
    else await printStream(engine, request);
    if (interrupt.signal.aborted) process.exitCode = 130;
  } finally {
    interrupt.dispose();
    await engine.close();
  }
}

/** A pipe or a file on standard input; a closed or inherited idle one does not count. */
async function hasPipedInput(): Promise<boolean> {
  const { fstatSync } = await import("node:fs");
  try {
    const stat = fstatSync(0);
    return stat.isFIFO() || (stat.isFile() && stat.size > 0);
  } catch {
    return false;
  }
}

function requestOf(text: string, options: RunOptions, signal: AbortSignal): GenerateRequest {
  const common = {
    sampling: samplingOf(options),
    signal,
    ...(options.maxTokens === undefined ? {} : { maxTokens: options.maxTokens }),
  };
  if (options.raw) return { prompt: text, ...common };
  const system: ChatMessage[] = options.system === undefined ? [] : [{ role: "system", content: options.system }];
  const template = options.think === undefined ? {} : { enableThinking: options.think };
  return { messages: [...system, { role: "user", content: text }], template, ...common };
}

/** Content to stdout; thinking, dimmed, to stderr, so that a pipe gets the answer alone. */
async function printStream(engine: Engine, request: GenerateRequest): Promise<void> {
  let endsWithNewline = true;
  for await (const event of engine.generate(request)) {
    if (event.type !== "text" || event.text === "") continue;
    if (event.channel === "reasoning") process.stderr.write(pc.dim(printable(event.text)));
    else process.stdout.write(process.stdout.isTTY ? printable(event.text) : event.text);
    endsWithNewline = event.text.endsWith("\n");
  }
  if (!endsWithNewline) process.stdout.write("\n");
}

async function printJson(engine: Engine, request: GenerateRequest): Promise<void> {
  const text = { content: "", reasoning: "" };
  let end: Extract<GenerateEvent, { type: "end" }> | undefined;
  for await (const event of engine.generate(request)) {
    if (event.type === "text") text[event.channel] += event.text;
    if (event.type === "end") end = event;
  }
  const { type: _, ...rest } = end ?? { type: "end" };
  process.stdout.write(`${JSON.stringify({ model: engine.info.id, ...text, ...rest })}\n`);
}
