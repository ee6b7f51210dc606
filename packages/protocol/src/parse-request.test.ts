import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ChatCompletionRequest, chatCompletionRequestSchema } from "./chat-completions.ts";
import { completionRequestSchema } from "./completions.ts";
import { ApiError } from "./errors.ts";
import { parseRequest } from "./parse-request.ts";
import { prompts } from "./prompt.ts";

const messages = [{ role: "user", content: "hi" }];
const chat = (fields: unknown) => parseRequest(chatCompletionRequestSchema, fields);
const completion = (fields: unknown) => parseRequest(completionRequestSchema, fields);

function withTool(called: unknown) {
  return { messages, tools: [{ type: "function", function: called }] };
}

function refusal(parse: () => unknown): ApiError {
  try {
    parse();
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
  throw new Error("expected a refusal");
}

describe("chat completions", () => {
  test("what other servers give and take is taken", () => {
    const cache_control = { type: "ephemeral", ttl: "1h" };
    const request = {
      messages: [
        { role: "user", content: [{ type: "text", text: "hi", cache_control }] },
        { role: "assistant", content: [{ type: "refusal", refusal: "no" }] },
        { role: "assistant", refusal: "no" },
      ],
      tools: [{ type: "function", function: { name: "f" }, cache_control }],
    };
    expect(chat(request)).toMatchObject(request);
  });

  test.each([chat, completion])(
    "what clients of llama.cpp and vLLM send is taken where it asks for nothing else",
    (parse) => {
      const fields = { cache_prompt: true, id_slot: -1, skip_special_tokens: true, min_tokens: 0, max_tokens: -1 };
      const request = { messages, prompt: "a", stream_options: { continuous_usage_stats: false }, ...fields };
      const { [parse === chat ? "prompt" : "messages"]: _, ...own } = request;
      expect(parse(own)).toMatchObject(fields);
      for (const asked of [{ min_tokens: 5 }, { typical_p: 0.5 }, { skip_special_tokens: false }, { max_tokens: -2 }]) {
        const [param] = Object.keys(asked);
        expect(refusal(() => parse({ ...own, ...asked }))).toMatchObject({ status: 400, param });
      }
    },
  );

  test("a request with every honoured field keeps its values", () => {
    const request = {
      messages: [
        { role: "developer", content: "be brief" },
        { role: "user", content: [{ type: "text", text: "hi" }], name: "ann" },
        {
          role: "assistant",
          content: null,
          reasoning_content: "hm",
          tool_calls: [{ id: "a", type: "function", function: { name: "f", arguments: "{}" } }],
          refusal: null,
          annotations: [],
        },
        { role: "tool", tool_call_id: "a", content: "42" },
      ],
      model: "m",
      n: 2,
      stream: true,
      stream_options: { include_usage: true },
      temperature: 0,
      top_p: 1,
      top_k: -1,
      min_p: 0.1,
      repetition_penalty: 1.1,
      presence_penalty: -2,
      frequency_penalty: 2,
      logit_bias: { "17": -100 },
      seed: -1,
      stop: ["a", "b"],
      stop_token_ids: [5],
      ignore_eos: true,
      max_completion_tokens: 9,
      logprobs: true,
      top_logprobs: 20,
      reasoning_effort: "none",
      enable_thinking: true,
      thinking_budget: 0,
      preserve_thinking: false,
      chat_template_kwargs: { enable_thinking: false, style: { short: true } },
      tools: [
        { type: "function", function: { name: "f" } },
        {
          type: "function",
          function: { name: "g-1", description: "G.", parameters: { type: "object", properties: {} }, strict: false },
        },
      ],
      tool_choice: "auto",
      parallel_tool_calls: false,
    } satisfies ChatCompletionRequest;
    expect(chat(request)).toEqual(request);
  });

  test("null says nothing, wherever OpenAI lets it", () => {
    const optional = ["temperature", "stop", "n", "seed", "logit_bias", "tools", "audio", "response_format", "stream"];
    const request = { messages, ...Object.fromEntries(optional.map((name) => [name, null])) };
    expect(chat(request)).toMatchObject(request);
  });

  test("values that ask for nothing pass, also in fields that are not supported", () => {
    const neutral = {
      tools: [],
      tool_choice: "auto",
      response_format: { type: "text" },
      modalities: ["text"],
      functions: [],
    };
    expect(chat({ messages, ...neutral })).toMatchObject(neutral);
  });

  test.each([
    ["tools[0].type", { tools: [{ type: "custom", custom: { name: "f" } }] }],
    ["modalities", { modalities: ["audio"] }],
    ["audio", { audio: { voice: "x" } }],
    ["functions", { functions: [{ name: "f" }] }],
    ["function_call", { function_call: { name: "f" } }],
    ["prediction", { prediction: { type: "content", content: "x" } }],
    ["web_search_options", { web_search_options: {} }],
    ["verbosity", { verbosity: "low" }],
    ["moderation", { moderation: {} }],
    ["messages[0].content[0].type", { messages: [{ role: "user", content: [{ type: "image_url", image_url: {} }] }] }],
    ["messages[0].function_call", { messages: [{ role: "assistant", function_call: { name: "f", arguments: "" } }] }],
    [
      "messages[0].content[1].type",
      { messages: [{ role: "assistant", content: [{ type: "refusal", refusal: "no" }, { type: "image_url" }] }] },
    ],
  ])("%s is refused by name instead of being ignored", (param, fields) => {
    expect(refusal(() => chat({ messages, ...fields }))).toMatchObject({ status: 400, code: "unsupported", param });
  });

  const tools = [{ type: "function", function: { name: "f", strict: true } }];
  const schema = { type: "object" };

  test.each([
    { tools, tool_choice: "required" },
    { tools, tool_choice: { type: "function", function: { name: "f" } } },
    { response_format: { type: "json_object" } },
    { response_format: { type: "json_schema", json_schema: { name: "n", schema, strict: true } } },
    { structured_outputs: { regex: "a+" } },
    { structured_outputs: { choice: ["a", "b"] } },
    { grammar: 'root ::= "a"', response_format: { type: "text" } },
  ])("%j says what an answer is held to", (fields) => {
    expect(chat({ messages, ...fields })).toMatchObject(fields);
  });

  test.each([
    ["tool_choice", { tools, tool_choice: "any" }],
    ["grammar", { grammar: 'root ::= "a"', response_format: { type: "json_object" } }],
    ["structured_outputs", { structured_outputs: { regex: "a", choice: ["b"] } }],
    ["structured_outputs", { structured_outputs: {} }],
    ["response_format.type", { response_format: { type: "xml" } }],
    [
      "response_format.json_schema.schema",
      { response_format: { type: "json_schema", json_schema: { name: "n", schema: 1 } } },
    ],
  ])("%s that can not be is refused: %j", (param, fields) => {
    expect(refusal(() => chat({ messages, ...fields }))).toMatchObject({ status: 400, param });
  });

  test.each([
    ["temprature", "temperature"],
    ["maxTokens", "max_tokens"],
    ["stopp", "stop"],
    ["repeat_penalty", "repetition_penalty"],
    ["thinking_budget_tokens", "thinking_budget"],
  ])("unknown field %s: did you mean %s", (name, meant) => {
    const error = refusal(() => chat({ messages, [name]: 1 }));
    expect(error).toMatchObject({ status: 400, code: "unknown_parameter", param: name });
    expect(error.message).toContain(`'${meant}'`);
  });

  test("a misspelt required field is told as that, not as missing", () => {
    expect(refusal(() => chat({ mesages: messages })).message).toContain("Did you mean 'messages'?");
  });

  test("an unknown field far from all others gets no guess, however long it is", () => {
    expect(refusal(() => chat({ messages, wibble: 1 })).message).toBe("Unknown field 'wibble'. Leave it out.");
    expect(refusal(() => chat({ messages, ["x".repeat(1e6)]: 1 })).message.length).toBeLessThan(200);
  });

  test.each([
    [{}, "messages", "missing_required_parameter", "required"],
    [{ messages: [] }, "messages", "invalid_value", "at least 1 element"],
    [{ messages: [{ role: "user" }] }, "messages[0].content", "missing_required_parameter", "a string or an array"],
    [{ messages: [{ role: "bot", content: "" }] }, "messages[0].role", "invalid_value", '"assistant"'],
    [{ messages: [{ role: "user", content: [{ text: "a" }] }] }, "messages[0].content[0].type", null, '"text"'],
    [{ messages: [{ role: "user", content: "a", foo: 1 }] }, "messages[0].foo", "unknown_parameter", "foo"],
    [{ messages, temperature: "hot" }, "temperature", "invalid_type", 'a number, but got the string "hot"'],
    [{ messages, temperature: 3 }, "temperature", "invalid_value", "at most 2"],
    [{ messages, temperature: JSON.parse("1e999") }, "temperature", null, "Infinity"],
    [{ messages, seed: 1.5 }, "seed", "invalid_value", "an integer"],
    [{ messages, n: 1e9 }, "n", "invalid_value", "at most 128"],
    [{ messages, stop: [""] }, "stop[0]", "invalid_value", "at least 1 character"],
    [{ messages, stop: Array(17).fill("a") }, "stop", "invalid_value", "at most 16 elements"],
    [{ messages, logit_bias: { a: 1 } }, "logit_bias.a", "invalid_value", "token ids as keys"],
    [{ messages, logit_bias: { 1: 101 } }, "logit_bias.1", "invalid_value", "at most 100"],
    [{ messages, top_logprobs: 3 }, "logprobs", null, "true with top_logprobs"],
    [{ messages, tools: Array(1025).fill(0) }, "tools", "invalid_value", "at most 1024 elements"],
    [{ messages, tools: [{ type: "function" }] }, "tools[0].function", "missing_required_parameter", "an object"],
    [withTool({}), "tools[0].function.name", "missing_required_parameter", "a string"],
    [withTool({ name: "a b" }), "tools[0].function.name", "invalid_value", "1 to 128 letters"],
    [withTool({ name: "x".repeat(129) }), "tools[0].function.name", "invalid_value", "1 to 128 letters"],
    [{ messages, seed: 2 ** 65 }, "seed", "invalid_value", "at most"],
    [withTool({ name: "f", parameters: [] }), "tools[0].function.parameters", "invalid_type", "an object"],
    [
      withTool({ name: "f", parameters: { a: "x".repeat(65_536) } }),
      "tools[0].function.parameters",
      "invalid_value",
      "at most 65536 characters",
    ],
    [withTool({ name: "f", returns: {} }), "tools[0].function.returns", "unknown_parameter", "returns"],
    [{ messages, stream_options: { x: 1 } }, "stream_options.x", "unknown_parameter", "stream_options.x"],
    [null, null, "invalid_type", "an object, but got null"],
    [[], null, "invalid_type", "an object"],
  ])("%j names %s", (request, param, code, words) => {
    const error = refusal(() => chat(request));
    expect(error).toMatchObject({ status: 400, type: "invalid_request_error", param });
    if (code !== null) expect(error.code).toBe(code);
    expect(error.message).toContain(words);
  });

  test("a list beyond its bound is refused without a look at what it holds", () => {
    const before = process.threadCpuUsage();
    expect(refusal(() => chat({ messages: Array(1e6).fill({}) })).message).toContain("at most 16384 elements");
    const { user, system } = process.threadCpuUsage(before);
    expect(user + system).toBeLessThan(500_000);
  });

  test("nothing but an ApiError 400 or a parsed request comes of any JSON", () => {
    const names = Object.keys(chatCompletionRequestSchema.shape);
    const field = fc.tuple(fc.oneof(fc.constantFrom(...names), fc.string()), fc.jsonValue());
    fc.assert(
      fc.property(fc.array(field, { maxLength: 6 }), (fields) => {
        try {
          chat({ messages, ...Object.fromEntries(fields) });
        } catch (error) {
          expect(error).toMatchObject({ name: "ApiError", status: 400 });
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe("completions", () => {
  test.each([
    ["a text", 1],
    [["a", "b"], 2],
    [[1, 2, 3], 1],
    [[[1], [2], [3]], 3],
  ])("%j is a prompt or several", (prompt, count) => {
    expect(prompts(completion({ prompt }).prompt)).toHaveLength(count);
  });

  test.each([[""], [[]], [["a", [1]]], [["a", ""]], [[[]]], [[1.5]], [[-1]], [{}], [7], [Array(129).fill("a")]])(
    "%j is none",
    (prompt) => {
      expect(refusal(() => completion({ prompt }))).toMatchObject({ param: "prompt", status: 400 });
    },
  );

  test.each([
    ["suffix", { suffix: "x", prompt: [1, 2] }],
    ["best_of", { n: 3, best_of: 2 }],
    ["best_of", { best_of: 2, stream: true }],
    ["echo", { echo: true, logprobs: 1, suffix: "x" }],
    ["stream", { prompt_logprobs: 1, stream: true }],
    ["prompt", { prompt: "" }],
    ["n", { prompt: ["a", "b"], n: 65 }],
  ])("%s is refused", (param, fields) => {
    expect(refusal(() => completion({ prompt: "a", ...fields }))).toMatchObject({ param, status: 400 });
  });
});
