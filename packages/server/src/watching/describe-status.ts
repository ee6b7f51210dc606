import type { FirstTokenTimes, RecentActivity } from "@qwents/engine";
import type { ModelStatus, ServerStatus } from "@qwents/protocol";
import type { ServedEngine } from "../served-engine.ts";

/** What the server and these models do right now. */
export function describeStatus(engines: readonly ServedEngine[]): ServerStatus {
  const memoryBytes = residentBytes();
  return {
    type: "status",
    time: Date.now(),
    ...(memoryBytes !== undefined && { process_memory_bytes: memoryBytes }),
    models: engines.map(modelStatus),
  };
}

function modelStatus({ info, status }: ServedEngine): ModelStatus {
  const { firstTokens } = status;
  return {
    id: info.id,
    context_length: info.contextLength,
    max_sequences: info.maxSequences,
    max_step_tokens: status.maxStepTokens,
    running: status.runningSequences,
    waiting: status.waitingSequences,
    memory_bytes: status.memoryBytes,
    cache_blocks_used: status.cacheBlocksUsed,
    cache_blocks_kept: status.cacheBlocksKept,
    cache_blocks_total: status.cacheBlocksTotal,
    state_checkpoints_kept: status.checkpointsKept,
    state_checkpoints_total: status.checkpointsTotal,
    sequences: status.sequences.map(({ promptTokens, contextTokens, maxTokens }) => ({
      prompt_tokens: promptTokens,
      context_tokens: contextTokens,
      max_tokens: maxTokens,
    })),
    recent: recentActivity(status.recent),
    ...(firstTokens && { time_to_first_token: timeToFirstToken(firstTokens) }),
  };
}

function recentActivity(recent: RecentActivity): ModelStatus["recent"] {
  return {
    window_ms: recent.windowMs,
    steps: recent.steps,
    busy_ms: recent.busyMs,
    mean_step_ms: recent.meanStepMs,
    mean_step_tokens: recent.meanStepTokens,
    mean_step_sequences: recent.meanStepSequences,
    prompt_tokens: recent.promptTokens,
    generated_tokens: recent.generatedTokens,
    prompt_tokens_per_second: recent.promptTokensPerSecond,
    generated_tokens_per_second: recent.generatedTokensPerSecond,
    begun_prompt_tokens: recent.begunPromptTokens,
    cached_prompt_tokens: recent.cachedPromptTokens,
  };
}

function timeToFirstToken(times: FirstTokenTimes): NonNullable<ModelStatus["time_to_first_token"]> {
  const { answers, latestMs, medianMs, longestMs } = times;
  return { answers, latest_ms: latestMs, median_ms: medianMs, longest_ms: longestMs };
}

/** Of this process, where there is one. */
function residentBytes(): number | undefined {
  return (globalThis as { process?: { memoryUsage?: { rss(): number } } }).process?.memoryUsage?.rss();
}
