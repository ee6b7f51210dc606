import pc from "picocolors";
import { formatBytes, formatCount } from "../terminal/format.ts";
import { reportError } from "../terminal/report-error.ts";
import { runChatCommand } from "./chat-commands.ts";
import type { ChatSession } from "./chat-session.ts";
import { LineReader } from "./line-reader.ts";
import { printAnswer } from "./print-answer.ts";

/** The conversation loop on standard input and output; returns when the user leaves or the input ends. */
export async function runChat(session: ChatSession): Promise<void> {
  const { id, numParameters, sizeBytes, backend } = session.engine.info;
  const size = `${formatCount(numParameters)} parameters, ${formatBytes(sizeBytes)}`;
  process.stdout.write(`${pc.bold(id)} ${pc.dim(`(${size}, ${backend}). /help shows the commands.`)}\n`);
  const reader = new LineReader();
  try {
    for (let line = await reader.next(); line !== undefined; line = await reader.next()) {
      if (line.trim() === "") continue;
      if ((await handle(session, reader, line)) === "exit") return;
    }
  } finally {
    reader.close();
  }
}

/** One thing said or one command; an error is shown and the conversation goes on. */
async function handle(session: ChatSession, reader: LineReader, line: string): Promise<"exit" | "go on"> {
  try {
    const outcome = line.startsWith("/") ? runChatCommand(session, line) : { kind: "say" as const, text: line };
    if (outcome.kind === "exit") return "exit";
    if (outcome.kind === "show") process.stdout.write(`${pc.dim(outcome.text)}\n`);
    else await reader.whileAnswering((signal) => printAnswer(session.say(outcome.text, signal)));
  } catch (error) {
    reportError(error, { verbose: false });
  }
  return "go on";
}
