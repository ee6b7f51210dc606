import type { AnthropicContentBlock, AnthropicMessage, AnthropicMessageEvent } from "@qwents/protocol";
import { parseBegunJson } from "./begun-json.ts";

type Delta = Extract<AnthropicMessageEvent, { type: "content_block_delta" }>["delta"];

/** The message that the events of a stream add up to. @throws what they throw */
export async function wholeMessage(events: AsyncIterable<AnthropicMessageEvent>): Promise<AnthropicMessage> {
  let message: AnthropicMessage | undefined;
  const content: AnthropicContentBlock[] = [];
  let written = "";
  for await (const event of events) {
    if (event.type === "message_start") message = event.message;
    else if (event.type === "content_block_start") {
      content.push(event.content_block);
      written = "";
    } else if (event.type === "content_block_delta") {
      if (event.delta.type === "input_json_delta") written += event.delta.partial_json;
      else content.push(withDelta(content.pop(), event.delta));
    } else if (event.type === "content_block_stop") {
      const block = content.at(-1);
      if (block?.type === "tool_use") content.splice(-1, 1, { ...block, input: parseBegunJson(written) });
    } else if (event.type === "message_delta" && message !== undefined) {
      message = { ...message, ...event.delta, usage: { ...message.usage, ...event.usage } };
    }
  }
  if (message === undefined) throw new Error("internal error: a generation without a beginning");
  return { ...message, content };
}

function withDelta(block: AnthropicContentBlock | undefined, delta: Delta): AnthropicContentBlock {
  if (block?.type === "text" && delta.type === "text_delta") return { ...block, text: block.text + delta.text };
  if (block?.type === "thinking" && delta.type === "thinking_delta") {
    return { ...block, thinking: block.thinking + delta.thinking };
  }
  if (block?.type === "thinking" && delta.type === "signature_delta") return { ...block, signature: delta.signature };
  throw new Error(`internal error: ${delta.type} of a block ${block?.type}`);
}
