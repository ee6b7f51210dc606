import { describe, expect, test } from "vitest";
import {
  type ChatMessage,
  type ChatTemplateOptions,
  createChatTemplate,
  type ToolDefinition,
} from "./chat-template.ts";
import { qwen3 } from "./qwen3-files.fixture.ts";

const template = createChatTemplate(qwen3.tokenizerConfig.chat_template, { eosToken: "<|im_end|>" });

const user = (content: string): ChatMessage => ({ role: "user", content });
const assistant = (content: string | null, rest: Partial<ChatMessage> = {}): ChatMessage => ({
  role: "assistant",
  content,
  ...rest,
});
const render = (messages: readonly ChatMessage[], options?: ChatTemplateOptions, tools?: readonly ToolDefinition[]) =>
  template.render(messages, tools, options);
const lines = (...text: string[]) => text.join("\n");

test("a template that spells verdicts is a guard's", () => {
  const guard =
    "{{ messages[0].content }} The first line must be one of: 'Safety: Safe', … The second: 'Categories: '.";
  expect([createChatTemplate(guard).isGuard, template.isGuard]).toEqual([true, false]);
});

describe("Qwen3's template", () => {
  test("opens the answer; the model thinks by default", () => {
    expect(render([user("Hi")])).toBe("<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n");
    expect(render([user("Hi")], { enableThinking: true })).toBe(render([user("Hi")]));
  });

  test("puts an empty thought first when thinking is off", () => {
    const expected = "<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n<think>\n\n</think>\n\n";
    expect(render([user("Hi")], { enableThinking: false })).toBe(expected);
    expect(render([user("Hi")], { variables: { enable_thinking: false } })).toBe(expected);
  });

  test("leaves the answer unopened where asked", () => {
    expect(render([user("Hi")], { addGenerationPrompt: false })).toBe("<|im_start|>user\nHi<|im_end|>\n");
  });

  test.each(["system", "developer"] as const)("begins with what the %s says", (role) => {
    const expected = "<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n";
    expect(render([{ role, content: "Be brief." }, user("Hi")])).toBe(expected);
  });

  test("drops the thoughts of earlier turns, however they are given", () => {
    const expected = lines(
      "<|im_start|>user",
      "1+1?<|im_end|>",
      "<|im_start|>assistant",
      "2<|im_end|>",
      "<|im_start|>user",
      "+1?<|im_end|>",
      "<|im_start|>assistant",
      "",
    );
    const answers = [assistant("2"), assistant("2", { reasoningContent: "Easy." })];
    answers.push(assistant("<think>\nEasy.\n</think>\n\n2"));
    for (const answer of answers) expect(render([user("1+1?"), answer, user("+1?")])).toBe(expected);
  });

  test("keeps the thoughts after the last question, without newlines at their ends", () => {
    const expected = lines(
      "<|im_start|>user",
      "1+1?<|im_end|>",
      "<|im_start|>assistant",
      "<think>",
      " Easy. ",
      "</think>",
      "",
      "  2<|im_end|>",
      "",
    );
    const given = [
      assistant("\n\n  2", { reasoningContent: "\n Easy. \n\n" }),
      assistant("<think>\n Easy. \n</think>\n\n  2"),
    ];
    for (const answer of given) {
      expect(render([user("1+1?"), answer], { addGenerationPrompt: false })).toBe(expected);
    }
  });

  test("describes tools, keeps the thoughts of a chain of calls, and puts results into one user turn", () => {
    const parameters = { type: "object", properties: { city: { type: "string" } }, required: ["city"] };
    const tools = [{ name: "weather", description: "Weather – “now”", parameters }, { name: "clock" }];
    const call = (id: string, name: string, args: Record<string, unknown>) => ({ id, name, arguments: args });
    const messages: ChatMessage[] = [
      { role: "system", content: "Be brief." },
      user("Weather and time in Köln?"),
      assistant(null, {
        reasoningContent: "Two calls.",
        toolCalls: [call("1", "weather", { city: "Köln", days: [1, 2] }), call("2", "clock", {})],
      }),
      { role: "tool", content: "12 °C", toolCallId: "1" },
      { role: "tool", content: "10:30", toolCallId: "2" },
    ];
    const expected = lines(
      "<|im_start|>system",
      "Be brief.",
      "",
      "# Tools",
      "",
      "You may call one or more functions to assist with the user query.",
      "",
      "You are provided with function signatures within <tools></tools> XML tags:",
      "<tools>",
      '{"type": "function", "function": {"name": "weather", "description": "Weather – “now”", "parameters": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}}}',
      '{"type": "function", "function": {"name": "clock"}}',
      "</tools>",
      "",
      "For each function call, return a json object with function name and arguments within <tool_call></tool_call> XML tags:",
      "<tool_call>",
      '{"name": <function-name>, "arguments": <args-json-object>}',
      "</tool_call><|im_end|>",
      "<|im_start|>user",
      "Weather and time in Köln?<|im_end|>",
      "<|im_start|>assistant",
      "<think>",
      "Two calls.",
      "</think>",
      "",
      "<tool_call>",
      '{"name": "weather", "arguments": {"city": "Köln", "days": [1, 2]}}',
      "</tool_call>",
      "<tool_call>",
      '{"name": "clock", "arguments": {}}',
      "</tool_call><|im_end|>",
      "<|im_start|>user",
      "<tool_response>",
      "12 °C",
      "</tool_response>",
      "<tool_response>",
      "10:30",
      "</tool_response><|im_end|>",
      "<|im_start|>assistant",
      "",
    );
    expect(render(messages, {}, tools)).toBe(expected);
  });

  test("text before a call, and a result that a user turn carries", () => {
    const messages = [
      user("Time?"),
      assistant("Let me look.", { toolCalls: [{ id: "1", name: "clock", arguments: {} }] }),
      user("<tool_response>\n10:30\n</tool_response>"),
      assistant("10:30", { reasoningContent: "Done." }),
    ];
    const expected = lines(
      "<|im_start|>user",
      "Time?<|im_end|>",
      "<|im_start|>assistant",
      "Let me look.",
      "<tool_call>",
      '{"name": "clock", "arguments": {}}',
      "</tool_call><|im_end|>",
      "<|im_start|>user",
      "<tool_response>",
      "10:30",
      "</tool_response><|im_end|>",
      "<|im_start|>assistant",
      "<think>",
      "Done.",
      "</think>",
      "",
      "10:30<|im_end|>",
      "",
    );
    expect(render(messages, { addGenerationPrompt: false })).toBe(expected);
  });

  test("renders a long conversation", () => {
    const turns = Array.from({ length: 2000 }, (_, i) => (i % 2 === 0 ? user(`Question ${i}`) : assistant("Answer.")));
    expect(render([...turns, user("Last")]).match(/<\|im_start\|>/g)).toHaveLength(2002);
    const page = "A line of a very long document.\n".repeat(100_000);
    expect(render([user(page), assistant(page), user(page)])).toHaveLength(3 * page.length + 111);
  });
});

describe("what templates can use", () => {
  const text = (source: string, options: ChatTemplateOptions = {}) =>
    createChatTemplate(source, { bosToken: "<s>", eosToken: "</s>" }).render([user("  hi\n")], undefined, options);

  test.each([
    ["{{ bos_token + messages[0].role + eos_token }}", "<s>user</s>"],
    ["{{ messages[0]['content'].strip() }}.", "hi."],
    ["{{ messages[0].content.strip('\\n') }}.", "  hi."],
    ["{{ messages[0].content | trim }}.", "hi."],
    ["{{ 'xxaxx'.lstrip('x') }}{{ 'xxaxx'.rstrip('x') }}", "axxxxa"],
    ["{{ 'a,b,c'.split(',')[-1] }}{{ 'a,b,c'.split(',', 1)[1] }}{{ ' a  b '.split()[1] }}", "cb,cb"],
    ["{{ 'aXbX'.replace('X', '$&') }}{{ 'aXbX' | replace('X', '-') }}{{ 'XX'.replace('X', 'y', 1) }}", "a$&b$&a-b-yX"],
    ["{{ true | string }}{{ none | string }}{{ 1 | string }}", "TrueNone1"],
    ["{% for i in range(3) %}{{ i }}{% endfor %}{% for i in range(5, 1, -2) %}{{ i }}{% endfor %}", "01253"],
    ["{% set ns = namespace(n=0) %}{% for c in [1, 2] %}{% set ns.n = ns.n + c %}{% endfor %}{{ ns.n }}", "3"],
    ["{% for m in messages if m.role == 'user' %}{{ loop.index }}{% endfor %}", "1"],
    ["{% macro twice(x) %}{{ x }}{{ x }}{% endmacro %}{{ twice('ab') }}", "abab"],
    ["{{ {'a': [1, true, none]} | tojson(indent=2) }}", '{\n  "a": [\n    1,\n    true,\n    null\n  ]\n}'],
    ["{% filter trim %}  {{ 'x' }}  {% endfilter %}", "x"],
    ["{{ tools is none }}{{ enable_thinking is defined }}", "truefalse"],
    ["{{ depth }}{{ nested.list[1] }}", "2b"],
    ["{% if messages[0].content is string and 'hi' in messages[0].content %}yes{% endif %}", "yes"],
  ])("%s", (source, expected) => {
    expect(text(source, { variables: { depth: 2, nested: { list: ["a", "b"] } } })).toBe(expected);
  });

  test("the date", () => {
    const now = new Date();
    expect(text("{{ strftime_now('%Y') }}")).toBe(String(now.getFullYear()));
  });
});

describe("errors", () => {
  const code = (expected: string, message: RegExp = /./) =>
    expect.objectContaining({ name: "QwenError", code: expected, message: expect.stringMatching(message) });

  test("a template's own complaint", () => {
    const strict = createChatTemplate("{{ raise_exception('System message must be at the beginning.') }}");
    expect(() => strict.render([user("Hi")])).toThrow(code("template/rejected", /System message must be at the beg/));
    const unruly = createChatTemplate("{{ raise_exception('no\\n\\u001bway') }}");
    expect(() => unruly.render([user("Hi")])).toThrow(code("template/rejected", /: no \\u\{1b\}way$/));
  });

  test("tools that a template has no place for", () => {
    const toolless = createChatTemplate("{{ messages[0].content }}");
    expect(toolless.render([user("Hi")], [])).toBe("Hi");
    for (const render of [toolless.render, toolless.renderParts.bind(null, [])]) {
      expect(() => render([user("Hi")], [{ name: "f" }])).toThrow(code("template/rejected", /no place for tools/));
    }
  });

  test.each([
    "{% if %}",
    "{% for x in messages %}",
    "{{ 'abc",
    "{{ a b }}",
    `{{ ${"(".repeat(100_000)} }}`,
    "x".repeat(300_000),
    `{{ 1 }}${" ".repeat(200_000)}{{ 2 }}`,
  ])("cannot be parsed: %#", (source) => {
    expect(() => createChatTemplate(source)).toThrow(code("template/bad-template"));
  });

  test.each(["{{ nothing() }}", "{{ messages | nosuchfilter }}", "{{ none + 1 }}", "{{ range(1, 2, 0) }}"])(
    "fails: %s",
    (source) => {
      expect(() => createChatTemplate(source).render([user("Hi")])).toThrow(code("template/bad-template"));
    },
  );

  test.each<[RegExp, unknown[]]>([
    [/at least one/, []],
    [/roles/, [{ role: "root", content: "Hi" }]],
    [/content/, [{ role: "user", content: 5 }]],
    [/content/, [{ role: "user" }]],
    [/Message 1 must be an object/, [user("Hi"), null]],
    [/text as name/, [{ role: "user", content: "Hi", name: 5 }]],
    [/tool calls of message 0 must be a list/, [{ role: "assistant", content: "Hi", toolCalls: "f" }]],
    [/tool call must be an object/, [{ role: "assistant", content: "Hi", toolCalls: [null] }]],
  ])("a conversation that is none: %s", (message, messages) => {
    expect(() => render(messages as ChatMessage[])).toThrow(code("request/invalid", message));
  });

  test.each<[RegExp, unknown, unknown]>([
    [/options must be an object/, null, undefined],
    [/enableThinking/, { enableThinking: "no" }, undefined],
    [/addGenerationPrompt/, { addGenerationPrompt: 1 }, undefined],
    [/variables must be an object/, { variables: 5 }, undefined],
    [/tools of a conversation must be a list/, {}, "f"],
    [/tool must be an object/, {}, [null]],
  ])("options and tools that are none: %s", (message, options, tools) => {
    expect(() => render([user("Hi")], options as ChatTemplateOptions, tools as ToolDefinition[])).toThrow(
      code("request/invalid", message),
    );
  });

  test("variables and tools must be JSON, not too deep, and not take the place of others", () => {
    const deep = JSON.parse(`${'{"a":'.repeat(1000)}1${"}".repeat(1000)}`);
    const invalid = code("request/invalid");
    expect(() => render([user("Hi")], { variables: { messages: [] } })).toThrow(invalid);
    expect(() => render([user("Hi")], { variables: { f: () => 1 } })).toThrow(invalid);
    expect(() => render([user("Hi")], { variables: { n: 5n } })).toThrow(invalid);
    expect(() => render([user("Hi")], {}, [{ name: "f", parameters: deep }])).toThrow(invalid);
  });

  test("a conversation beyond any context", () => {
    expect(() => render([user("x".repeat(17_000_000))])).toThrow(code("request/context-too-long"));
  });
});
