import { PipedInput } from "./piped-input.ts";
import { TerminalInput } from "./terminal-input.ts";

/** Where what the user says comes from. */
export interface ChatInput {
  /** The next thing said; lines that end in a backslash go on in the next. Undefined at the end. */
  next(): Promise<string | undefined>;
  /** Runs `answer` with a signal that Ctrl-C fires. */
  whileAnswering(answer: (signal: AbortSignal) => Promise<void>): Promise<void>;
  close(): void;
}

/** Line editing and history where a person sits at both ends, plain lines otherwise. */
export function openChatInput(): ChatInput {
  const { stdin, stdout } = process;
  return stdin.isTTY && stdout.isTTY ? new TerminalInput(stdin, stdout) : new PipedInput();
}
