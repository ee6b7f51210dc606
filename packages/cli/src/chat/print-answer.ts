import type { GenerateEvent } from "@qwents/engine";
import pc from "picocolors";
import { printable } from "../terminal/printable.ts";

/** Streams an answer to stdout, its thinking dimmed and set apart. */
export async function printAnswer(events: AsyncIterable<GenerateEvent>): Promise<void> {
  let channel: "content" | "reasoning" | undefined;
  for await (const event of events) {
    if (event.type === "end") process.stdout.write(`${endNote(event)}\n`);
    if (event.type !== "text" || event.text === "") continue;
    if (channel === "reasoning" && event.channel === "content") process.stdout.write("\n\n");
    channel = event.channel;
    const text = printable(event.text);
    process.stdout.write(channel === "reasoning" ? pc.dim(text) : text);
  }
}

function endNote({ finishReason }: Extract<GenerateEvent, { type: "end" }>): string {
  if (finishReason === "cancelled") return pc.yellow(" [stopped]");
  return finishReason === "length" ? pc.yellow(" [the context is full, or the token limit was reached]") : "";
}
