import { createInterface } from "node:readline";
import { onInterrupt } from "../terminal/interrupt.ts";
import type { ChatInput } from "./chat-input.ts";

/** Lines from a pipe or file, or from a terminal whose answers go elsewhere. */
export class PipedInput implements ChatInput {
  readonly #reader = createInterface({ input: process.stdin });
  readonly #lines = this.#reader[Symbol.asyncIterator]();

  async next(): Promise<string | undefined> {
    const parts: string[] = [];
    for (;;) {
      const { value, done } = await this.#lines.next();
      if (done) return parts.length === 0 ? undefined : parts.join("\n");
      if (!value.endsWith("\\")) return [...parts, value].join("\n");
      parts.push(value.slice(0, -1));
    }
  }

  /** Without a person to ask, Ctrl-C ends the rest, too. */
  async whileAnswering(answer: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const interrupt = onInterrupt();
    try {
      await answer(interrupt.signal);
    } finally {
      interrupt.dispose();
    }
    if (!process.stdin.isTTY) interrupt.signal.throwIfAborted();
  }

  close(): void {
    this.#reader.close();
  }
}
