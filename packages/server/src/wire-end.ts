import type { CacheUse, GenerateEvent, PromptUsage } from "@qwents/engine";
import type { Timings, Usage } from "@qwents/protocol";

/** The last event of a choice. */
export type ChoiceEnd = Extract<GenerateEvent, { type: "end" }>;

/** "cancelled" does not come here: a generation that is cut throws. */
export function finishReasonOf({ finishReason }: ChoiceEnd): "stop" | "length" {
  return finishReason === "length" ? "length" : "stop";
}

/** A chat whose answer calls tools waits for their results, unless it was cut off. */
export function chatFinishReasonOf(end: ChoiceEnd, hasToolCalls: boolean): "stop" | "length" | "tool_calls" {
  const reason = finishReasonOf(end);
  return hasToolCalls && reason === "stop" ? "tool_calls" : reason;
}

/** @param ends of every choice, prompt by prompt; choices of the same prompt count it once */
export function usageOf(ends: readonly ChoiceEnd[], choicesPerPrompt: number): Usage {
  const firsts = ends.filter((_, index) => index % choicesPerPrompt === 0);
  const promptTokens = sum(firsts, ({ usage }) => usage.promptTokens);
  const completionTokens = sum(ends, ({ usage }) => usage.completionTokens);
  return {
    prompt_tokens: promptTokens,
    completion_tokens: completionTokens,
    total_tokens: promptTokens + completionTokens,
    prompt_tokens_details: { cached_tokens: sum(firsts, ({ usage }) => usage.cachedTokens) },
    completion_tokens_details: { reasoning_tokens: sum(ends, ({ usage }) => usage.reasoningTokens) },
  };
}

/** Of prompts that were read and not continued. */
export function promptUsageOf({ promptTokens, cachedTokens }: PromptUsage): Omit<Usage, "completion_tokens"> {
  return {
    prompt_tokens: promptTokens,
    total_tokens: promptTokens,
    prompt_tokens_details: { cached_tokens: cachedTokens },
  };
}

/** Choices run side by side: their tokens add up, their times do not. */
export function timingsOf(ends: readonly ChoiceEnd[]): Timings {
  const cached = sum(ends, ({ usage }) => usage.cachedTokens);
  const prompt = sum(ends, ({ usage }) => usage.promptTokens) - cached;
  const predicted = sum(ends, ({ usage }) => usage.completionTokens);
  // A choice's first token falls into its prompt time.
  const timedTokens = sum(ends, ({ usage }) => Math.max(0, usage.completionTokens - 1));
  const drafted = sum(ends, ({ usage }) => usage.draftTokens);
  const accepted = sum(ends, ({ usage }) => usage.acceptedDraftTokens);
  const promptMs = longest(ends, ({ timings }) => timings.promptMs);
  const predictedMs = longest(ends, ({ timings }) => timings.generationMs);
  return {
    queued_ms: longest(ends, ({ timings }) => timings.queuedMs),
    cache_n: cached,
    prompt_n: prompt,
    prompt_ms: promptMs,
    prompt_per_second: perSecond(prompt, promptMs),
    predicted_n: predicted,
    predicted_ms: predictedMs,
    predicted_per_second: perSecond(timedTokens, predictedMs),
    ...(drafted > 0 && { draft_n: drafted, draft_n_accepted: accepted }),
    ...truncationOf(ends),
    ...cacheOf(ends),
  };
}

/** Of the first prompt that was shortened. */
function truncationOf(ends: readonly ChoiceEnd[]): Pick<Timings, "truncation"> {
  const truncation = ends.find(({ usage }) => usage.truncation)?.usage.truncation;
  if (!truncation) return {};
  return "droppedTokens" in truncation
    ? { truncation: { dropped_tokens: truncation.droppedTokens } }
    : { truncation: { dropped_messages: truncation.droppedMessages } };
}

/** Of several choices, the reason of the first that has one. */
function cacheOf(ends: readonly ChoiceEnd[]): Pick<Timings, "cache"> {
  const uses = ends.flatMap(({ usage }) => usage.cache ?? []);
  if (uses.length === 0) return {};
  const total = (of: (use: CacheUse) => number) => uses.reduce((sum, use) => sum + of(use), 0);
  const reason = uses.find((use) => use.reason !== undefined)?.reason;
  return {
    cache: {
      hit_tokens: total(({ hitTokens }) => hitTokens),
      matched_tokens: total(({ matchedTokens }) => matchedTokens),
      ...(reason !== undefined && { reason }),
    },
  };
}

function sum(ends: readonly ChoiceEnd[], of: (end: ChoiceEnd) => number): number {
  return ends.reduce((total, end) => total + of(end), 0);
}

function longest(ends: readonly ChoiceEnd[], of: (end: ChoiceEnd) => number): number {
  return Math.max(0, ...ends.map(of));
}

function perSecond(count: number, ms: number): number {
  return ms > 0 ? (count / ms) * 1000 : 0;
}
