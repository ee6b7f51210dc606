import type { ChatMessage, ChatTemplate, ChatTemplateOptions, ToolDefinition } from "./chat-template.ts";
import type { PromptPart } from "./control-marks.ts";
import type { Tokenizer } from "./tokenizer.ts";

/**
 * Token ids of a rendered prompt: control tokens where the template wrote them, text everywhere else, also where a
 * message spells a control token. Added tokens that are text, such as `<think>`, are read as such anywhere, as the
 * official tokenizers do.
 */
export function encodeParts(parts: readonly PromptPart[], tokenizer: Tokenizer): number[] {
  return parts.flatMap(({ text, isControl }) => (isControl ? tokenizer.idOf(text)! : tokenizer.encode(text)));
}

/** Token ids of a conversation. @throws QwenError `template/rejected`, `template/bad-template`, `request/invalid` */
export function encodeChat(
  template: ChatTemplate,
  tokenizer: Tokenizer,
  messages: readonly ChatMessage[],
  tools?: readonly ToolDefinition[],
  options?: ChatTemplateOptions,
): number[] {
  return encodeParts(template.renderParts(tokenizer.controlTokens, messages, tools, options), tokenizer);
}
