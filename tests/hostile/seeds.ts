/** A tool as each protocol writes it. */
const parameters = { type: "object", properties: { city: { type: "string" } }, required: ["city"] };
const tool = { type: "function", function: { name: "get_weather", description: "Weather", parameters } };

const message = { role: "user", content: "hi" };
const turns = [
  { role: "system", content: "Be brief." },
  { role: "user", content: [{ type: "text", text: "Weather in Kiel?" }] },
  {
    role: "assistant",
    content: null,
    tool_calls: [{ id: "call_1", type: "function", function: { name: "get_weather", arguments: '{"city":"Kiel"}' } }],
  },
  { role: "tool", tool_call_id: "call_1", content: "rain" },
];

const question = { type: "predicate", instructions: "Is it?" };

const sampling = {
  temperature: 0.5,
  top_p: 0.9,
  top_k: 20,
  min_p: 0.1,
  seed: 7,
  stop: ["x"],
  presence_penalty: 1,
  frequency_penalty: 0.5,
  repetition_penalty: 1.1,
  logit_bias: { "5": -3 },
};

const short = { max_tokens: 3 };

/** Bodies that are right, by path: what is mutated. */
const bodies: Readonly<Record<string, readonly object[]>> = {
  "/v1/chat/completions": [
    { messages: turns, tools: [tool], tool_choice: "auto", parallel_tool_calls: true, ...short },
    { messages: [message], ...sampling, n: 2, logprobs: true, top_logprobs: 2, ...short },
    { messages: [message], stream: true, stream_options: { include_usage: true }, ...short },
    {
      messages: [message],
      response_format: { type: "json_schema", json_schema: { name: "a", schema: parameters, strict: true } },
      ...short,
    },
    { messages: [message], structured_outputs: { regex: "[a-z]{1,5}|(x|y)*" }, ...short },
    { messages: [message], grammar: 'root ::= "a" [b-d]{1,3} other\nother ::= "x" | other "y"', ...short },
    { messages: [message], enable_thinking: true, thinking_budget: 2, chat_template_kwargs: { a: [1] }, ...short },
  ],
  "/v1/completions": [
    { prompt: "Once", echo: true, logprobs: 2, n: 2, ...sampling, ...short },
    { prompt: [[1, 2, 3], [4]], stream: true, stop_token_ids: [3], ignore_eos: true, ...short },
    { prompt: ["a", "b"], structured_outputs: { choice: ["yes", "no"] }, ...short },
  ],
  "/v1/responses": [
    { model: "default", input: "hi", instructions: "Be brief.", max_output_tokens: 3, store: true },
    {
      model: "default",
      input: [
        { type: "message", role: "user", content: [{ type: "input_text", text: "hi" }] },
        { type: "function_call", call_id: "call_1", name: "get_weather", arguments: "{}" },
        { type: "function_call_output", call_id: "call_1", output: "rain" },
      ],
      tools: [{ type: "function", name: "get_weather", parameters, strict: true }],
      reasoning: { effort: "low" },
      stream: true,
      max_output_tokens: 3,
    },
    { model: "default", input: "hi", background: true, previous_response_id: null, max_output_tokens: 3 },
  ],
  "/v1/responses/input_tokens": [
    { model: "default", input: "hi", tools: [{ type: "function", name: "get_weather", parameters }] },
  ],
  "/v1/responses/compact": [{ model: "default", input: [{ role: "user", content: "hi" }], instructions: "Be brief." }],
  "/infill": [
    { input_prefix: "a(", input_suffix: ")", prompt: "b", n_predict: 3, ...sampling },
    { input_prefix: "", input_suffix: "", input_extra: [{ filename: "a.ts", text: "b" }], n_predict: 3, stream: true },
  ],
  "/v1/decisions": [
    {
      input: "broken",
      questions: [
        { type: "predicate", name: "a", instructions: "Is it?" },
        { type: "choice", instructions: "Which?", choices: [{ value: "x", description: "y" }, { value: true }] },
        {
          type: "score",
          instructions: [{ type: "input_text", text: "How?" }],
          levels: [{ label: "1" }, { label: "2" }],
        },
      ],
    },
    { input: [{ role: "user", content: [{ type: "input_json", data: { a: [1] } }] }], questions: [question] },
    { prompt: "Once", choices: ["a", "bc"], normalize: "token" },
    { messages: [message], choices: ["a", "bc"] },
  ],
  "/v1/moderations": [
    { model: "default", input: ["a", "b"] },
    { model: "default", input: [{ type: "text", text: "a" }] },
    { model: "default", messages: [message, { role: "assistant", content: "a" }] },
  ],
  "/v1/models/load": [
    { model: "default", keep_alive: "5m", stream: true },
    { model: "default", keep_alive: -1 },
  ],
  "/v1/models/unload": [{ model: "default", force: true }],
  "/v1/models/fit": [{ model: "qwen3:0.6b", context_length: 4096 }],
  "/v1/downloads": [{ model: "qwen3:0.6b", stream: true }, { model: "http://[::1]/a.gguf" }],
  "/v1/embeddings": [{ input: ["a", "b"], encoding_format: "base64", dimensions: 2 }, { input: [[1, 2], [3]] }],
  "/v1/rerank": [{ query: "a", documents: ["b", { text: "c" }], top_n: 1, return_documents: true }],
  "/v1/messages": [
    { model: "default", max_tokens: 3, messages: [message], system: "Be brief.", stream: true },
    {
      model: "default",
      max_tokens: 3,
      tools: [{ name: "get_weather", input_schema: parameters }],
      tool_choice: { type: "auto" },
      thinking: { type: "enabled", budget_tokens: 2 },
      messages: [
        message,
        { role: "assistant", content: [{ type: "tool_use", id: "t1", name: "get_weather", input: { city: "Kiel" } }] },
        { role: "user", content: [{ type: "tool_result", tool_use_id: "t1", content: "rain" }] },
      ],
    },
  ],
  "/v1/messages/count_tokens": [{ model: "default", messages: [message], system: [{ type: "text", text: "Be." }] }],
  "/api/chat": [
    { model: "default", messages: turns.slice(0, 1).concat(message), options: { num_predict: 3, ...{ seed: 1 } } },
    {
      model: "default",
      messages: [message],
      tools: [tool],
      think: false,
      options: { num_predict: 3 },
      keep_alive: "5m",
    },
    { model: "default", messages: [message], format: parameters, stream: false, options: { num_predict: 3 } },
  ],
  "/api/generate": [
    { model: "default", prompt: "hi", system: "Be brief.", options: { num_predict: 3, stop: ["x"], num_ctx: 10 } },
    { model: "default", prompt: "hi", raw: true, context: [1, 2], options: { num_predict: 3 }, stream: false },
  ],
  "/api/embed": [{ model: "default", input: ["a", "b"], truncate: true, dimensions: 2 }],
  "/api/embeddings": [{ model: "default", prompt: "a" }],
  "/api/show": [{ model: "default", verbose: true }],
  "/api/pull": [{ model: "default", stream: true }],
  "/tokenize": [
    { content: "a b", with_pieces: true, parse_special: true },
    { messages: turns, tools: [tool] },
  ],
  "/detokenize": [{ tokens: [1, 2, 3] }],
  "/apply-template": [{ messages: turns, tools: [tool], add_generation_prompt: false }],
};

/** For paths that are not above: some of all that bodies have. */
const anything = Object.assign({}, ...Object.values(bodies).flat(), {
  name: "x",
  id: "x",
  force: true,
  url: "http://[::1]/",
});

export function seedsOf(path: string): readonly object[] {
  return bodies[path] ?? [anything, {}];
}
