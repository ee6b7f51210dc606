import type { LanguageModelV4CallOptions, SharedV4Warning } from "@ai-sdk/provider";
import type { ChatMessage, GenerateRequest, ModelInfo, ToolDefinition } from "@qwents/engine";
import { languageModelOptions, present } from "./provider-options.ts";
import { schemaOf, toGrammar } from "./to-grammar.ts";
import { toMessages } from "./to-messages.ts";

/** A call as the engine takes it. */
export interface EngineCall {
  readonly request: GenerateRequest;
  /** What the model may call; without any, what looks like a call is text. */
  readonly tools: readonly ToolDefinition[] | undefined;
  /** Settings that have no effect, or another one than they promise. */
  readonly warnings: SharedV4Warning[];
}

/** @throws UnsupportedFunctionalityError, QwenError `request/invalid` for what only the translation shows */
export function toEngine(options: LanguageModelV4CallOptions, info: ModelInfo): EngineCall {
  const { parallelToolCalls = true, thinkingBudget, grammar, ...given } = languageModelOptions(options.providerOptions);
  const { tools, warnings } = offeredTools(options);
  const reasoning = options.reasoning === "provider-default" ? undefined : options.reasoning;
  const request: GenerateRequest = {
    messages: withFormat(toMessages(options.prompt), options.responseFormat),
    ...present({
      tools,
      grammar: toGrammar(options, { tools, style: info.toolCallStyle, parallelToolCalls, ...present({ grammar }) }),
      stop: options.stopSequences,
      maxTokens: options.maxOutputTokens,
    }),
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
  return { request, tools, warnings };
}

function toSampling(
  options: LanguageModelV4CallOptions,
  { minP, repetitionPenalty }: Readonly<{ minP?: number; repetitionPenalty?: number }>,
): NonNullable<GenerateRequest["sampling"]> {
  const { temperature, topP, topK, presencePenalty, frequencyPenalty, seed } = options;
  return present({ temperature, topP, topK, minP, repetitionPenalty, presencePenalty, frequencyPenalty, seed });
}

/** What the model is shown of the tools: all of them, whichever is demanded, so that prompts begin alike. */
function offeredTools({ tools = [], toolChoice }: LanguageModelV4CallOptions) {
  const warnings: SharedV4Warning[] = [];
  if (toolChoice?.type === "none") return { tools: undefined, warnings };
  const offered: ToolDefinition[] = [];
  for (const tool of tools) {
    if (tool.type === "function") offered.push(toTool(tool));
    else warnings.push({ type: "unsupported", feature: `provider-defined tool ${tool.id}` });
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

/** The grammar alone would hold a model to a schema that it does not know. */
function withFormat(messages: ChatMessage[], format: LanguageModelV4CallOptions["responseFormat"]): ChatMessage[] {
  if (format?.type !== "json") return messages;
  const schema = schemaOf(format);
  const wanted =
    schema === undefined
      ? "Answer with JSON alone."
      : `Answer with JSON alone, of this schema:\n${JSON.stringify(schema)}`;
  const [first, ...rest] = messages;
  if (first?.role !== "system") return [{ role: "system", content: wanted }, ...messages];
  return [{ ...first, content: `${first.content}\n\n${wanted}` }, ...rest];
}
