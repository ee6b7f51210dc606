import type { ChatRequest } from "../../api/chat.ts";
import { type NumberName, numberOf, type Setup, type Side } from "./setup.ts";

/** What a side asks the server. Its numbers have been found valid. */
export function requestOf({ prompt, system, seed }: Setup, side: Side): ChatRequest {
  const number = (name: NumberName) => numberOf(name, side.numbers[name]) ?? null;
  return {
    model: side.model,
    messages: [
      ...(system.trim() === "" ? [] : [{ role: "system" as const, content: system }]),
      { role: "user", content: prompt },
    ],
    seed,
    max_completion_tokens: number("maxTokens"),
    temperature: number("temperature"),
    top_p: number("topP"),
    top_k: number("topK"),
    min_p: number("minP"),
    repetition_penalty: number("repetitionPenalty"),
    presence_penalty: number("presencePenalty"),
    thinking_budget: number("thinkingBudget"),
    enable_thinking: side.thinking === "own" ? null : side.thinking === "on",
    reasoning_effort: side.effort === "own" ? null : side.effort,
  };
}
