import type { ChatMessage } from "@qwents/engine";
import { invalidRequest } from "@qwents/protocol";
import { hiddenThoughtOf, signatureOf } from "../hidden-thought.ts";
import { newId } from "./ids.ts";

/** Nothing in it is secret: it is called encrypted as clients send it back without looking into it. */
export function compactionItem(summary: string) {
  return { type: "compaction" as const, id: newId("cmp"), encrypted_content: signatureOf(summary) };
}

/** A summary, as the model reads it. @throws ApiError 400 for one of another server */
export function summaryMessage(encryptedContent: string): ChatMessage {
  const summary = hiddenThoughtOf(encryptedContent);
  if (summary !== "") return { role: "user", content: `A summary of our conversation until here:\n\n${summary}` };
  const message = "'input': what another server has compacted cannot be read. Send the items themselves.";
  throw invalidRequest(message, "unsupported", "input");
}
