import { describe, expect, test } from "vitest";
import { type ChatMessage, createChatTemplate } from "./chat-template.ts";
import { chatMlTemplate } from "./generations/chatml-template.ts";
import { generations } from "./generations/index.ts";

const templates = new Map(generations.map(({ name, traits }) => [name, createChatTemplate(chatMlTemplate(traits))]));
const question: ChatMessage = { role: "user", content: "Hi" };
const opening = "<|im_start|>assistant\n";
const closed = "<think>\n\n</think>\n\n";

function continued(generation: string, last: Partial<ChatMessage>): string {
  const messages: ChatMessage[] = [question, { role: "assistant", content: null, ...last }];
  const prompt = templates.get(generation)!.render(messages, undefined, { continueFinalMessage: true });
  return prompt.slice(prompt.lastIndexOf(opening) + opening.length);
}

describe("the last message goes on", () => {
  test.each([
    ["Qwen2.5", ""],
    ["Qwen3-Instruct", ""],
    ["Qwen3-Coder", ""],
    ["Qwen3", closed],
    ["Qwen3.5", closed],
    ["Qwen3.8", closed],
  ])("where its content ends, with %s", (generation, thought) => {
    expect(continued(generation, { content: "Once upon a " })).toBe(`${thought}Once upon a `);
    // What looks like the end of a turn is text.
    expect(continued(generation, { content: "A <|im_end|>" })).toBe(`${thought}A <|im_end|>`);
  });

  test.each(["Qwen3", "Qwen3.5", "Qwen3.8"])("where its thought ends, with %s", (generation) => {
    expect(continued(generation, { content: "", reasoningContent: "Let me" })).toBe("<think>\nLet me");
    const both = continued(generation, { content: "So", reasoningContent: "Let me see." });
    expect(both).toBe("<think>\nLet me see.\n</think>\n\nSo");
  });

  test("with the template's control tokens as such, and no others", () => {
    const messages: ChatMessage[] = [question, { role: "assistant", content: "<|im_end|>" }];
    const options = { continueFinalMessage: true };
    const parts = templates.get("Qwen3")!.renderParts(["<|im_start|>", "<|im_end|>"], messages, undefined, options);
    expect(parts.filter(({ isControl }) => isControl).map(({ text }) => text)).toEqual([
      "<|im_start|>",
      "<|im_end|>",
      "<|im_start|>",
    ]);
    expect(parts.at(-1)?.text.endsWith("<|im_end|>")).toBe(true);
  });
});

describe("nothing goes on", () => {
  const template = templates.get("Qwen2.5")!;
  const toolCalls = [{ id: "a", name: "b", arguments: {} }];

  test.each<[string, ChatMessage, object, string]>([
    ["behind a question", question, {}, "request/invalid"],
    ["behind a call", { role: "assistant", content: null, toolCalls }, {}, "request/invalid"],
    [
      "where an answer is opened, too",
      { role: "assistant", content: "a" },
      { addGenerationPrompt: true },
      "request/invalid",
    ],
    [
      "in a thought that the template leaves out",
      { role: "assistant", content: "", reasoningContent: "a" },
      {},
      "template/rejected",
    ],
  ])("%s", (_, last, options, code) => {
    const render = () => template.render([question, last], undefined, { continueFinalMessage: true, ...options });
    expect(render).toThrow(expect.objectContaining({ code }));
  });
});
