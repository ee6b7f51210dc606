import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ApiError } from "../errors.ts";
import { parseRequest } from "../parse-request.ts";
import {
  type AnthropicMessagesRequest,
  anthropicCountTokensRequestSchema,
  anthropicMessagesRequestSchema,
} from "./messages.ts";

const messages = [{ role: "user", content: "hi" }];
const parse = (fields: object) => parseRequest(anthropicMessagesRequestSchema, { messages, max_tokens: 9, ...fields });

function refusal(fields: object): ApiError {
  try {
    parse(fields);
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
  throw new Error("expected a refusal");
}

const cache_control = { type: "ephemeral", ttl: "1h" } as const;
const inUser = (...content: unknown[]) => ({ messages: [{ role: "user", content }] });
const inAssistant = (...content: unknown[]) => ({ messages: [{ role: "assistant", content }, ...messages] });
const inResult = (...content: unknown[]) => inUser({ type: "tool_result", tool_use_id: "a", content });

test("a request with every honoured field keeps its values", () => {
  const request = {
    model: "m",
    max_tokens: 100,
    system: [{ type: "text", text: "be brief", cache_control }],
    messages: [
      { role: "user", content: [{ type: "text", text: "hi", cache_control, citations: null }] },
      { role: "system", content: "be briefer", clear_at: "next_user_message" },
      {
        role: "system",
        content: [
          { type: "text", text: "new" },
          {
            type: "tool_addition",
            tool: { type: "tool_definition", definition: { name: "g", input_schema: {} } },
            cache_control,
          },
          { type: "tool_addition", tool: { type: "tool_reference", name: "f" } },
          { type: "tool_removal", tool: { type: "tool_reference", name: "f" } },
        ],
      },
      {
        role: "assistant",
        content: [
          { type: "thinking", thinking: "hm", signature: "s" },
          { type: "redacted_thinking", data: "x" },
          { type: "text", text: "a", citations: [{ type: "char_location" }] },
          { type: "tool_use", id: "a", name: "f", input: { x: [1] }, cache_control, caller: { type: "direct" } },
        ],
      },
      {
        role: "user",
        content: [
          { type: "tool_result", tool_use_id: "a", content: "42", is_error: false, cache_control },
          { type: "tool_result", tool_use_id: "a", content: [{ type: "text", text: "42" }], is_error: true },
          { type: "tool_result", tool_use_id: "a", content: [{ type: "tool_reference", tool_name: "f" }] },
          { type: "tool_result", tool_use_id: "a" },
        ],
      },
      { role: "assistant", content: [] },
      { role: "user", content: "and?" },
    ],
    tools: [
      { name: "f", input_schema: { type: "object" } },
      {
        type: "custom",
        name: "x".repeat(128),
        description: "X.",
        input_schema: { type: "object", properties: {} },
        input_examples: [{ a: 1 }],
        strict: false,
        defer_loading: true,
        allowed_callers: ["direct"],
        eager_input_streaming: true,
        cache_control,
      },
    ],
    tool_choice: { type: "auto", disable_parallel_tool_use: true },
    thinking: { type: "enabled", budget_tokens: 1024, display: "omitted" },
    output_config: { effort: "low" },
    context_management: { edits: [{ type: "clear_thinking_20251015", keep: "all" }] },
    stop_sequences: ["END"],
    stream: true,
    temperature: 1,
    top_p: 0.9,
    top_k: 40,
    metadata: { user_id: "u" },
    cache_control,
    service_tier: "auto",
  } satisfies AnthropicMessagesRequest;
  expect(parse(request)).toEqual(request);
});

test.each([
  { thinking: { type: "disabled" } },
  { thinking: { type: "adaptive" } },
  { thinking: { type: "between_tools" } },
  { tool_choice: { type: "none" }, tools: [] },
  { system: null, tools: null, stop_sequences: null, mcp_servers: [], container: null },
  { max_tokens: 0 },
])("%j passes", (fields) => {
  expect(parse(fields)).toMatchObject(fields);
});

test.each([
  ["messages[0].content[0].type", inUser({ type: "image", source: { type: "url", url: "http://a" } }), "Images cannot"],
  ["messages[0].content[0].content[0].type", inResult({ type: "browser_state" }), "Only text"],
  ["messages[0].content[0].content[0].type", inResult({ type: "image", source: {} }), "Images cannot"],
  ["messages[0].content[1].type", inUser({ type: "text", text: "a" }, { type: "document", source: {} }), "Only text"],
  ["messages[0].content[0].type", inAssistant({ type: "server_tool_use", id: "a" }), "runs no tools"],
  [
    "messages[1].role",
    { messages: [...messages, { role: "assistant", content: [{ type: "tool_use", id: "a", name: "b", input: {} }] }] },
    "cannot be continued",
  ],
  ["tools[0].type", { tools: [{ type: "bash_20250124", name: "bash" }] }, "input_schema"],
  ["mcp_servers", { mcp_servers: [{ type: "url" }] }, "Leave it out"],
  ["container", { container: "c" }, "Leave it out"],
])("%s is refused by name instead of being ignored", (param, fields, words) => {
  const error = refusal(fields);
  expect(error).toMatchObject({ status: 400, code: "unsupported", param });
  expect(error.message).toContain(words);
});

test.each([
  [{ max_tokens: undefined }, "max_tokens", "missing_required_parameter", "a number"],
  [{ max_tokens: -1 }, "max_tokens", "invalid_value", "at least 0"],
  [{ messages: [] }, "messages", "invalid_value", "at least 1 element"],
  [{ messages: undefined }, "messages", "missing_required_parameter", "an array"],
  [{ messages: [null] }, "messages[0]", "invalid_type", "an object"],
  [{ messages: [{ role: "tool", content: "a" }] }, "messages[0].role", "invalid_value", '"assistant"'],
  [{ messages: [{ role: "user" }] }, "messages[0].content", "missing_required_parameter", "a string or an array"],
  [inUser(), "messages[0].content", "invalid_value", "at least 1 element"],
  [inUser({ text: "a" }), "messages[0].content[0].type", "missing_required_parameter", '"text"'],
  [inUser({ type: "sound" }), "messages[0].content[0].type", "invalid_value", '"tool_result"'],
  [inUser({ type: "tool_use", id: "a", name: "f", input: {} }), "messages[0].content[0].type", "invalid_value", "text"],
  [inUser({ type: "text", text: 1 }), "messages[0].content[0].text", "invalid_type", "a string"],
  [inAssistant({ type: "tool_use", id: "a", name: "f", input: 1 }), "messages[0].content[0].input", "invalid_type", ""],
  [{ system: [{ type: "image" }] }, "system[0].type", "invalid_value", '"text"'],
  [{ tools: [{ name: "a b", input_schema: {} }] }, "tools[0].name", "invalid_value", "1 to 128 letters"],
  [{ tools: [{ name: "f" }] }, "tools[0].input_schema", "missing_required_parameter", "an object"],
  [{ tool_choice: "auto" }, "tool_choice", "invalid_type", "an object"],
  [{ thinking: { type: "enabled", budget_tokens: 0 } }, "thinking.budget_tokens", "invalid_value", "at least 1"],
  [{ messages: [{ role: "system" }] }, "messages[0].content", "missing_required_parameter", "a string or an array"],
  [{ thinking: { type: "hard" } }, "thinking.type", "invalid_value", '"adaptive"'],
  [{ cache_control: { type: "forever" } }, "cache_control.type", "invalid_value", '"ephemeral"'],
  [{ stop_sequences: [""] }, "stop_sequences[0]", "invalid_value", "at least 1 character"],
  [{ stop: ["a"] }, "stop", "unknown_parameter", "'stop_sequences'"],
  [{ max_completion_tokens: 3 }, "max_completion_tokens", "unknown_parameter", "'max_tokens'"],
])("%j names %s", (fields, param, code, words) => {
  const error = refusal(fields);
  expect(error).toMatchObject({ status: 400, type: "invalid_request_error", param, code });
  expect(error.message).toContain(words);
});

describe("any JSON", () => {
  const names = Object.keys(anthropicMessagesRequestSchema.shape);
  const types = ["text", "image", "tool_use", "tool_result", "thinking", "enabled", "auto", "any", "ephemeral"];
  const leaf = fc.oneof(fc.constantFrom<unknown>(...types, ...names), fc.jsonValue({ maxDepth: 2 }));
  const { value } = fc.letrec<{ value: unknown; object: unknown }>((tie) => ({
    value: fc.oneof({ maxDepth: 4 }, leaf, fc.array(tie("value"), { maxLength: 3 }), tie("object")),
    object: fc.dictionary(
      fc.constantFrom("type", "text", "content", "role", "input", "name", "source", ...names),
      tie("value"),
    ),
  }));
  const fields = fc.dictionary(fc.oneof(fc.constantFrom(...names), fc.string()), value, { maxKeys: 6 });

  test.each([
    ["a message", anthropicMessagesRequestSchema, { messages, max_tokens: 9 }],
    ["a count", anthropicCountTokensRequestSchema, { messages }],
  ])("asked for %s gives a request or an ApiError 400", (_, schema, base) => {
    fc.assert(
      fc.property(fields, fc.boolean(), (body, isBased) => {
        try {
          parseRequest(schema, isBased ? { ...base, ...body } : body);
        } catch (error) {
          expect(error).toMatchObject({ name: "ApiError", status: 400 });
        }
      }),
      { numRuns: 300 },
    );
  });
});
