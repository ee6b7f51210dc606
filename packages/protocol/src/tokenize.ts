import * as z from "zod";
import { boundedArray } from "./bounded-array.ts";
import { chatCompletionRequestSchema } from "./chat-completions.ts";
import type { Operation } from "./openapi/operation.ts";

/** More than the longest context, in tokens and in characters. */
const maxTokens = 2 ** 20;
const maxLength = 2 ** 22;

const { shape } = chatCompletionRequestSchema;
const text = z.string().max(maxLength).nullish();

/** Ends the prompt with the opening of the answer. Default true. */
const add_generation_prompt = z.boolean().nullish();

/**
 * `POST /tokenize`, as llama.cpp has it (`content`) and vLLM (`prompt` or `messages`): one of the three.
 * @see https://github.com/ggml-org/llama.cpp/tree/master/tools/server
 */
export const tokenizeRequestSchema = z
  .strictObject({
    model: shape.model,
    content: text,
    prompt: text,
    messages: shape.messages.nullish(),
    tools: shape.tools,
    tool_choice: shape.tool_choice,
    enable_thinking: shape.enable_thinking,
    reasoning_effort: shape.reasoning_effort,
    preserve_thinking: shape.preserve_thinking,
    chat_template_kwargs: shape.chat_template_kwargs,
    add_generation_prompt,
    parse_special: z
      .boolean()
      .nullish()
      .describe(
        "Whether control tokens that a text spells are read as themselves. Default true; in `messages` they stay text.",
      ),
    with_pieces: z.boolean().nullish().describe("llama.cpp's: tokens come with what they stand for."),
    return_token_strs: z.boolean().nullish().describe("vLLM's: what the tokens stand for comes beside them."),
    // Accepted and ignored: Qwen's texts have no token in front.
    add_special: z.boolean().nullish(),
    add_special_tokens: z.boolean().nullish(),
    continue_final_message: shape.continue_final_message,
  })
  .check(({ value, issues }) => {
    if (value.continue_final_message === true && value.messages == null) {
      const message = "false without messages";
      issues.push({ code: "custom", path: ["continue_final_message"], input: true, message });
    }
    const given = [value.content, value.prompt, value.messages].filter((input) => input != null);
    if (given.length === 1) return;
    const message = "one of content, prompt and messages";
    issues.push({ code: "custom", path: [], input: value, message });
  });

export type TokenizeRequest = z.input<typeof tokenizeRequestSchema>;
export type ParsedTokenizeRequest = z.output<typeof tokenizeRequestSchema>;

const tokenId = z.int().min(0);

export const tokenizeResultSchema = z.object({
  tokens: z.union([
    z.array(tokenId),
    z
      .array(z.object({ id: tokenId, piece: z.union([z.string(), z.array(z.int())]) }))
      .describe("With `with_pieces`: text, or bytes where they are a part of a character."),
  ]),
  count: z.int().min(0),
  max_model_len: z.int().describe("The longest sequence that this server takes."),
  token_strs: z.array(z.string()).optional().describe("With `return_token_strs`; a part of a character reads U+FFFD."),
});

export type TokenizeResult = z.infer<typeof tokenizeResultSchema>;

/** `POST /detokenize` */
export const detokenizeRequestSchema = z.strictObject({ model: shape.model, tokens: boundedArray(tokenId, maxTokens) });

/** The text, control tokens by their names: twice, by llama.cpp's name and by vLLM's. */
export const detokenizeResultSchema = z.object({ content: z.string(), prompt: z.string() });

export type DetokenizeResult = z.infer<typeof detokenizeResultSchema>;

/** `POST /apply-template`: what a chat completion may say, of which the conversation counts. */
export const applyTemplateRequestSchema = z.strictObject({ ...shape, add_generation_prompt });

export const applyTemplateResultSchema = z.object({ prompt: z.string() });

export type ApplyTemplateResult = z.infer<typeof applyTemplateResultSchema>;

const group = "Tokens and prompts";

export const tokenizeOperation: Operation = {
  method: "POST",
  path: "/tokenize",
  group,
  summary: "Token ids of a text, or of the prompt that a conversation becomes",
  description: "In llama.cpp's shape (`content`) and in vLLM's (`prompt` or `messages`): exactly one of the three.",
  request: tokenizeRequestSchema,
  example: { content: "Hello!", with_pieces: true },
  answer: { json: tokenizeResultSchema },
};

export const detokenizeOperation: Operation = {
  method: "POST",
  path: "/detokenize",
  group,
  summary: "The text of token ids",
  request: detokenizeRequestSchema,
  example: { tokens: [72, 105] },
  answer: { json: detokenizeResultSchema },
};

export const applyTemplateOperation: Operation = {
  method: "POST",
  path: "/apply-template",
  group,
  summary: "The prompt that a conversation becomes",
  request: applyTemplateRequestSchema,
  example: { messages: [{ role: "user", content: "Hello!" }] },
  answer: { json: applyTemplateResultSchema },
};
