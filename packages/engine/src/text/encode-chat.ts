import type { ChatMessage, ChatTemplate, ChatTemplateOptions, ToolDefinition } from "./chat-template.ts";
import type { PromptPart } from "./control-marks.ts";
import type { Tokenizer } from "./tokenizer.ts";

/**
 * Token ids of a rendered prompt: control tokens where the template wrote them, text everywhere else, also where a
 * message spells a control token. Added tokens that are text, such as `<think>`, are read as such anywhere, as the
 * official tokenizers do. Gives up, with more ids than `maxTokens`, as soon as there are more.
 */
export function encodeParts(
  parts: readonly PromptPart[],
  tokenizer: Tokenizer,
  maxTokens = Number.POSITIVE_INFINITY,
): number[] {
  const tokenIds: number[] = [];
  for (const { text, isControl } of parts) {
    if (tokenIds.length > maxTokens) break;
    const ids = isControl
      ? [tokenizer.idOf(text)!]
      : tokenizer.encode(text, { maxTokens: maxTokens - tokenIds.length });
    for (const id of ids) tokenIds.push(id);
  }
  return tokenIds;
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
