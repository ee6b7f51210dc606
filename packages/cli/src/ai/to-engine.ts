import type { LanguageModelV4CallOptions, SharedV4Warning } from "@ai-sdk/provider";
import type { ChatMessage, GenerateRequest, ModelInfo, ToolDefinition } from "@qwents/engine";
import { languageModelOptions, present } from "./provider-options.ts";
import { toMessages } from "./to-messages.ts";

/** A call as the engine takes it. */
export interface EngineCall {
  readonly request: GenerateRequest;
  /** What the model may call; without any, what looks like a call is text. */
  readonly tools: readonly ToolDefinition[] | undefined;
  /** Calls of an answer beyond these are left out. */
  readonly maxToolCalls: number;
  /** Settings that have no effect, or another one than they promise. */
  readonly warnings: SharedV4Warning[];
}

/** @throws UnsupportedFunctionalityError, QwenError `request/invalid` for what only the translation shows */
export function toEngine(options: LanguageModelV4CallOptions, info: ModelInfo): EngineCall {
  const { parallelToolCalls = true, thinkingBudget, ...given } = languageModelOptions(options.providerOptions);
  const { tools, warnings } = offeredTools(options);
  const reasoning = options.reasoning === "provider-default" ? undefined : options.reasoning;
  const request: GenerateRequest = {
    messages: withFormat(toMessages(options.prompt), options.responseFormat),
    ...present({ tools, stop: options.stopSequences, maxTokens: options.maxOutputTokens }),
    template: present({
      reasoningEffort: reasoning,
      enableThinking: given.enableThinking ?? (thinkingBudget === 0 ? false : undefined),
      preserveThinking: given.preserveThinking,
      variables: given.templateVariables,
    }),
    sampling: toSampling(options, given),
    ...present({
      thinkingBudget: thinkingBudget === 0 ? undefined : thinkingBudget,
      truncation: given.truncation,
      signal: options.abortSignal,
    }),
  };
  const asksToThink = given.enableThinking ?? (reasoning !== undefined && reasoning !== "none");
  if (asksToThink && info.samplingModes.thinking === undefined) {
    warnings.push({ type: "unsupported", feature: "reasoning", details: `${info.id} does not think.` });
  }
  const maxToolCalls = parallelToolCalls ? Number.POSITIVE_INFINITY : 1;
  return { request, tools, maxToolCalls, warnings: [...formatWarnings(options.responseFormat), ...warnings] };
}

function toSampling(
  options: LanguageModelV4CallOptions,
  { minP, repetitionPenalty }: Readonly<{ minP?: number; repetitionPenalty?: number }>,
): NonNullable<GenerateRequest["sampling"]> {
  const { temperature, topP, topK, presencePenalty, frequencyPenalty, seed } = options;
  return present({ temperature, topP, topK, minP, repetitionPenalty, presencePenalty, frequencyPenalty, seed });
}

/** What the model is shown of the tools, and what nothing will make it do. */
function offeredTools({ tools = [], toolChoice }: LanguageModelV4CallOptions) {
  const warnings: SharedV4Warning[] = [];
  if (toolChoice?.type === "none") return { tools: undefined, warnings };
  if (toolChoice?.type === "required" || toolChoice?.type === "tool") {
    const details = "The model may call a tool; nothing makes it.";
    warnings.push({ type: "unsupported", feature: `toolChoice "${toolChoice.type}"`, details });
  }
  const offered: ToolDefinition[] = [];
  for (const tool of tools) {
    if (tool.type === "provider") {
      warnings.push({ type: "unsupported", feature: `provider-defined tool ${tool.id}` });
    } else if (toolChoice?.type !== "tool" || toolChoice.toolName === tool.name) {
      offered.push(toTool(tool));
      if (tool.strict) warnings.push({ type: "unsupported", feature: `strict schema of the tool ${tool.name}` });
    }
  }
  return { tools: offered.length === 0 ? undefined : offered, warnings };
}

type FunctionTool = Extract<NonNullable<LanguageModelV4CallOptions["tools"]>[number], { type: "function" }>;

function toTool({ name, description, inputSchema, inputExamples }: FunctionTool): ToolDefinition {
  // What a validator wants to know, and a model does not.
  const { $schema: _, ...schema } = inputSchema;
  const examples = inputExamples?.map(({ input }) => input);
  return { name, ...present({ description }), parameters: { ...schema, ...(examples?.length && { examples }) } };
}

type ResponseFormat = LanguageModelV4CallOptions["responseFormat"];

function withFormat(messages: ChatMessage[], format: ResponseFormat): ChatMessage[] {
  if (format?.type !== "json") return messages;
  const { $schema: _, ...schema } = format.schema ?? {};
  const isAny = Object.keys(schema).length === 0;
  const wanted = isAny
    ? "Answer with JSON alone."
    : `Answer with JSON alone, of this schema:\n${JSON.stringify(schema)}`;
  const [first, ...rest] = messages;
  if (first?.role !== "system") return [{ role: "system", content: wanted }, ...messages];
  return [{ ...first, content: `${first.content}\n\n${wanted}` }, ...rest];
}

function formatWarnings(format: ResponseFormat): SharedV4Warning[] {
  if (format?.type !== "json") return [];
  const details = "The prompt asks for JSON and shows the schema; nothing holds the model to it.";
  return [{ type: "compatibility", feature: "responseFormat", details }];
}
