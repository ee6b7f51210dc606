import { describe, expect, test } from "vitest";
import type { ChatMessage, ChatTemplateOptions, ToolDefinition } from "../chat-template.ts";
import { createChatTemplate } from "../chat-template.ts";
import { chatMlTemplate } from "./chatml-template.ts";
import { generations } from "./index.ts";

const templates = new Map(generations.map(({ name, traits }) => [name, createChatTemplate(chatMlTemplate(traits))]));

function render(
  generation: string,
  messages: readonly ChatMessage[],
  options: ChatTemplateOptions = {},
  tools?: readonly ToolDefinition[],
): string {
  return templates.get(generation)!.render(messages, tools, options);
}

const user = (content: string): ChatMessage => ({ role: "user", content });
const system = (content: string): ChatMessage => ({ role: "system", content });
const assistant = (content: string, reasoningContent?: string): ChatMessage => ({
  role: "assistant",
  content,
  ...(reasoningContent !== undefined && { reasoningContent }),
});
const turn = (role: string, content: string) => `<|im_start|>${role}\n${content}<|im_end|>\n`;
const opened = "<|im_start|>assistant\n";
const qwen25System = "You are Qwen, created by Alibaba Cloud. You are a helpful assistant.";

describe("a question", () => {
  test.each([
    ["Qwen2.5", turn("system", qwen25System) + turn("user", "Hi") + opened],
    ["QwQ", `${turn("user", "Hi")}${opened}<think>\n`],
    ["Qwen3", turn("user", "Hi") + opened],
    ["Qwen3-Instruct", turn("user", "Hi") + opened],
    ["Qwen3-VL-Instruct", turn("user", "Hi") + opened],
    ["Qwen3-Thinking", `${turn("user", "Hi")}${opened}<think>\n`],
    ["Qwen3-VL-Thinking", `${turn("user", "Hi")}${opened}<think>\n`],
    ["Qwen3-Coder", turn("user", "Hi") + opened],
    ["Qwen3.5", `${turn("user", "Hi")}${opened}<think>\n`],
    ["Qwen3.6", `${turn("user", "Hi")}${opened}<think>\n`],
  ])("to %s", (generation, expected) => {
    expect(render(generation, [user("Hi")])).toBe(expected);
    expect(render(generation, [user("Hi")], { enableThinking: true })).toBe(expected);
  });

  test.each([...templates.keys()])("to %s, with a system text of its own and no opening", (generation) => {
    const options = { addGenerationPrompt: false, reasoningEffort: "medium" } as const;
    const expected = turn("system", "Be brief.") + turn("user", "Hi");
    expect(render(generation, [system("Be brief."), user("Hi")], options)).toBe(expected);
    expect(render(generation, [{ role: "developer", content: "Be brief." }, user("Hi")], options)).toBe(expected);
  });

  test.each(["Qwen3", "Qwen3.5", "Qwen3.6", "Qwen3.8"])("to %s, which is not to think", (generation) => {
    const expected = `${turn("user", "Hi")}${opened}<think>\n\n</think>\n\n`;
    expect(render(generation, [user("Hi")], { enableThinking: false })).toBe(expected);
    expect(render(generation, [user("Hi")], { reasoningEffort: "none" })).toBe(expected);
  });
});

describe("Qwen3.8's reasoning effort", () => {
  const effort = (options: ChatTemplateOptions, ...messages: ChatMessage[]) =>
    /^<\|im_start\|>system\n(.*?)<\|im_end\|>/s.exec(render("Qwen3.8", [...messages, user("Hi")], options))?.[1];

  test("is xhigh unless told otherwise, nothing for medium, and OpenAI's names are understood", () => {
    expect(effort({})).toMatch(/^Reasoning effort: xhigh\./);
    for (const reasoningEffort of ["high", "xhigh", "max"] as const)
      expect(effort({ reasoningEffort })).toBe(effort({}));
    for (const reasoningEffort of ["minimal", "low"] as const) {
      expect(effort({ reasoningEffort })).toMatch(/^Reasoning effort: low\./);
    }
    expect(effort({ reasoningEffort: "medium" })).toBeUndefined();
    expect(effort({ enableThinking: false })).toBeUndefined();
  });

  test("comes before the system text", () => {
    expect(effort({}, system("Be brief."))).toBe(`${effort({})}\n\nBe brief.`);
  });

  test("of another name is refused", () => {
    const rejected = expect.objectContaining({ code: "template/rejected" });
    expect(() => render("Qwen3.8", [user("Hi")], { variables: { reasoning_effort: "high" } })).toThrow(rejected);
    const invalid = expect.objectContaining({ code: "request/invalid" });
    expect(() => render("Qwen3.8", [user("Hi")], { reasoningEffort: "huge" as "high" })).toThrow(invalid);
  });
});

describe("thoughts of earlier turns", () => {
  const first = [user("1+1?"), assistant("2", "Easy.")];
  const history = [...first, user("+1?")];
  const plain = turn("user", "1+1?") + turn("assistant", "2") + turn("user", "+1?");
  const thought = turn("user", "1+1?") + turn("assistant", "<think>\nEasy.\n</think>\n\n2") + turn("user", "+1?");
  const whole = { addGenerationPrompt: false, reasoningEffort: "medium" } as const;
  const inContent = [user("1+1?"), assistant("<think>\nEasy.\n</think>\n\n2"), user("+1?")];

  test.each(["QwQ", "Qwen3", "Qwen3-Thinking", "Qwen3.5", "Qwen3.6"])("%s drops them", (generation) => {
    expect(render(generation, history, whole)).toBe(plain);
    expect(render(generation, inContent, whole)).toBe(plain);
  });

  test("Qwen3.6 keeps them where asked, Qwen3.8 unless asked not to", () => {
    expect(render("Qwen3.6", history, { ...whole, preserveThinking: true })).toBe(thought);
    expect(render("Qwen3.6", inContent, { ...whole, preserveThinking: true })).toBe(thought);
    expect(render("Qwen3.6", history, { ...whole, preserveThinking: false })).toBe(plain);
    expect(render("Qwen3.8", history, whole)).toBe(thought);
    expect(render("Qwen3.8", history, { ...whole, preserveThinking: true })).toBe(thought);
    expect(render("Qwen3.8", history, { ...whole, preserveThinking: false })).toBe(plain);
  });

  test("Qwen3.8 takes them from their own field only, and shows an empty one where there is none", () => {
    const expected = turn("assistant", "<think>\n\n</think>\n\n<think>\nEasy.\n</think>\n\n2");
    expect(render("Qwen3.8", inContent, whole)).toContain(expected);
  });

  test.each(["QwQ", "Qwen3", "Qwen3-Thinking", "Qwen3.5", "Qwen3.6", "Qwen3.8"])(
    "%s keeps them after the last question, also behind tools' results",
    (generation) => {
      const result = user("<tool_response>\n3\n</tool_response>");
      const shown = turn("assistant", "<think>\nEasy.\n</think>\n\n2");
      expect(render(generation, first, whole)).toBe(turn("user", "1+1?") + shown);
      expect(render(generation, [...first, result], whole)).toBe(
        turn("user", "1+1?") + shown + turn("user", "<tool_response>\n3\n</tool_response>"),
      );
    },
  );

  test.each(["Qwen2.5", "Qwen3-Instruct", "Qwen3-Coder"])("%s has none", (generation) => {
    expect(render(generation, first, whole)).not.toContain("think");
  });
});

describe("tools", () => {
  const parameters = {
    type: "object",
    properties: { city: { type: "string", description: " Where. " } },
    required: ["city"],
  };
  const tools: ToolDefinition[] = [{ name: "weather", description: "Weather – “now”", parameters }, { name: "clock" }];
  const weather = { city: "Köln\nSüd", days: [1, 2], warm: true, wind: null, to: 1.5 };
  const toolCalls = [
    { id: "1", name: "weather", arguments: weather },
    { id: "2", name: "clock", arguments: {} },
  ];
  const messages: ChatMessage[] = [
    system("Be brief."),
    user("Weather and time?"),
    { role: "assistant", content: "Let me see.", toolCalls },
    { role: "tool", content: "12 °C", toolCallId: "1" },
    { role: "tool", content: "10:30", toolCallId: "2" },
  ];
  const jsonLines = [
    "<tools>",
    '{"type": "function", "function": {"name": "weather", "description": "Weather – “now”", "parameters": {"type": "object", "properties": {"city": {"type": "string", "description": " Where. "}}, "required": ["city"]}}}',
    '{"type": "function", "function": {"name": "clock"}}',
    "</tools>",
  ].join("\n");
  const json = [
    "<tool_call>",
    '{"name": "weather", "arguments": {"city": "Köln\\nSüd", "days": [1, 2], "warm": true, "wind": null, "to": 1.5}}',
    "</tool_call>",
    "<tool_call>",
    '{"name": "clock", "arguments": {}}',
    "</tool_call>",
  ].join("\n");
  const xml = (truth: string, none: string) =>
    [
      "<tool_call>",
      "<function=weather>",
      "<parameter=city>\nKöln\nSüd\n</parameter>",
      "<parameter=days>\n[1, 2]\n</parameter>",
      `<parameter=warm>\n${truth}\n</parameter>`,
      `<parameter=wind>\n${none}\n</parameter>`,
      "<parameter=to>\n1.5\n</parameter>",
      "</function>",
      "</tool_call>",
      "<tool_call>",
      "<function=clock>",
      "</function>",
      "</tool_call>",
    ].join("\n");
  const results = "<tool_response>\n12 °C\n</tool_response>\n<tool_response>\n10:30\n</tool_response>";
  const noThought = "<think>\n\n</think>\n\n";

  test.each([
    ["Qwen2.5", turn("assistant", `Let me see.\n${json}`) + turn("user", results) + opened],
    ["Qwen3", turn("assistant", `Let me see.\n${json}`) + turn("user", results) + opened],
    ["Qwen3-Instruct", turn("assistant", `Let me see.\n${json}`) + turn("user", results) + opened],
    ["Qwen3-Thinking", `${turn("assistant", `Let me see.\n${json}`)}${turn("user", results)}${opened}<think>\n`],
    ["Qwen3-Coder", turn("assistant", `Let me see.\n\n${xml("True", "None")}`) + turn("user", `${results}\n`) + opened],
    [
      "Qwen3.5",
      `${turn("assistant", `${noThought}Let me see.\n\n${xml("True", "None")}`)}${turn("user", results)}${opened}<think>\n`,
    ],
    [
      "Qwen3.8",
      `${turn("assistant", `${noThought}Let me see.\n\n${xml("true", "null")}`)}${turn("user", results)}${opened}<think>\n`,
    ],
  ])("are called by %s, and their results are one turn", (generation, expected) => {
    const rendered = render(generation, messages, {}, tools);
    expect(rendered.slice(rendered.indexOf("<|im_start|>user"))).toBe(turn("user", "Weather and time?") + expected);
  });

  test.each(["Qwen2.5", "Qwen3", "Qwen3-Thinking"])(
    "are shown to %s as lines of JSON behind the system text",
    (generation) => {
      const rendered = render(generation, [system("Be brief."), user("Hi")], {}, tools);
      expect(rendered.startsWith("<|im_start|>system\nBe brief.\n\n# Tools\n\n")).toBe(true);
      expect(rendered).toContain(`\n${jsonLines}\n`);
      const format = '<tool_call>\n{"name": <function-name>, "arguments": <args-json-object>}\n</tool_call>';
      expect(rendered).toContain(`${format}<|im_end|>\n${turn("user", "Hi")}`);
    },
  );

  test.each(["Qwen3.5", "Qwen3.6", "Qwen3.8"])(
    "are shown to %s as lines of JSON before the system text",
    (generation) => {
      const options = { reasoningEffort: "medium" } as const;
      const rendered = render(generation, [system("Be brief."), user("Hi")], options, tools);
      expect(rendered.startsWith("<|im_start|>system\n# Tools\n\n")).toBe(true);
      expect(rendered).toContain(`\n${jsonLines}\n`);
      expect(rendered).toMatch(/<tool_call>\n<function=\w+>\n<parameter=\w+>\n/);
      expect(rendered).toContain(`\n\nBe brief.<|im_end|>\n${turn("user", "Hi")}`);
    },
  );

  test("are shown to Qwen3-Coder as tags", () => {
    const rendered = render("Qwen3-Coder", [user("Hi")], {}, tools);
    const definitions = [
      "<tools>",
      "<function>",
      "<name>weather</name>",
      "<description>Weather – “now”</description>",
      "<parameters>",
      "<parameter>",
      "<name>city</name>",
      "<type>string</type>",
      "<description>Where.</description>",
      "</parameter>",
      '<required>["city"]</required>',
      "</parameters>",
      "</function>",
      "<function>",
      "<name>clock</name>",
      "<parameters>",
      "</parameters>",
      "</function>",
      "</tools>",
    ];
    expect(rendered).toContain(`\n${definitions.join("\n")}\n`);
  });

  test("the style of calls is known", () => {
    const styles = [...templates].map(([name, { toolCallStyle }]) => [name, toolCallStyle]);
    const xmlNames = ["Qwen3.8", "Qwen3.6", "Qwen3.5", "Qwen3-Coder"];
    expect(styles.filter(([, style]) => style === "xml").map(([name]) => name)).toEqual(xmlNames);
  });
});
