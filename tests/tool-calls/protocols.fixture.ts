import {
  type AnthropicContentBlock,
  type AnthropicMessageEvent,
  type ChatCompletion,
  type ChatCompletionChunk,
  type OllamaChatResponse,
  type ResponseEvent,
  type ResponseOutputItem,
  type ResponseResource,
  SseDecoder,
} from "@qwents/protocol";
import { AnswerReader, answerOf } from "./answer-reader.fixture.ts";
import type { ExpectedAnswer, OfferedTool } from "./cases.ts";

/** A protocol in which an answer with calls can be had. */
export interface Delivery {
  readonly path: string;
  readonly body: (tools: readonly OfferedTool[]) => object;
  readonly read: (response: Response) => Promise<ExpectedAnswer>;
}

const messages = [{ role: "user", content: "hi" }];

function chatBody(tools: readonly OfferedTool[], fields: object) {
  return { messages, ...(tools.length > 0 && { tools }), ...fields };
}

async function eventsOf<Event>(response: Response): Promise<Event[]> {
  const events = new SseDecoder().push(new Uint8Array(await response.arrayBuffer()));
  return events.filter(({ data }) => data !== "[DONE]").map(({ data }) => JSON.parse(data));
}

async function readChat(response: Response): Promise<ExpectedAnswer> {
  const { message } = ((await response.json()) as ChatCompletion).choices[0];
  const calls = message.tool_calls?.map((call) => call.function) ?? [];
  return answerOf(message.reasoning_content ?? "", message.content ?? "", calls);
}

async function readChatStream(response: Response): Promise<ExpectedAnswer> {
  const reader = new AnswerReader();
  for (const { choices } of await eventsOf<ChatCompletionChunk>(response)) reader.push(choices[0].delta);
  return reader.answer;
}

function answerOfItems(items: readonly ResponseOutputItem[]): ExpectedAnswer {
  const text = (wanted: string) =>
    items
      .flatMap((item) => (item.type === wanted && "content" in item ? item.content.map(({ text }) => text) : []))
      .join("");
  const calls = items.flatMap((item) => (item.type === "function_call" ? [item] : []));
  return answerOf(text("reasoning"), text("message"), calls);
}

async function readResponse(response: Response): Promise<ExpectedAnswer> {
  return answerOfItems(((await response.json()) as ResponseResource).output);
}

/** By the deltas; the items at their end say the same. */
async function readResponseStream(response: Response): Promise<ExpectedAnswer> {
  const events = await eventsOf<ResponseEvent>(response);
  const joined = (type: ResponseEvent["type"], index?: number) =>
    events
      .map((event) =>
        event.type === type && "delta" in event && [undefined, event.output_index].includes(index) ? event.delta : "",
      )
      .join("");
  const added = events.flatMap((event) => (event.type === "response.output_item.added" ? [event] : []));
  const calls = added.flatMap(({ item, output_index }) =>
    item.type === "function_call"
      ? [{ name: item.name, arguments: joined("response.function_call_arguments.delta", output_index) }]
      : [],
  );
  const answer = answerOf(joined("response.reasoning_text.delta"), joined("response.output_text.delta"), calls);
  const done = events.flatMap((event) => (event.type === "response.output_item.done" ? [event.item] : []));
  if (JSON.stringify(answerOfItems(done)) !== JSON.stringify(answer)) throw new Error("deltas differ from items");
  return answer;
}

function answerOfBlocks(blocks: readonly AnthropicContentBlock[]): ExpectedAnswer {
  return {
    reasoning: blocks.map((block) => (block.type === "thinking" ? block.thinking : "")).join(""),
    content: blocks.map((block) => (block.type === "text" ? block.text : "")).join(""),
    tool_calls: blocks.flatMap((block) =>
      block.type === "tool_use" ? [{ name: block.name, arguments: block.input }] : [],
    ),
  };
}

async function readMessage(response: Response): Promise<ExpectedAnswer> {
  return answerOfBlocks((await response.json()).content);
}

async function readMessageStream(response: Response): Promise<ExpectedAnswer> {
  const blocks: AnthropicContentBlock[] = [];
  const inputs: string[] = [];
  for (const event of await eventsOf<AnthropicMessageEvent>(response)) {
    if (event.type === "content_block_start") blocks[event.index] = structuredClone(event.content_block);
    if (event.type !== "content_block_delta") continue;
    const { delta, index } = event;
    const block = blocks[index];
    if (delta.type === "text_delta" && block.type === "text") block.text += delta.text;
    if (delta.type === "thinking_delta" && block.type === "thinking") block.thinking += delta.thinking;
    if (delta.type === "input_json_delta") inputs[index] = (inputs[index] ?? "") + delta.partial_json;
  }
  for (const [index, text] of inputs.entries()) {
    const block = blocks[index];
    if (text !== undefined && text !== "" && block.type === "tool_use") block.input = JSON.parse(text);
  }
  return answerOfBlocks(blocks);
}

async function readOllama(response: Response): Promise<ExpectedAnswer> {
  const lines: OllamaChatResponse[] = (await response.text())
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  return {
    reasoning: lines.map(({ message }) => message.thinking ?? "").join(""),
    content: lines.map(({ message }) => message.content).join(""),
    tool_calls: lines
      .flatMap(({ message }) => message.tool_calls ?? [])
      .map(({ function: called }) => ({ name: called.name, arguments: called.arguments })),
  };
}

function responseTools(tools: readonly OfferedTool[]) {
  return tools.map(({ type, function: described }) => ({ type, ...described }));
}

function anthropicTools(tools: readonly OfferedTool[]) {
  return tools.map(({ function: { name, parameters = { type: "object" } } }) => ({ name, input_schema: parameters }));
}

export const deliveries: Readonly<Record<string, Delivery>> = {
  "chat completions, whole": { path: "/v1/chat/completions", body: (tools) => chatBody(tools, {}), read: readChat },
  "chat completions, streamed": {
    path: "/v1/chat/completions",
    body: (tools) => chatBody(tools, { stream: true }),
    read: readChatStream,
  },
  "responses, whole": {
    path: "/v1/responses",
    body: (tools) => ({ input: "hi", tools: responseTools(tools), store: false }),
    read: readResponse,
  },
  "responses, streamed": {
    path: "/v1/responses",
    body: (tools) => ({ input: "hi", tools: responseTools(tools), store: false, stream: true }),
    read: readResponseStream,
  },
  "messages, whole": {
    path: "/v1/messages",
    body: (tools) => ({ max_tokens: 4096, messages, tools: anthropicTools(tools) }),
    read: readMessage,
  },
  "messages, streamed": {
    path: "/v1/messages",
    body: (tools) => ({ max_tokens: 4096, messages, tools: anthropicTools(tools), stream: true }),
    read: readMessageStream,
  },
  "Ollama's chat, whole": {
    path: "/api/chat",
    body: (tools) => ({ model: "default", ...chatBody(tools, { stream: false }) }),
    read: readOllama,
  },
  "Ollama's chat, streamed": {
    path: "/api/chat",
    body: (tools) => ({ model: "default", ...chatBody(tools, {}) }),
    read: readOllama,
  },
};
