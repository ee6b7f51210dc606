import type { ChatCompletionChunk } from "@qwents/protocol";
import type { ExpectedAnswer } from "./cases.ts";

type Delta = ChatCompletionChunk["choices"][number]["delta"];

interface ReadCall {
  name: string;
  arguments: string;
}

/** Puts the deltas of a streamed chat together, as clients do. */
export class AnswerReader {
  #reasoning = "";
  #content = "";
  readonly #calls: ReadCall[] = [];

  push({ reasoning_content, content, tool_calls = [] }: Delta): void {
    this.#reasoning += reasoning_content ?? "";
    this.#content += content ?? "";
    for (const { index, id, function: called } of tool_calls) {
      if (id !== undefined) this.#calls[index] = { name: "", arguments: "" };
      this.#calls[index].name += called?.name ?? "";
      this.#calls[index].arguments += called?.arguments ?? "";
    }
  }

  get answer(): ExpectedAnswer {
    return answerOf(this.#reasoning, this.#content, this.#calls);
  }
}

/** @throws SyntaxError for arguments that are no JSON */
export function answerOf(reasoning: string, content: string, calls: readonly ReadCall[]): ExpectedAnswer {
  const toolCalls = calls.map(({ name, arguments: text }) => ({ name, arguments: JSON.parse(text) }));
  return { reasoning, content, tool_calls: toolCalls };
}
