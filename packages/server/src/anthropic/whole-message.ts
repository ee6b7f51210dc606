import type { AnthropicContentBlock, AnthropicMessage, AnthropicMessageEvent } from "@qwents/protocol";

type Delta = Extract<AnthropicMessageEvent, { type: "content_block_delta" }>["delta"];

/** The message that the events of a stream add up to. @throws what they throw */
export async function wholeMessage(events: AsyncIterable<AnthropicMessageEvent>): Promise<AnthropicMessage> {
  let message: AnthropicMessage | undefined;
  const content: AnthropicContentBlock[] = [];
  for await (const event of events) {
    if (event.type === "message_start") message = event.message;
    else if (event.type === "content_block_start") content.push(event.content_block);
    else if (event.type === "content_block_delta") content.push(withDelta(content.pop(), event.delta));
    else if (event.type === "message_delta" && message !== undefined) {
      message = { ...message, ...event.delta, usage: { ...message.usage, ...event.usage } };
    }
  }
  if (message === undefined) throw new Error("internal error: a generation without a beginning");
  return { ...message, content };
}

/** A call comes in one piece. */
function withDelta(block: AnthropicContentBlock | undefined, delta: Delta): AnthropicContentBlock {
  if (block?.type === "text" && delta.type === "text_delta") return { ...block, text: block.text + delta.text };
  if (block?.type === "tool_use" && delta.type === "input_json_delta") {
    return { ...block, input: JSON.parse(delta.partial_json) };
  }
  if (block?.type === "thinking" && delta.type === "thinking_delta") {
    return { ...block, thinking: block.thinking + delta.thinking };
  }
  if (block?.type === "thinking" && delta.type === "signature_delta") return { ...block, signature: delta.signature };
  throw new Error(`internal error: ${delta.type} of a block ${block?.type}`);
}
