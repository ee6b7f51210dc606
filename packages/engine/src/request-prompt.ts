import { checkTokenIds, invalid, notAs } from "./check-request.ts";
import { QwenError } from "./errors.ts";
import type { GenerateInput, GenerateRequest } from "./generate.ts";
import type { ModelText } from "./model-text.ts";
import type { ToolCallOptions } from "./text/call-splitter.ts";
import type { ChatTemplate } from "./text/chat-template.ts";
import { encodeParts } from "./text/encode-chat.ts";
import { encodeFill, type FillInMiddle } from "./text/fill-in-middle.ts";
import type { ThinkingMode } from "./text/generations/generation.ts";
import { type ReasoningStart, reasoningStart } from "./text/reasoning.ts";
import type { Tokenizer } from "./text/tokenizer.ts";

type ChatInput = Extract<GenerateInput, { readonly messages: unknown }>;

export interface Prompt {
  readonly tokenIds: readonly number[];
  /** Ascending positions at which messages begin, as far as control tokens tell. */
  readonly messageStarts: readonly number[];
  /** What the answer begins with. */
  readonly start: ReasoningStart;
  /** Whether the answer is to begin with a thought, where the prompt says so. */
  readonly mode?: ThinkingMode;
  /** How the tools that it offers are called; absent where it offers none. */
  readonly calls?: ToolCallOptions;
}

export interface PromptLimits {
  readonly vocabSize: number;
  /** Text is not read further than it takes to have more tokens than this. */
  readonly maxTokens: number;
}

/** What the model is to continue. @throws QwenError `request/invalid`, `tokenizer/missing`, `template/…` */
export function readPrompt(request: GenerateRequest, text: ModelText, limits: PromptLimits): Prompt {
  const given = ["messages", "prompt", "tokenIds", "fill"].filter((field) => field in request);
  if (given.length !== 1)
    throw invalid("messages", `or "prompt", "tokenIds" or "fill" must be given, and only one of them`);
  const prompt = readInput(request, text, limits);
  const { tokenIds } = prompt;
  if (tokenIds.length === 0) throw invalid(given[0], "must not be empty: the model needs a token to go on from");
  return { ...prompt, messageStarts: findMessageStarts(tokenIds, text.tokenizer) };
}

type InputPrompt = Omit<Prompt, "messageStarts">;

function readInput(input: GenerateInput, text: ModelText, { vocabSize, maxTokens }: PromptLimits): InputPrompt {
  if ("tokenIds" in input) {
    checkTokenIds("tokenIds", input.tokenIds, vocabSize);
    return { tokenIds: input.tokenIds, start: "content" };
  }
  if ("messages" in input) return readChat(input, text, maxTokens);
  if ("fill" in input) {
    const { tokenIds } = encodeFill(checkFill(input.fill), requireTokenizer(text), { maxTokens });
    return { tokenIds, start: "content" };
  }
  if (typeof input.prompt !== "string") throw notAs("a string", "prompt", input.prompt);
  const tokenIds = requireTokenizer(text).encode(input.prompt, {
    addBos: true,
    parseSpecial: true,
    maxTokens,
  });
  return { tokenIds, start: "content" };
}

/** @throws QwenError `request/invalid` */
function checkFill(fill: FillInMiddle): FillInMiddle {
  if (typeof fill !== "object" || fill === null) throw notAs("an object with prefix and suffix", "fill", fill);
  const { prefix, suffix, begun = "", repository = "", path = "", files = [] } = fill;
  const areTexts = [prefix, suffix, begun, repository, path].every((text) => typeof text === "string");
  if (areTexts && Array.isArray(files) && files.every(isFile)) return fill;
  throw invalid("fill", "must have strings as prefix and suffix, and files of path and text if any");
}

function isFile(file: unknown): boolean {
  if (typeof file !== "object" || file === null || !("path" in file && "text" in file)) return false;
  return typeof file.path === "string" && typeof file.text === "string";
}

function readChat({ messages, tools, template: options }: ChatInput, text: ModelText, maxTokens: number): InputPrompt {
  if (!Array.isArray(messages)) throw notAs("an array of messages", "messages", messages);
  const template = requireTemplate(text);
  const tokenizer = requireTokenizer(text);
  const parts = template.renderParts(tokenizer.controlTokens, messages, tools, options);
  const begun = options?.continueFinalMessage === true && Boolean(messages.at(-1)?.content);
  const opened = reasoningStart(parts.map((part) => part.text).join(""));
  // An answer that has begun has no thought any more.
  const start = begun && opened === "undecided" ? "content" : opened;
  const mode = start === "reasoning" ? "thinking" : start === "content" ? "answering" : undefined;
  const calls = tools !== undefined && tools.length > 0 && { style: template.toolCallStyle, tools };
  const tokenIds = encodeParts(parts, tokenizer, maxTokens);
  return { tokenIds, start, ...(calls && { calls }), ...(mode && { mode }) };
}

function findMessageStarts(tokenIds: readonly number[], tokenizer: Tokenizer | undefined): number[] {
  const startId = tokenizer?.idOf("<|im_start|>");
  return tokenIds.flatMap((tokenId, position) => (tokenId === startId ? [position] : []));
}

/** @throws QwenError `tokenizer/missing` */
export function requireTokenizer({ tokenizer }: { readonly tokenizer?: Tokenizer | undefined }): Tokenizer {
  if (tokenizer !== undefined) return tokenizer;
  const message = "The model's files have no tokenizer: give token ids, or add tokenizer.json to the folder.";
  throw new QwenError("tokenizer/missing", message);
}

/** @throws QwenError `template/missing` */
export function requireTemplate({ template }: ModelText): ChatTemplate {
  if (template !== undefined) return template;
  const message = "The model's files have no chat template: give a prompt as it is instead of messages.";
  throw new QwenError("template/missing", message);
}
