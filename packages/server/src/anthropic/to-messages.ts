import type { ChatMessage, ToolCall } from "@qwents/engine";
import type { AnthropicText, AnthropicThinking, AnthropicToolResult, AnthropicTurn } from "@qwents/protocol";
import { hiddenThoughtOf } from "../hidden-thought.ts";
import type { ToolDescriptions } from "./tools.ts";

type BlocksOf<Role> = Exclude<Extract<AnthropicTurn, { role: Role }>["content"], string>;

/** What Claude Code puts in front of its system prompt, other in each request: it would keep the cache from being used. */
const billingHeader = /^x-anthropic-billing-header:[^\n]*\n*/;

/** The system prompt as a message, if there is any. */
export function toSystem(system: AnthropicText | null | undefined): ChatMessage[] {
  const texts = typeof system === "string" ? [system] : (system ?? []).map(({ text }) => text);
  const content = joined(texts.map((text) => text.replace(billingHeader, "")));
  return content === "" ? [] : [{ role: "system", content }];
}

/** A turn as messages: results of tools have each their own. @throws ApiError 400 for references to unknown tools */
export function toMessages(turn: AnthropicTurn, tools: ToolDescriptions): ChatMessage[] {
  if (typeof turn.content === "string") return [{ role: turn.role, content: turn.content }];
  switch (turn.role) {
    case "user":
      return toUser(turn.content, tools);
    case "assistant":
      return [toAssistant(turn.content)];
    case "system":
      return [{ role: "system", content: toSystemText(turn.content, tools) }];
  }
}

/** Text that belongs together is one message, between results in the order in which they stand. */
function toUser(blocks: BlocksOf<"user">, tools: ToolDescriptions): ChatMessage[] {
  const messages: ChatMessage[] = [];
  let texts: string[] = [];
  const takeTexts = () => {
    if (texts.length > 0) messages.push({ role: "user", content: joined(texts) });
    texts = [];
  };
  for (const block of blocks) {
    if (block.type === "text") {
      texts.push(block.text);
    } else {
      takeTexts();
      messages.push(toResult(block, tools));
    }
  }
  takeTexts();
  return messages;
}

function toSystemText(blocks: BlocksOf<"system">, tools: ToolDescriptions): string {
  const texts = blocks.map((block) => (block.type === "text" ? block.text : ""));
  const added = blocks.flatMap((block) => (block.type === "tool_addition" ? [nameOf(block.tool)] : []));
  const removed = blocks.flatMap((block) => (block.type === "tool_removal" ? [block.tool.name] : []));
  const removal = removed.length === 0 ? "" : `No longer on offer: ${removed.join(", ")}.`;
  return joined([...texts, tools.of(added), removal]);
}

type AddedTool = Extract<BlocksOf<"system">[number], { type: "tool_addition" }>["tool"];

function nameOf(tool: AddedTool): string {
  return tool.type === "tool_definition" ? tool.definition.name : tool.name;
}

function toResult({ tool_use_id, content, is_error }: AnthropicToolResult, tools: ToolDescriptions): ChatMessage {
  const text = typeof content === "string" ? content : toResultText(content ?? [], tools);
  // The templates have no other place for it.
  const isMarked = is_error !== true || /^\W*error\b/i.test(text);
  return { role: "tool", content: isMarked ? text : `Error: ${text}`, toolCallId: tool_use_id };
}

function toResultText(
  blocks: Exclude<AnthropicToolResult["content"], string | null | undefined>,
  tools: ToolDescriptions,
): string {
  const texts = blocks.map((block) => (block.type === "text" ? block.text : ""));
  const named = blocks.flatMap((block) => (block.type === "tool_reference" ? [block.tool_name] : []));
  return joined([...texts, tools.of(named)]);
}

function toAssistant(blocks: BlocksOf<"assistant">): ChatMessage {
  const texts: string[] = [];
  const thoughts: string[] = [];
  const toolCalls: ToolCall[] = [];
  for (const block of blocks) {
    if (block.type === "text") texts.push(block.text);
    else if (block.type === "thinking") thoughts.push(thoughtOf(block));
    else if (block.type === "tool_use") toolCalls.push({ id: block.id, name: block.name, arguments: block.input });
  }
  const reasoningContent = joined(thoughts);
  return {
    role: "assistant",
    // An answer's texts are parts of one.
    content: texts.length === 0 ? null : texts.join(""),
    ...(reasoningContent !== "" && { reasoningContent }),
    ...(toolCalls.length > 0 && { toolCalls }),
  };
}

function thoughtOf({ thinking, signature }: AnthropicThinking): string {
  return thinking === "" ? hiddenThoughtOf(signature) : thinking;
}

function joined(texts: readonly string[]): string {
  return texts.filter((text) => text !== "").join("\n");
}
