import type { GenerateEvent } from "@qwents/engine";
import { err, out } from "./colors.ts";
import { printable } from "./printable.ts";
import { withWaitingNote } from "./waiting-note.ts";
import { writeOut } from "./write-out.ts";

type TextEvent = Extract<GenerateEvent, { type: "text" }>;
export type EndEvent = Extract<GenerateEvent, { type: "end" }>;

export interface AnswerStyle {
  /** Where thinking and notes go; the answer itself goes to standard output. */
  readonly aside: "stdout" | "stderr";
  /** What to say about the end; nothing when empty. */
  noteOn(end: EndEvent): string;
}

/** What of the prompt the model did not see, because it was too long. */
export function truncationNotes({ usage: { truncation } }: EndEvent): string[] {
  if (truncation === undefined) return [];
  if ("droppedTokens" in truncation) {
    return truncation.droppedTokens > 0 ? ["[left out, to fit into the context: the beginning of the text]"] : [];
  }
  const { droppedMessages } = truncation;
  if (droppedMessages === 0) return [];
  const messages = droppedMessages === 1 ? "the oldest message" : `the oldest ${droppedMessages} messages`;
  return [`[left out, to fit into the context: ${messages}]`];
}

/** Streams an answer, its thinking dimmed and set apart. Leaves the cursor at the beginning of a line. */
export async function printAnswer(events: AsyncIterable<GenerateEvent>, style: AnswerStyle): Promise<void> {
  const aside = process[style.aside];
  const colors = style.aside === "stdout" ? out : err;
  let last: TextEvent | undefined;
  let note = "";
  try {
    for await (const event of withWaitingNote(events)) {
      if (event.type === "end") note = style.noteOn(event);
      if (event.type !== "text" || event.text === "") continue;
      if (last?.channel === "reasoning" && event.channel === "content") aside.write("\n\n");
      if (event.channel === "content") writeOut(event.text);
      else aside.write(colors.dim(printable(event.text)));
      last = event;
    }
  } finally {
    const stream = last?.channel === "reasoning" ? aside : process.stdout;
    if (last && !last.text.endsWith("\n")) stream.write("\n");
  }
  if (note) aside.write(`${colors.yellow(note)}\n`);
}
