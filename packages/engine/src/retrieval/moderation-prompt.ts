import { checkTokenIds, invalid, notAs } from "../check-request.ts";
import type { ModerateConversation, ModerateInput, ModerateTokens } from "../moderate.ts";
import { requireTemplate, requireTokenizer } from "../request-prompt.ts";
import type { GenerationHost } from "../start-generation.ts";
import { encodeParts } from "../text/encode-chat.ts";
import type { Tokenizer } from "../text/tokenizer.ts";
import { checkLength } from "./check-inputs.ts";

export interface ModerationPrompt {
  readonly tokenIds: readonly number[];
  /** Position of the first token that is judged. */
  readonly from: number;
  readonly role: ModerateTokens["role"];
}

const roles: readonly unknown[] = ["user", "assistant"];

/** @throws QwenError `request/invalid`, `request/context-too-long`, `tokenizer/missing`, `template/…` */
export function moderationPrompt(host: GenerationHost, input: ModerateInput): ModerationPrompt {
  if ("messages" in input === "tokenIds" in input)
    throw invalid("messages", `or "tokenIds" must be given, and only one of them`);
  const prompt = "messages" in input ? ofConversation(host, input) : ofTokens(host, input);
  checkLength("The conversation", prompt.tokenIds.length, host.info.contextLength);
  return prompt;
}

function ofConversation({ info, text }: GenerationHost, input: ModerateConversation): ModerationPrompt {
  const { messages } = input;
  for (const field of ["role", "from"]) if (field in input) throw invalid(field, "goes with tokenIds only");
  if (!Array.isArray(messages)) throw notAs("an array of messages", "messages", messages);
  const role = messages.at(-1)?.role;
  if (role !== "user" && role !== "assistant") throw invalid("messages", "must end with a user's or an assistant's");
  const tokenizer = requireTokenizer(text);
  const parts = requireTemplate(text).renderParts(tokenizer.controlTokens, messages, undefined, {
    enableThinking: false,
    addGenerationPrompt: false,
  });
  const whole = encodeParts(parts, tokenizer, info.contextLength);
  const end = whole.lastIndexOf(requireId(tokenizer, "<|im_end|>"));
  const tokenIds = whole.length > info.contextLength ? whole : whole.slice(0, end + 1);
  return { tokenIds, from: contentStart(tokenIds, role, tokenizer), role };
}

/** Where the last message's own tokens begin, its thought included, but not one that is empty. */
function contentStart(tokenIds: readonly number[], role: string, tokenizer: Tokenizer): number {
  // The role, and a line break.
  const openingLength = tokenizer.encode(role).length + 1;
  const start = tokenIds.lastIndexOf(requireId(tokenizer, "<|im_start|>")) + 1 + openingLength;
  const noThought = tokenizer.encode("<think>\n\n</think>\n\n", { parseSpecial: true });
  const from = noThought.every((id, i) => tokenIds[start + i] === id) ? start + noThought.length : start;
  return Math.min(from, tokenIds.length - 1);
}

function requireId(tokenizer: Tokenizer, token: string): number {
  const id = tokenizer.idOf(token);
  if (id !== undefined) return id;
  throw invalid("messages", `cannot be judged: the model's vocabulary has no ${token}; give tokenIds`);
}

function ofTokens({ info }: GenerationHost, input: ModerateTokens): ModerationPrompt {
  const { tokenIds, role, from = tokenIds.length - 1 } = input;
  checkTokenIds("tokenIds", tokenIds, info.vocabSize);
  if (tokenIds.length === 0) throw invalid("tokenIds", "must not be empty");
  if (!roles.includes(role)) throw notAs('"user" or "assistant"', "role", role);
  if (!Number.isInteger(from) || from < 0 || from >= tokenIds.length)
    throw invalid("from", `must be a position from 0 to ${tokenIds.length - 1}, got ${String(from)}`);
  return { tokenIds, from, role };
}
