/** A call as a model wrote it. */
export interface WrittenToolCall {
  readonly name: string;
  /** A JSON object: exactly as it was written, if it was written as JSON. */
  readonly arguments: string;
}

/** A call that is not whole yet. */
export interface BegunToolCall {
  readonly name: string;
  /** The beginning of the arguments' JSON. */
  readonly arguments: string;
}

/** Reads one call, a character at a time. */
export interface CallAutomaton {
  /** Takes in one character. "failed" if no call goes on like this; it must not be used then, nor when it is closed. */
  advance(character: string): "open" | "closed" | "failed";
  /** When it has failed or is closed: how many UTF-16 units of what was taken in are done with; the rest is to be read anew. */
  readonly numDone: number;
  /** Whether it is a call even if no more text comes. */
  readonly isWhole: boolean;
  /** The call when it is closed or whole; `text` is all that was taken in. Undefined if it is none after all. */
  read(text: string): WrittenToolCall | undefined;
  /**
   * What is certain of the call unless it turns out to be none, in the order in which it was written; undefined until the
   * name is. `isRead`: all of it, once `read` has given the call.
   */
  begun(text: string, isRead: boolean): BegunToolCall | undefined;
}

export const openTag = "<tool_call>";
export const closeTag = "</tool_call>";

/** In UTF-16 units; far more than answers have. */
export const maxCallLength = 2 ** 20;

/** Deeper arguments could not go back into a prompt as part of the conversation. */
export const maxArgumentDepth = 50;
