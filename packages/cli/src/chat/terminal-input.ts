import { createInterface, type Interface } from "node:readline";
import type { Writable } from "node:stream";
import { out } from "../terminal/colors.ts";
import type { ChatInput } from "./chat-input.ts";
import { HeldKeys, type Keyboard } from "./held-keys.ts";
import { readHistory, writeHistory } from "./history.ts";

/** The terminal then marks where pasted text begins and ends. */
const bracketedPaste = { on: "\u001b[?2004h", off: "\u001b[?2004l" };

/**
 * Lines a person types, with history and editing; pasted lines belong together. Ctrl-C stops an answer, clears what is
 * typed, and pressed twice with nothing typed ends the conversation.
 */
export class TerminalInput implements ChatInput {
  readonly #keys: HeldKeys;
  readonly #screen: Writable;
  readonly #editor: Interface;
  /** Lines above the one that is being edited. */
  #earlierLines: string[] = [];
  #isPasting = false;
  #mayEnd = false;
  #isClosed = false;
  #deliver: ((text: string | undefined) => void) | undefined;
  #answering: AbortController | undefined;

  constructor(keyboard: Keyboard, screen: Writable) {
    this.#screen = screen;
    this.#keys = new HeldKeys(keyboard, () => this.#answering?.abort());
    this.#keys.on("keypress", (_, key: { readonly name?: string }) => {
      if (key.name === "paste-start" || key.name === "paste-end") this.#isPasting = key.name === "paste-start";
    });
    this.#editor = createInterface({
      input: this.#keys,
      output: screen,
      terminal: true,
      history: readHistory(),
      historySize: 1000,
      removeHistoryDuplicates: true,
    });
    this.#editor.on("line", (line) => this.#take(line));
    this.#editor.on("SIGINT", () => this.#interrupt());
    this.#editor.on("SIGCONT", () => this.#goOn());
    this.#editor.on("history", writeHistory);
    this.#editor.on("close", () => this.#end());
    screen.write(bracketedPaste.on);
  }

  async next(): Promise<string | undefined> {
    if (this.#isClosed) return undefined;
    return new Promise((resolve) => {
      this.#deliver = resolve;
      this.#edit();
    });
  }

  async whileAnswering(answer: (signal: AbortSignal) => Promise<void>): Promise<void> {
    this.#answering = new AbortController();
    try {
      await answer(this.#answering.signal);
    } finally {
      this.#answering = undefined;
    }
  }

  close(): void {
    this.#editor.close();
    this.#keys.release();
    this.#screen.write(bracketedPaste.off);
  }

  #edit(): void {
    this.#editor.setPrompt(out.green(this.#earlierLines.length === 0 ? "> " : "… "));
    this.#editor.prompt();
    this.#keys.wantLine();
  }

  #take(line: string): void {
    this.#mayEnd = false;
    const isContinued = line.endsWith("\\") && !this.#isPasting;
    this.#earlierLines.push(isContinued ? line.slice(0, -1) : line);
    if (isContinued || this.#isPasting) this.#edit();
    else this.#settle(this.#takeLines());
  }

  #takeLines(): string {
    const text = this.#earlierLines.join("\n");
    this.#earlierLines = [];
    return text;
  }

  #interrupt(): void {
    const isEmpty = this.#editor.line === "" && this.#earlierLines.length === 0;
    if (isEmpty && this.#mayEnd) {
      this.#editor.close();
      return;
    }
    this.#mayEnd = isEmpty;
    this.#isPasting = false;
    this.#takeLines();
    this.#clearLine();
    const hint = isEmpty ? out.dim("Ctrl-C again ends the conversation, as Ctrl-D and /exit do\n") : "";
    this.#screen.write(`\n${hint}`);
    this.#edit();
  }

  /** After Ctrl-Z and `fg`. */
  #goOn(): void {
    this.#keys.reopen();
    this.#screen.write(bracketedPaste.on);
    this.#editor.prompt(true);
  }

  #clearLine(): void {
    this.#editor.write(null, { ctrl: true, name: "e" });
    this.#editor.write(null, { ctrl: true, name: "u" });
  }

  #end(): void {
    this.#isClosed = true;
    if (this.#deliver) this.#screen.write("\n");
    this.#settle(undefined);
  }

  #settle(text: string | undefined): void {
    this.#deliver?.(text);
    this.#deliver = undefined;
  }
}
