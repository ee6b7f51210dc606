import type { ChatMessage, GenerateRequest } from "@qwents/engine";
import { anthropicMessagesRequestSchema, parseRequest } from "@qwents/protocol";
import { describe, expect, test } from "vitest";
import { hiddenThoughtOf, signatureOf } from "../hidden-thought.ts";
import { messagesToEngine } from "./to-engine.ts";
import { callableTools } from "./tools.ts";

const user = { role: "user", content: "hi" };

function requestOf(fields: object): GenerateRequest {
  const body = { max_tokens: 9, messages: [user], ...fields };
  return messagesToEngine(parseRequest(anthropicMessagesRequestSchema, body), "json");
}

function messagesOf(fields: object): readonly ChatMessage[] {
  const request = requestOf(fields);
  return "messages" in request ? request.messages : [];
}

const templateOf = (fields: object) => (requestOf(fields) as { template?: object }).template;

test("all options arrive under their own names", () => {
  const input_schema = { type: "object", properties: { city: { type: "string" } } };
  const request = requestOf({
    system: "Be brief.",
    tools: [
      { name: "f", description: "F.", input_schema, input_examples: [{ city: "Köln" }] },
      { name: "g", input_schema: {} },
    ],
    temperature: 0.5,
    top_p: 0.9,
    top_k: 40,
    stop_sequences: ["END"],
    thinking: { type: "enabled", budget_tokens: 1024 },
  });
  expect(request).toEqual({
    messages: [{ role: "system", content: "Be brief." }, user],
    tools: [
      { name: "f", description: "F.", parameters: { ...input_schema, examples: [{ city: "Köln" }] } },
      { name: "g", parameters: {} },
    ],
    template: { enableThinking: true },
    sampling: { temperature: 0.5, topP: 0.9, topK: 40 },
    grammar: {
      type: "tools",
      tools: [
        { name: "f", parameters: { ...input_schema, examples: [{ city: "Köln" }] }, strict: false },
        { name: "g", parameters: {}, strict: false },
      ],
      style: "json",
      choice: "auto",
      parallel: true,
    },
    stop: ["END"],
    thinkingBudget: 1024,
    maxTokens: 9,
  });
});

test("what is not said is left to the model, thinking apart", () => {
  expect(requestOf({})).toEqual({
    messages: [user],
    template: { enableThinking: false },
    sampling: {},
    maxTokens: 9,
  });
});

test.each([
  [{ type: "any" }, { choice: "required", parallel: true, tools: [{ name: "f" }, { name: "g" }] }],
  [
    { type: "any", disable_parallel_tool_use: true },
    { choice: "required", parallel: false },
  ],
  [
    { type: "tool", name: "g" },
    { choice: "required", parallel: false, tools: [{ name: "g", strict: true }] },
  ],
])("%j is what the answer is held to", (tool_choice, grammar) => {
  const tools = [
    { name: "f", input_schema: {} },
    { name: "g", input_schema: {}, strict: true },
  ];
  expect(requestOf({ tools, tool_choice })).toMatchObject({ tools: [{ name: "f" }, { name: "g" }], grammar });
});

test("a choice of a tool that is not there is refused", () => {
  expect(() => requestOf({ tool_choice: { type: "any" } })).toThrow("without tools");
  const tools = [{ name: "f", input_schema: {} }];
  expect(() => requestOf({ tools, tool_choice: { type: "tool", name: "g" } })).toThrow('a tool "g"');
});

test("a format is what the answer is held to", () => {
  const schema = { type: "object" };
  expect(requestOf({ output_config: { format: { type: "json_schema", schema } } })).toMatchObject({
    grammar: { type: "json_schema", schema },
  });
});

test("tools are not shown where none may be called", () => {
  const tools = [{ name: "f", input_schema: {} }];
  expect(requestOf({ tools })).toHaveProperty("tools");
  expect(requestOf({ tools, tool_choice: { type: "none" } })).not.toHaveProperty("tools");
});

test.each([
  [{ thinking: { type: "enabled", budget_tokens: 1024 } }, { enableThinking: true }],
  [{ thinking: { type: "enabled" } }, { enableThinking: true }],
  [{ thinking: { type: "adaptive" } }, { enableThinking: true }],
  [{ thinking: { type: "disabled" } }, { enableThinking: false }],
  [{ thinking: { type: "between_tools" } }, { enableThinking: false }],
  [
    { thinking: { type: "adaptive" }, output_config: { effort: "low" } },
    { enableThinking: true, reasoningEffort: "low" },
  ],
  [{ output_config: { effort: "max" } }, { enableThinking: false, reasoningEffort: "max" }],
  [
    { context_management: { edits: [{ type: "clear_thinking_20251015", keep: "all" }] } },
    { enableThinking: false, preserveThinking: true },
  ],
  [
    {
      context_management: { edits: [{ type: "clear_thinking_20251015", keep: { type: "thinking_turns", value: 1 } }] },
    },
    { enableThinking: false },
  ],
])("%j: %j", (fields, template) => {
  expect(templateOf(fields)).toEqual(template);
});

describe("tools that are described later", () => {
  const input_schema = { type: "object", properties: { city: { type: "string" } } };
  const tools = [
    { name: "search", input_schema: {} },
    { name: "weather", description: "The weather.", input_schema, defer_loading: true },
  ];
  const described = (tool: object) => `<functions>\n<function>${JSON.stringify(tool)}</function>\n</functions>`;
  const weather = { name: "weather", description: "The weather.", parameters: input_schema };
  const referring = (tool_name: string) => [
    { type: "text", text: "Found:" },
    { type: "tool_reference", tool_name },
  ];

  test("are shown where a result refers to them", () => {
    const content = [{ type: "tool_result", tool_use_id: "a", content: referring("weather") }];
    expect(requestOf({ tools, messages: [{ role: "user", content }] })).toMatchObject({
      tools: [{ name: "search", parameters: {} }],
      messages: [{ role: "tool", content: `Found:\n${described(weather)}` }],
    });
    expect(requestOf({ tools: tools.slice(1) })).not.toHaveProperty("tools");
  });

  test("are described once, however often they are named", () => {
    const content = Array.from({ length: 4000 }, (_, i) => ({
      type: "tool_result",
      tool_use_id: String(i),
      content: Array(100).fill({ type: "tool_reference", tool_name: "weather" }),
    }));
    const described = { ...tools[1], description: "x".repeat(30_000) };
    const messages = messagesOf({ tools: [described], messages: [{ role: "user", content }] });
    expect(messages[0].content?.split("\n").slice(0, 3)).toEqual([
      "<functions>",
      `<function>${JSON.stringify({ ...weather, description: described.description })}</function>`,
      '<function>{"name":"weather"}</function>',
    ]);
    expect(JSON.stringify(messages).length).toBeLessThan(20_000_000);
  });

  test("must be there", () => {
    const content = [{ type: "tool_result", tool_use_id: "a", content: referring("wether") }];
    expect(() => requestOf({ tools, messages: [{ role: "user", content }] })).toThrow(
      expect.objectContaining({ status: 400, param: "tools", message: expect.stringContaining('"wether"') }),
    );
  });

  test("join and leave in system messages, and are read by their schemas", () => {
    const clock = { name: "clock", input_schema: {} };
    const content = [
      { type: "text", text: "New:" },
      { type: "tool_addition", tool: { type: "tool_definition", definition: clock } },
      { type: "tool_removal", tool: { type: "tool_reference", name: "search" } },
    ];
    const body = { tools, messages: [user, { role: "system", content }] };
    const text = `New:\n${described({ name: "clock", parameters: {} })}\nNo longer on offer: search.`;
    expect(messagesOf(body)[1]).toEqual({ role: "system", content: text });
    const parsed = parseRequest(anthropicMessagesRequestSchema, { max_tokens: 9, ...body });
    expect(callableTools(parsed)?.map(({ name }) => name)).toEqual(["search", "weather", "clock"]);
    expect(callableTools({ ...parsed, tool_choice: { type: "none" } })).toBeUndefined();
  });
});

test("a system message for one turn goes with the next of the user", () => {
  const system = { role: "system", content: "It is late.", clear_at: "next_user_message" };
  expect(messagesOf({ messages: [user, system] })).toHaveLength(2);
  expect(messagesOf({ messages: [user, system, { role: "assistant", content: "Yes." }, user] })).toHaveLength(3);
});

describe("system prompt", () => {
  const header = "x-anthropic-billing-header: cc_version=2.1; cch=00000;";

  test.each<[unknown, string | undefined]>([
    ["Be brief.", "Be brief."],
    [
      [
        { type: "text", text: "Be brief." },
        { type: "text", text: "Be kind." },
      ],
      "Be brief.\nBe kind.",
    ],
    ["", undefined],
    [[], undefined],
    [null, undefined],
    [
      [
        { type: "text", text: header },
        { type: "text", text: "Be brief." },
      ],
      "Be brief.",
    ],
    [`${header}\nBe brief.`, "Be brief."],
    [`Say ${header}`, `Say ${header}`],
  ])("%j", (system, content) => {
    const expected = content === undefined ? [] : [{ role: "system", content }];
    expect(messagesOf({ system })).toEqual([...expected, user]);
  });
});

describe("turns", () => {
  const text = (said: string) => ({ type: "text", text: said });
  const result = (id: string, content?: unknown, fields: object = {}) => ({
    type: "tool_result",
    tool_use_id: id,
    content,
    ...fields,
  });
  const turn = (...content: object[]) => messagesOf({ messages: [{ role: "user", content }] });

  test("texts of a user belong together", () => {
    expect(turn(text("1+"), text("1"))).toEqual([{ role: "user", content: "1+\n1" }]);
  });

  test("results are messages of their own, in order", () => {
    const messages = turn(result("a", "1"), result("b", [text("2"), text("3")]), text("And?"), result("c"));
    expect(messages).toEqual([
      { role: "tool", content: "1", toolCallId: "a" },
      { role: "tool", content: "2\n3", toolCallId: "b" },
      { role: "user", content: "And?" },
      { role: "tool", content: "", toolCallId: "c" },
    ]);
  });

  test.each([
    ["no such file", "Error: no such file"],
    ["Error: no such file", "Error: no such file"],
    ["<error>none</error>", "<error>none</error>"],
    ["errors.ts is missing", "Error: errors.ts is missing"],
  ])("a result that is an error says so: %s", (content, expected) => {
    expect(turn(result("a", content, { is_error: true }))[0].content).toBe(expected);
    expect(turn(result("a", content, { is_error: false }))[0].content).toBe(content);
  });

  test("an answer goes back as it came", () => {
    const content = [
      { type: "thinking", thinking: "Hm.", signature: "of another server" },
      { type: "redacted_thinking", data: "x" },
      text("Let me "),
      text("see."),
      { type: "tool_use", id: "a", name: "f", input: { x: 1 } },
    ];
    const messages = messagesOf({ messages: [user, { role: "assistant", content }, user] });
    expect(messages[1]).toEqual({
      role: "assistant",
      content: "Let me see.",
      reasoningContent: "Hm.",
      toolCalls: [{ id: "a", name: "f", arguments: { x: 1 } }],
    });
  });

  test("an answer without a word, and a system message between", () => {
    const messages = [user, { role: "assistant", content: [] }, { role: "system", content: [text("Now in German.")] }];
    expect(messagesOf({ messages: [...messages, user] })).toEqual([
      user,
      { role: "assistant", content: null },
      { role: "system", content: "Now in German." },
      user,
    ]);
  });
});

test.each(["", "Hm. 🦜", "x".repeat(100_000)])("a signature carries what is hidden: %.10s", (thought) => {
  expect(hiddenThoughtOf(signatureOf(thought))).toBe(thought);
});

test.each(["", "foreign", "EqQBCkgIARABGAIiQL==", "\u{1F99C}"])(
  "a foreign signature carries nothing: %s",
  (signature) => {
    expect(hiddenThoughtOf(signature)).toBe("");
  },
);

test("what the assistant has begun goes on", () => {
  const begun = [user, { role: "assistant", content: "Once" }];
  expect(messagesOf({ messages: begun })).toEqual(begun);
  expect(templateOf({ messages: begun })).toMatchObject({ continueFinalMessage: true });
  expect(templateOf({ messages: [...begun, user] })).not.toHaveProperty("continueFinalMessage");
});
