import type {
  ChatMessage,
  ChatTemplateOptions,
  GenerateRequest,
  GrammarSpec,
  SamplingOptions,
  TextGrammar,
  ToolCallStyle,
} from "@qwents/engine";
import type {
  OllamaMessage,
  OllamaOptions,
  ParsedOllamaChatRequest,
  ParsedOllamaGenerateRequest,
} from "@qwents/protocol";
import { offeredTools } from "../offered-tools.ts";
import { present } from "../present.ts";

type AnswerRequest = Pick<ParsedOllamaChatRequest, "options" | "think" | "truncate" | "logprobs" | "top_logprobs">;

export function chatToEngine(wire: ParsedOllamaChatRequest, style: ToolCallStyle): GenerateRequest {
  return {
    messages: (wire.messages ?? []).map(toMessage),
    ...present({ tools: offeredTools(wire) }),
    template: toTemplateOptions(wire.think),
    ...toLimits(wire),
    ...present({ grammar: chatGrammar(wire, style) }),
  };
}

/** @param messages what the prompt is a part of, where it is not raw */
export function generateToEngine(
  wire: ParsedOllamaGenerateRequest,
  messages: readonly OllamaMessage[],
): GenerateRequest {
  const grammar = present({ grammar: textGrammar(wire.format) });
  if (wire.suffix) {
    return { fill: { prefix: wire.prompt ?? "", suffix: wire.suffix }, ...toLimits(wire), ...grammar };
  }
  if (wire.raw === true) return { prompt: wire.prompt ?? "", ...toLimits(wire), ...grammar };
  return { messages: messages.map(toMessage), template: toTemplateOptions(wire.think), ...toLimits(wire), ...grammar };
}

/** What an answer is held to: calls of the tools on offer, where one is begun, and the format elsewhere. */
function chatGrammar(wire: ParsedOllamaChatRequest, style: ToolCallStyle): GrammarSpec | undefined {
  const content = textGrammar(wire.format);
  const tools = offeredTools(wire)?.map(({ name, parameters }) => ({ name, ...present({ parameters }) }));
  return tools === undefined ? content : { type: "tools", tools, style, ...present({ content }) };
}

function textGrammar(format: ParsedOllamaChatRequest["format"]): TextGrammar | undefined {
  if (format == null || format === "") return undefined;
  return format === "json" ? { type: "json_object" } : { type: "json_schema", schema: format };
}

function toMessage({ role, content, thinking, tool_calls, tool_call_id, tool_name }: OllamaMessage): ChatMessage {
  const message = { role, content: content ?? "" };
  if (role === "tool") return { ...message, ...present({ toolCallId: tool_call_id, name: tool_name }) };
  if (role !== "assistant") return message;
  const toolCalls = tool_calls?.map(({ id, function: called }, index) => ({
    id: id ?? `call_${index}`,
    name: called.name,
    arguments: called.arguments,
  }));
  return { ...message, ...present({ reasoningContent: thinking, toolCalls }) };
}

function toTemplateOptions(think: AnswerRequest["think"]): ChatTemplateOptions {
  return typeof think === "string" ? { reasoningEffort: think } : present({ enableThinking: think });
}

function toLimits({ options, truncate, logprobs, top_logprobs }: AnswerRequest) {
  const { num_predict, stop } = options ?? {};
  return {
    sampling: toSampling(options ?? {}),
    truncation: truncate === false ? ("disabled" as const) : ("auto" as const),
    ...present({
      maxTokens: num_predict == null || num_predict < 0 ? undefined : num_predict,
      stop: (typeof stop === "string" ? [stop] : stop)?.filter((text) => text !== ""),
      topLogprobs: logprobs === true ? (top_logprobs ?? 0) : undefined,
    }),
  };
}

function toSampling(options: Partial<OllamaOptions>): Partial<SamplingOptions> {
  const { temperature, top_k, top_p, min_p, seed } = options;
  return present({
    temperature,
    topK: top_k === -1 ? 0 : top_k,
    topP: top_p,
    minP: min_p,
    seed,
    ...(options.repeat_last_n === 0
      ? { repetitionPenalty: 1, presencePenalty: 0, frequencyPenalty: 0 }
      : {
          repetitionPenalty: options.repeat_penalty,
          presencePenalty: options.presence_penalty,
          frequencyPenalty: options.frequency_penalty,
        }),
  });
}
