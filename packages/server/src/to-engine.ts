import {
  type ChatMessage,
  type ChatTemplateOptions,
  type Conversation,
  type EmbedRequest,
  type GenerateInput,
  type GenerateRequest,
  type ModelInfo,
  QwenError,
  type RerankRequest,
  type SamplingOptions,
} from "@qwents/engine";
import {
  type LogitBias,
  type ParsedChatCompletionRequest,
  type ParsedCompletionRequest,
  type ParsedEmbeddingRequest,
  type ParsedInfillRequest,
  type ParsedRerankRequest,
  prompts,
  type ChatMessage as WireMessage,
} from "@qwents/protocol";
import { offeredTools } from "./offered-tools.ts";
import { present } from "./present.ts";
import { chatGrammar, textGrammar } from "./to-grammar.ts";
import { parseToolArguments } from "./tool-arguments.ts";

type WireRequest = ChatFields | ParsedCompletionRequest | ParsedInfillRequest;

/** What OpenAI's completions generate when nothing is said. */
const defaultCompletionTokens = 16;

/** One request to the engine a choice. @throws ApiError 400 for what only shows once it is translated */
export function chatToEngine(wire: ParsedChatCompletionRequest, info: ModelInfo): GenerateRequest[] {
  return requestsToEngine(wire, conversationToEngine(wire), info);
}

/** What a chat's request says beside its messages. */
export type ChatFields = Omit<ParsedChatCompletionRequest, "messages">;

/** One request to the engine a choice, for a conversation that may have been written otherwise. */
export function requestsToEngine(wire: ChatFields, conversation: Conversation, info: ModelInfo): GenerateRequest[] {
  const grammar = chatGrammar(wire, info.toolCallStyle);
  return choices(wire.n).map((choice) => ({
    ...conversation,
    ...toLimits(wire, choice),
    ...present({
      grammar,
      promptLogprobs: choice === 0 ? wire.prompt_logprobs : undefined,
      maxTokens: roomFor(wire.max_completion_tokens ?? wire.max_tokens),
      thinkingBudget: wire.thinking_budget || undefined,
      topLogprobs: wire.logprobs === true ? (wire.top_logprobs ?? 0) : undefined,
    }),
  }));
}

/** What a request says of a conversation. */
type WireConversation = Pick<ParsedChatCompletionRequest, "messages"> & WireContext;

type WireContext = Pick<ParsedChatCompletionRequest, "tools" | "tool_choice"> &
  WireTemplateOptions &
  Partial<Pick<ParsedChatCompletionRequest, "add_generation_prompt" | "continue_final_message">>;

type WireTemplateOptions = Partial<
  Pick<
    ParsedChatCompletionRequest,
    | "chat_template_kwargs"
    | "enable_thinking"
    | "thinking"
    | "thinking_budget"
    | "reasoning_effort"
    | "preserve_thinking"
  >
>;

/** The prompt alone. @throws ApiError 400 as `chatToEngine` */
export function conversationToEngine(wire: WireConversation): Conversation {
  return messagesToEngine(wire, wire.messages.map(toMessage));
}

/** The same of messages that were written otherwise. */
export function messagesToEngine(wire: WireContext, messages: readonly ChatMessage[]): Conversation {
  return {
    messages,
    ...present({ tools: offeredTools(wire) }),
    template: {
      ...toTemplateOptions(wire),
      ...present({
        addGenerationPrompt: wire.add_generation_prompt,
        continueFinalMessage: wire.continue_final_message,
      }),
    },
  };
}

/** One request to the engine a choice, the choices of the first prompt first. `mostTokens`: what the caller may have. */
export function completionToEngine(
  wire: ParsedCompletionRequest,
  info: ModelInfo,
  mostTokens = Number.POSITIVE_INFINITY,
): GenerateRequest[] {
  const grammar = textGrammar(wire);
  const numMade = numMadeOf(wire);
  const isChosen = numMade > (wire.n ?? 1);
  return prompts(wire.prompt).flatMap((prompt) => {
    const input = completionInput(prompt, wire.suffix, info);
    return choices(numMade).map((choice) => ({
      ...input,
      ...toLimits(wire, choice),
      ...present({
        maxTokens: roomFor(wire.max_tokens ?? Math.min(defaultCompletionTokens, mostTokens)),
        grammar,
        topLogprobs: wire.logprobs ?? (isChosen ? 0 : undefined),
        promptLogprobs: promptLogprobsOf(wire),
      }),
    }));
  });
}

/** Undefined for as many as there is room for. */
function roomFor(maxTokens: number | null | undefined): number | undefined {
  return maxTokens == null || maxTokens < 0 ? undefined : maxTokens;
}

/** How many answers are made for each prompt. */
export function numMadeOf({ n, best_of }: ParsedCompletionRequest): number {
  return Math.max(n ?? 1, best_of ?? 1);
}

function completionInput(
  prompt: string | readonly number[],
  suffix: string | null | undefined,
  { vocabSize }: ModelInfo,
): GenerateInput {
  if (typeof prompt !== "string") return { tokenIds: checkTokenIds(prompt, vocabSize) };
  return suffix ? { fill: { prefix: prompt, suffix } } : { prompt };
}

/** An echo has them, too. */
function promptLogprobsOf({ echo, logprobs, prompt_logprobs }: ParsedCompletionRequest): number | undefined {
  const echoed = echo === true ? logprobs : undefined;
  if (echoed == null && prompt_logprobs == null) return undefined;
  return Math.max(echoed ?? 0, prompt_logprobs ?? 0);
}

/** As in llama.cpp's server, what is too long for the context loses what is farthest from the gap, unless told otherwise. */
export function infillToEngine(wire: ParsedInfillRequest): GenerateRequest {
  const files = wire.input_extra?.map(({ filename, text }) => ({ path: filename ?? "file", text }));
  const { n_predict: maxTokens } = wire;
  return {
    fill: { prefix: wire.input_prefix, suffix: wire.input_suffix, ...present({ begun: wire.prompt, files }) },
    truncation: "auto",
    ...toLimits(wire, 0),
    ...(maxTokens != null && maxTokens >= 0 && { maxTokens }),
  };
}

export function embeddingToEngine(wire: ParsedEmbeddingRequest): EmbedRequest {
  const { input, instruction, dimensions, prompt_name: promptName } = wire;
  return { input, ...present({ instruction, dimensions, promptName }) };
}

export function rerankToEngine(wire: ParsedRerankRequest): RerankRequest {
  const { query, instruction, top_n: topN } = wire;
  return { query, documents: documentTexts(wire), ...present({ instruction, topN }) };
}

/** The documents of a request, which may be text or objects with it. */
export function documentTexts({ documents }: ParsedRerankRequest): string[] {
  return documents.map((document) => (typeof document === "string" ? document : document.text));
}

function choices(n: number | null | undefined): number[] {
  return Array.from({ length: n ?? 1 }, (_, choice) => choice);
}

function toLimits(wire: WireRequest, choice: number) {
  return {
    sampling: toSampling(wire, choice),
    ...present({
      stop: typeof wire.stop === "string" ? [wire.stop] : wire.stop,
      stopTokenIds: wire.stop_token_ids,
      ignoreEos: wire.ignore_eos,
      truncation: wire.truncation,
    }),
  };
}

function toSampling(wire: WireRequest, choice: number): Partial<SamplingOptions> {
  return present({
    temperature: wire.temperature,
    topK: wire.top_k === -1 ? 0 : wire.top_k,
    topP: wire.top_p,
    minP: wire.min_p,
    repetitionPenalty: wire.repetition_penalty,
    presencePenalty: wire.presence_penalty,
    frequencyPenalty: wire.frequency_penalty,
    logitBias: wire.logit_bias == null ? undefined : toLogitBias(wire.logit_bias),
    seed: wire.seed == null ? undefined : seedOf(wire.seed, choice),
  });
}

function toLogitBias(wire: LogitBias): ReadonlyMap<number, number> {
  const pairs = Array.isArray(wire) ? wire : Object.entries(wire);
  return new Map(pairs.map(([tokenId, bias]) => [Number(tokenId), bias === false ? -100 : bias]));
}

/** A seed of its own for each choice, inside the safe integers. */
function seedOf(seed: number, choice: number): number {
  const safe = Number.isSafeInteger(seed) ? seed : seed % Number.MAX_SAFE_INTEGER;
  return Number.isSafeInteger(safe + choice) ? safe + choice : safe - choice;
}

function toTemplateOptions(wire: WireTemplateOptions): ChatTemplateOptions {
  const { enable_thinking, ...variables } = wire.chat_template_kwargs ?? {};
  return {
    variables,
    ...present({
      enableThinking: enable_thinking ?? wire.enable_thinking ?? switchOf(wire),
      preserveThinking: "preserve_thinking" in variables ? undefined : wire.preserve_thinking,
      reasoningEffort: wire.reasoning_effort,
    }),
  };
}

function switchOf({ thinking, thinking_budget }: WireTemplateOptions): boolean | undefined {
  if (thinking_budget === 0) return false;
  return thinking == null ? undefined : thinking.type === "enabled";
}

function toMessage(wire: WireMessage, index: number): ChatMessage {
  const base = { role: wire.role, content: toText(wire.content), ...present({ name: wire.name }) };
  if (wire.role === "tool") return { ...base, toolCallId: wire.tool_call_id };
  if (wire.role !== "assistant") return base;
  const toolCalls = wire.tool_calls?.map(({ id, function: called }, callIndex) => ({
    id,
    name: called.name,
    arguments: parseToolArguments(called.arguments, `messages[${index}].tool_calls[${callIndex}].function.arguments`),
  }));
  const content = base.content ?? wire.refusal ?? null;
  return { ...base, content, ...present({ toolCalls, reasoningContent: wire.reasoning_content }) };
}

function toText(content: WireMessage["content"]): string | null {
  if (content == null || typeof content === "string") return content ?? null;
  return content.map((part) => ("refusal" in part ? part.refusal : part.text)).join("");
}

function checkTokenIds(tokenIds: readonly number[], vocabSize: number): readonly number[] {
  const unknown = tokenIds.find((id) => id >= vocabSize);
  if (unknown === undefined) return tokenIds;
  const message = `'prompt': expected token ids below ${vocabSize}, the model's vocabulary, but got ${unknown}.`;
  throw new QwenError("request/invalid", message, { details: { field: "prompt" } });
}
