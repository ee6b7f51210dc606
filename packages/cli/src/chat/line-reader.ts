import { createInterface, type Interface } from "node:readline";
import pc from "picocolors";
import { readHistory, writeHistory } from "./history.ts";

/**
 * Reads what the user types, with history and editing. Ctrl-C clears the line, on an empty line it ends; while an
 * answer is streamed it stops the answer.
 */
export class LineReader {
  readonly #terminal: Interface;
  readonly #lines: AsyncIterator<string>;
  #answering: AbortController | undefined;

  constructor() {
    this.#terminal = createInterface({
      input: process.stdin,
      output: process.stdout,
      prompt: pc.green("> "),
      history: readHistory(),
      historySize: 1000,
      removeHistoryDuplicates: true,
    });
    this.#terminal.on("SIGINT", () => this.#interrupt());
    this.#terminal.on("history", writeHistory);
    this.#lines = this.#terminal[Symbol.asyncIterator]();
  }

  /** The next input, lines that end in a backslash joined; undefined at the end. */
  async next(): Promise<string | undefined> {
    let text = "";
    for (let prompt = pc.green("> "); ; prompt = pc.green("… ")) {
      this.#terminal.setPrompt(process.stdin.isTTY ? prompt : "");
      this.#terminal.prompt();
      const { value, done } = await this.#lines.next();
      if (done) return text === "" ? undefined : text;
      text += value;
      if (!text.endsWith("\\")) return text;
      text = `${text.slice(0, -1)}\n`;
    }
  }

  /** Runs `answer` with a signal that Ctrl-C fires. */
  async whileAnswering(answer: (signal: AbortSignal) => Promise<void>): Promise<void> {
    this.#answering = new AbortController();
    try {
      await answer(this.#answering.signal);
    } finally {
      this.#answering = undefined;
    }
  }

  close(): void {
    this.#terminal.close();
  }

  #interrupt(): void {
    if (this.#answering) {
      this.#answering.abort();
    } else if (this.#terminal.line === "") {
      this.#terminal.close();
    } else {
      this.#terminal.write(null, { ctrl: true, name: "e" });
      this.#terminal.write(null, { ctrl: true, name: "u" });
    }
  }
}
