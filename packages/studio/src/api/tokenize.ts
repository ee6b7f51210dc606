import type { TokenizeResult } from "@qwents/protocol";
import { callJson } from "./http.ts";

/** A model's token ids of a text; names of control tokens are read as those. */
export async function tokenIdsOf(model: string, content: string, signal: AbortSignal): Promise<readonly number[]> {
  const { tokens } = await callJson<TokenizeResult>("/tokenize", { body: { model, content }, signal });
  return tokens.map((token) => (typeof token === "number" ? token : token.id));
}
