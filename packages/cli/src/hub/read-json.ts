import { QwenError } from "@qwents/engine";
import type { HubAnswer } from "./hub-client.ts";
import type { Lister } from "./hub-listing.ts";

const mostBytes = 32 * 1024 * 1024;

/** The JSON of an answer. @throws QwenError `hub/bad-answer` for anything else, or beyond 32 MiB; PassingFault */
export async function readJson(answer: HubAnswer, lister: Lister): Promise<unknown> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let sizeBytes = 0;
  for await (const chunk of answer.chunks) {
    sizeBytes += chunk.length;
    if (sizeBytes > mostBytes) throw badAnswer(answer, lister, "more than 32 MiB");
    chunks.push(chunk);
  }
  try {
    return JSON.parse(await new Blob(chunks).text());
  } catch (cause) {
    throw badAnswer(answer, lister, "something else", cause);
  }
}

function badAnswer({ url }: HubAnswer, { hub, variable }: Lister, came: string, cause?: unknown): QwenError {
  const message = `expected JSON from ${url.host}, got ${came}; is ${hub} there? (${variable} says where it is)`;
  return new QwenError("hub/bad-answer", message, { cause });
}
