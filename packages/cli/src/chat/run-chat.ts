import { QwenError } from "@qwents/engine";
import { out } from "../terminal/colors.ts";
import { describeModel } from "../terminal/format.ts";
import { type EndEvent, printAnswer, truncationNotes } from "../terminal/print-answer.ts";
import { printable } from "../terminal/printable.ts";
import { reportError } from "../terminal/report-error.ts";
import { runChatCommand } from "./chat-commands.ts";
import { type ChatInput, openChatInput } from "./chat-input.ts";
import type { ChatSession } from "./chat-session.ts";

/** The conversation loop on standard input and output; returns when the user leaves or the input ends. */
export async function runChat(session: ChatSession): Promise<void> {
  if (process.stdout.isTTY) {
    process.stdout.write(`${describeModel(session.engine.info)}\n${out.dim("/help shows the commands.")}\n`);
  }
  const input = openChatInput();
  try {
    for (let text = await input.next(); text !== undefined; text = await input.next()) {
      if (text.trim() !== "" && (await handle(session, input, text)) === "exit") return;
    }
  } finally {
    input.close();
  }
}

/** One thing said or one command. An error is shown and the conversation goes on; a script's exit code tells of it. */
async function handle(session: ChatSession, input: ChatInput, text: string): Promise<"exit" | "go on"> {
  try {
    const outcome = text.startsWith("/") ? runChatCommand(session, text) : { kind: "say" as const, text };
    if (outcome.kind === "exit") return "exit";
    if (outcome.kind === "show") process.stdout.write(`${out.dim(printable(outcome.text))}\n`);
    else await input.whileAnswering((signal) => answer(session, outcome.text, signal));
    return "go on";
  } catch (error) {
    const exitCode = reportError(error);
    if (isTooLong(error))
      process.stderr.write("/new begins a new conversation; chat --truncate leaves out the oldest messages.\n");
    if (!process.stdin.isTTY) process.exitCode = exitCode;
    return exitCode === 130 ? "exit" : "go on";
  }
}

async function answer(session: ChatSession, text: string, signal: AbortSignal): Promise<void> {
  await printAnswer(session.say(text, signal), {
    aside: "stdout",
    noteOn: (end) => [...endNotes(end), ...truncationNotes(end)].join("\n"),
  });
}

function endNotes({ finishReason }: EndEvent): string[] {
  if (finishReason === "cancelled") return ["[stopped]"];
  return finishReason === "length" ? ["[cut off: the context is full; /new begins a new conversation]"] : [];
}

const isTooLong = (error: unknown): boolean => error instanceof QwenError && error.code === "request/context-too-long";
