import { Command } from "commander";
import { ChatSession } from "../chat/chat-session.ts";
import { runChat } from "../chat/run-chat.ts";
import { modelArgument } from "../model-argument.ts";
import { type AnsweringOptions, addAnsweringOptions, loadModel, requireChatTemplate } from "../model-options.ts";
import { wholeNumber } from "../number-options.ts";
import { addSamplingOptions, type SamplingFlags, samplingOf } from "../sampling-options.ts";

interface ChatOptions extends AnsweringOptions, SamplingFlags {
  readonly system?: string;
  readonly think?: boolean;
  readonly thinkingBudget?: number;
  readonly truncate?: boolean;
}

export function chatCommand(): Command {
  const command = new Command("chat")
    .description("Talk with a model. /help inside shows the commands; Ctrl-C stops an answer.")
    .addArgument(modelArgument())
    .option("-s, --system <text>", "system prompt")
    .option("--think", "let the model think first")
    .option("--no-think", "answer at once")
    .option("--thinking-budget <tokens>", "think for at most this many tokens, then answer", wholeNumber(1))
    .option("--truncate", "leave out the oldest messages where a conversation is longer than the context")
    .action(chat);
  return addSamplingOptions(addAnsweringOptions(command));
}

async function chat(model: string | undefined, options: ChatOptions): Promise<void> {
  const engine = await loadModel(model, options, { maxSequences: 1 });
  try {
    requireChatTemplate(engine);
    const session = new ChatSession(engine, samplingOf(options));
    if (options.system !== undefined) session.system = options.system;
    if (options.think !== undefined) session.enableThinking = options.think;
    session.truncates = options.truncate === true;
    session.thinkingBudget = options.thinkingBudget;
    await runChat(session);
  } finally {
    await engine.close();
  }
}
