import { type GenerateInput, QwenError } from "@qwents/engine";
import type { ServedEngine } from "./served-engine.ts";

/** Tokens of a prompt, also of one that is longer than the context, as far as the engine counts. Nothing is computed. */
export async function promptTokensOf(input: GenerateInput, engine: ServedEngine): Promise<number> {
  try {
    for await (const event of engine.generate({ ...input, maxTokens: 0 })) {
      if (event.type === "start") return event.promptTokens;
    }
  } catch (error) {
    const { promptTokens } = error instanceof QwenError ? error.details : {};
    if (typeof promptTokens !== "number") throw error;
    return promptTokens;
  }
  throw new Error("internal error: a generation without a beginning");
}
