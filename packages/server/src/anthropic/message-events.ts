import type {
  AnthropicMessage,
  AnthropicMessageEvent,
  AnthropicStopReason,
  AnthropicUsage,
  ParsedAnthropicMessagesRequest,
} from "@qwents/protocol";
import type { Generation } from "../generation.ts";
import type { ServedModel } from "../served-models.ts";
import type { ChoiceEnd } from "../wire-end.ts";
import { BlockEvents, type BlockOptions } from "./block-events.ts";
import { callableTools } from "./tools.ts";

/** The events of an answer, whether it is streamed or not. @throws what the generation throws */
export async function* messageEvents(
  model: ServedModel,
  request: ParsedAnthropicMessagesRequest,
  generation: Generation,
): AsyncGenerator<AnthropicMessageEvent, void> {
  const blocks = new BlockEvents(blockOptions(model, request));
  for (let next = await generation.next(); next !== undefined; next = await generation.next()) {
    const { event } = next;
    if (event.type === "start") yield { type: "message_start", message: begun(request, event.promptTokens) };
    else if (event.type === "end") yield* ended(event, request, blocks);
    else if (event.type === "text" && request.max_tokens > 0) yield* blocks.push(event);
  }
}

function blockOptions({ engine }: ServedModel, request: ParsedAnthropicMessagesRequest): BlockOptions {
  const { thinking } = request;
  return {
    tools: callableTools(request),
    toolCallStyle: engine.info.toolCallStyle,
    hidesThoughts: thinking != null && "display" in thinking && thinking.display === "omitted",
  };
}

function begun(request: ParsedAnthropicMessagesRequest, promptTokens: number): AnthropicMessage {
  // How much the cache has of the prompt is not known yet.
  const usage = usageOf({ promptTokens, cachedTokens: 0, completionTokens: 0, reasoningTokens: 0 });
  return {
    id: `msg_${crypto.randomUUID().replaceAll("-", "")}`,
    type: "message",
    role: "assistant",
    // As it was asked for: clients leave out thoughts of what they take for another model.
    model: request.model,
    content: [],
    stop_reason: null,
    stop_sequence: null,
    stop_details: null,
    container: null,
    diagnostics: null,
    ...(request.context_management != null && { context_management: { applied_edits: [] } }),
    usage: { ...usage, cache_creation: null, inference_geo: null, service_tier: null, speed: null },
  };
}

function* ended(
  end: ChoiceEnd,
  { max_tokens }: ParsedAnthropicMessagesRequest,
  blocks: BlockEvents,
): Generator<AnthropicMessageEvent> {
  yield* blocks.end();
  const stop_reason = stopReasonOf(end, blocks.hasToolCalls, max_tokens);
  const delta = { stop_reason, stop_sequence: end.stop ?? null, stop_details: null, container: null };
  const usage = usageOf(max_tokens === 0 ? { ...end.usage, completionTokens: 0, reasoningTokens: 0 } : end.usage);
  yield { type: "message_delta", delta, usage };
  yield { type: "message_stop" };
}

function stopReasonOf(
  { finishReason, stop, usage }: ChoiceEnd,
  hasToolCalls: boolean,
  maxTokens: number,
): AnthropicStopReason {
  if (maxTokens === 0) return "max_tokens";
  if (stop !== undefined) return "stop_sequence";
  if (finishReason !== "length") return hasToolCalls ? "tool_use" : "end_turn";
  return usage.completionTokens < maxTokens ? "model_context_window_exceeded" : "max_tokens";
}

type TokenCounts = Pick<ChoiceEnd["usage"], "promptTokens" | "cachedTokens" | "completionTokens" | "reasoningTokens">;

function usageOf({ promptTokens, cachedTokens, completionTokens, reasoningTokens }: TokenCounts): AnthropicUsage {
  return {
    input_tokens: promptTokens - cachedTokens,
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: cachedTokens,
    output_tokens: completionTokens,
    output_tokens_details: { thinking_tokens: reasoningTokens },
    server_tool_use: null,
  };
}
