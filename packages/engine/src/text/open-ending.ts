import { QwenError } from "../errors.ts";
import type { ChatMessage } from "./chat-template.ts";
import { randomMark } from "./control-marks.ts";

/**
 * A conversation whose last message, the assistant's, is to go on. What has come of it, its content, or its thought where
 * there is no content yet, gets a mark at its end, and the prompt ends where the mark was: so templates may trim and part
 * texts as ever, and nothing of the message's end is lost.
 */
export class OpenEnding {
  readonly #mark = randomMark();

  /** @throws QwenError `request/invalid` where nothing can go on */
  open(messages: readonly ChatMessage[]): ChatMessage[] {
    const last = messages.at(-1);
    if (last?.role !== "assistant") throw cannot(`its role is "${last?.role}", not "assistant"`);
    if (last.toolCalls?.length) throw cannot("it calls tools, and their results come next");
    const { content, reasoningContent } = last;
    const isThought = !content && Boolean(reasoningContent);
    const opened: ChatMessage = isThought
      ? { ...last, reasoningContent: reasoningContent + this.#mark }
      : { ...last, content: (content ?? "") + this.#mark };
    return [...messages.slice(0, -1), opened];
  }

  /** The rendered conversation up to where it goes on. @throws QwenError `template/rejected` */
  cut(text: string): string {
    const end = text.lastIndexOf(this.#mark);
    if (end >= 0) return text.slice(0, end);
    const message =
      "The model's chat template leaves out what is to be continued. Continue content, not a thought alone.";
    throw new QwenError("template/rejected", message);
  }
}

function cannot(why: string): QwenError {
  const message = `The last message cannot be continued: ${why}.`;
  return new QwenError("request/invalid", message, { details: { field: "continueFinalMessage" } });
}
