import type { ModerateResult, PromptUsage } from "@qwents/engine";
import { type Call, readingCall } from "../call-signals.ts";
import type { ServedModel } from "../served-models.ts";
import type { Conversation, Judgement } from "./judgement.ts";

/** By heads for it, as Qwen3Guard-Stream has. @throws what `Engine.moderate` throws */
export async function judgeTokens(
  model: ServedModel,
  call: Call,
  conversations: readonly Conversation[],
): Promise<readonly Judgement[]> {
  const { results } = await readingCall(model, call, async (options) => {
    const results: ModerateResult[] = [];
    for (const messages of conversations) results.push(await model.engine.moderate({ messages, ...options }));
    return { results, usage: usageOf(results) };
  });
  return results;
}

function usageOf(results: readonly ModerateResult[]): PromptUsage {
  const sum = (name: keyof PromptUsage) => results.reduce((total, { usage }) => total + usage[name], 0);
  return { promptTokens: sum("promptTokens"), cachedTokens: sum("cachedTokens") };
}
