import type { ChatMessage, Engine, GenerateRequest } from "@qwents/engine";
import { Command } from "commander";
import { loneArgumentHelp, modelAndText, modelArgument } from "../model-argument.ts";
import { type AnsweringOptions, addAnsweringOptions, loadModel, requireChatTemplate } from "../model-options.ts";
import { wholeNumber } from "../number-options.ts";
import { addSamplingOptions, type SamplingFlags, samplingOf } from "../sampling-options.ts";
import { onInterrupt } from "../terminal/interrupt.ts";
import { printAnswer, truncationNotes } from "../terminal/print-answer.ts";
import { hasPipedInput, readStandardInput } from "../terminal/standard-input.ts";
import { UsageError } from "../terminal/usage-error.ts";
import { withWaitingNote } from "../terminal/waiting-note.ts";
import { writeOut } from "../terminal/write-out.ts";

interface RunOptions extends AnsweringOptions, SamplingFlags {
  readonly system?: string;
  readonly maxTokens?: number;
  readonly think?: boolean;
  readonly thinkingBudget?: number;
  readonly raw?: boolean;
  readonly truncate?: boolean;
  readonly json?: boolean;
}

const examples = `
${loneArgumentHelp}
Text piped in is added to the prompt. Thinking goes to standard error, the answer to standard output.

Examples:
  qwen.ts run model.gguf "Why is the sky blue?"
  qwen.ts run model.gguf "Summarise this:" < notes.txt
  qwen.ts run --raw -n 20 model.gguf "Once upon a time"`;

export function runCommand(): Command {
  const command = new Command("run")
    .description("Answer one prompt and end.")
    .addArgument(modelArgument())
    .argument("[prompt]", "what to say; standard input when left out")
    .option("-s, --system <text>", "system prompt")
    .option("-n, --max-tokens <count>", "generate at most this many tokens", wholeNumber(0))
    .option("--think", "let the model think first")
    .option("--no-think", "answer at once")
    .option("--thinking-budget <tokens>", "think for at most this many tokens, then answer", wholeNumber(1))
    .option("--raw", "continue the text as it is, without the chat template")
    .option("--truncate", "with --raw: leave out the beginning of a text that is longer than the context")
    .option("--json", "print one JSON object: content, reasoning, finish reason, usage, timings")
    .addHelpText("after", examples)
    .action(run);
  return addSamplingOptions(addAnsweringOptions(command));
}

async function run(first: string | undefined, second: string | undefined, options: RunOptions): Promise<void> {
  const { model, text } = modelAndText(first, second);
  const prompt = await readPrompt(text, options);
  const engine = await loadModel(model, options, { maxSequences: 1 });
  const interrupt = onInterrupt();
  try {
    if (!options.raw) requireChatTemplate(engine);
    const request = requestOf(prompt, options, interrupt.signal);
    if (options.json) await printJson(engine, request);
    else await printText(engine, request);
    if (interrupt.signal.aborted) process.exitCode = 130;
  } finally {
    interrupt.dispose();
    await engine.close();
  }
}

/** The prompt and what is piped in; the newline that ends a file is not part of what one says. */
async function readPrompt(text: string | undefined, { raw }: RunOptions): Promise<string> {
  const isPiped = text === undefined ? !process.stdin.isTTY : hasPipedInput();
  const input = isPiped ? await readStandardInput() : "";
  const prompt = [text, raw ? input : input.replace(/\r?\n$/, "")].filter((part) => part).join("\n\n");
  if (prompt !== "") return prompt;
  throw new UsageError('there is no prompt; give one, as in qwen.ts run "Why is the sky blue?", or pipe text in');
}

function requestOf(text: string, options: RunOptions, signal: AbortSignal): GenerateRequest {
  const common = {
    sampling: samplingOf(options),
    signal,
    ...(options.truncate && { truncation: "auto" as const }),
    ...(options.maxTokens === undefined ? {} : { maxTokens: options.maxTokens }),
    ...(options.thinkingBudget === undefined ? {} : { thinkingBudget: options.thinkingBudget }),
  };
  if (options.raw) return { prompt: text, ...common };
  const system: ChatMessage[] = options.system === undefined ? [] : [{ role: "system", content: options.system }];
  const template = options.think === undefined ? {} : { enableThinking: options.think };
  return { messages: [...system, { role: "user", content: text }], template, ...common };
}

/** Thinking goes to stderr, so that a pipe gets the answer alone. */
async function printText(engine: Engine, request: GenerateRequest): Promise<void> {
  const { contextLength } = engine.info;
  await printAnswer(engine.generate(request), {
    aside: "stderr",
    noteOn: (end) => {
      const isFull = end.finishReason === "length" && request.maxTokens === undefined;
      const full = isFull ? [`[cut off: the context of ${contextLength} tokens is full]`] : [];
      return [...full, ...truncationNotes(end)].join("\n");
    },
  });
}

async function printJson(engine: Engine, request: GenerateRequest): Promise<void> {
  const text = { content: "", reasoning: "" };
  for await (const event of withWaitingNote(engine.generate(request))) {
    if (event.type === "text") text[event.channel] += event.text;
    if (event.type !== "end") continue;
    const { type: _, ...end } = event;
    writeOut(`${JSON.stringify({ model: engine.info.id, ...text, ...end })}\n`);
  }
}
