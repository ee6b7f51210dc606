import type { GenerateEvent } from "@qwents/engine";
import { formatDuration } from "./format.ts";
import { StatusLine } from "./status-line.ts";

const intervalMs = 1000;

/** Passes events on; where the first token takes longer than a second, a line on stderr says so meanwhile. */
export async function* withWaitingNote(events: AsyncIterable<GenerateEvent>): AsyncGenerator<GenerateEvent> {
  const status = new StatusLine();
  const begun = performance.now();
  let promptTokens = 0;
  const timer = setInterval(() => {
    status.show(`reading the prompt: ${promptTokens} tokens, ${formatDuration(performance.now() - begun)}`);
  }, intervalMs);
  const stop = (): void => {
    clearInterval(timer);
    status.clear();
  };
  try {
    for await (const event of events) {
      if (event.type === "start") promptTokens = event.promptTokens;
      else stop();
      yield event;
    }
  } finally {
    stop();
  }
}
