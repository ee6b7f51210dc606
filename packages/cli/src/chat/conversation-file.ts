import { readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { type ChatMessage, QwenError } from "@qwents/engine";

export interface Conversation {
  readonly system: string | undefined;
  /** Turns of the user and the assistant. */
  readonly messages: readonly ChatMessage[];
}

/** Writes a conversation as JSON, never over another file. @throws QwenError `files/unreadable` */
export function saveConversation(path: string, conversation: Conversation): void {
  try {
    writeFileSync(fromHome(path), `${JSON.stringify(conversation, null, 2)}\n`, { flag: "wx" });
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const reason = code === "EEXIST" ? "there is a file of that name; choose another" : message;
    throw new QwenError("files/unreadable", `cannot write ${path}: ${reason}`, { cause });
  }
}

/** Reads what `saveConversation` wrote. @throws QwenError `files/unreadable` */
export function loadConversation(path: string): Conversation {
  try {
    const { system, messages } = JSON.parse(readFileSync(fromHome(path), "utf8"));
    if (!Array.isArray(messages)) throw new Error("it holds no list of turns");
    if (system !== undefined && typeof system !== "string") throw new Error("its system prompt is no text");
    return { system, messages: messages.map(turnOf) };
  } catch (cause) {
    const message = `cannot read a conversation from ${path}: ${(cause as Error).message}`;
    throw new QwenError("files/unreadable", message, { cause });
  }
}

function turnOf(value: { readonly [field: string]: unknown } | null): ChatMessage {
  const { role, content, reasoningContent } = value ?? {};
  if ((role !== "user" && role !== "assistant") || typeof content !== "string") {
    throw new Error("it holds no list of turns");
  }
  return { role, content, ...(typeof reasoningContent === "string" ? { reasoningContent } : {}) };
}

/** A shell would do this; here none has. */
const fromHome = (path: string): string => path.replace(/^~(?=[/\\])/, homedir());
