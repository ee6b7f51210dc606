import * as z from "zod";
import { foreignFields, maxTokens } from "./foreign-fields.ts";
import type { Operation } from "./openapi/operation.ts";
import { structuredFields, surplusOutputField } from "./output-format.ts";
import { expectedPrompt, promptSchema, prompts } from "./prompt.ts";
import { promptLogprobListSchema, promptLogprobs } from "./prompt-logprobs.ts";
import { deliveryFields, maxChoices, samplingFields } from "./sampling-fields.ts";
import { timingsSchema, usageSchema } from "./usage.ts";

const maxSuffixLength = 2 ** 22;
const prompt = promptSchema(maxChoices, { mayBeEmpty: true });

/**
 * `POST /v1/completions`: continues text as it stands, without a chat template.
 * @see https://platform.openai.com/docs/api-reference/completions/create
 */
export const completionRequestSchema = z
  .strictObject({
    prompt,
    ...deliveryFields,
    ...samplingFields,
    max_tokens: maxTokens.nullish().describe("16 when absent, as in OpenAI's API; −1: as many as there is room for."),
    ...foreignFields,
    echo: z.boolean().nullish().describe("Puts the prompt before the text."),
    logprobs: z
      .int()
      .min(0)
      .max(20)
      .nullish()
      .describe(
        "Log-probabilities of the chosen tokens and of this many of the most likely ones; with `echo`, of the prompt's, too.",
      ),
    prompt_logprobs: promptLogprobs.nullish(),
    ...structuredFields,
    suffix: z
      .string()
      .max(maxSuffixLength)
      .nullish()
      .describe(
        "What comes behind the text that is wanted, for models trained to fill a gap; the prompt is what comes before it.",
      ),
    best_of: z
      .int()
      .min(1)
      .max(maxChoices)
      .nullish()
      .describe(
        "How many answers are made, of which the `n` with the best mean log-probability are given. Not with `stream`.",
      ),
  })
  .check(({ value, issues }) => {
    const surplus = surplusOutputField(value);
    if (surplus !== undefined) {
      const message = "only one of structured_outputs and grammar";
      issues.push({ code: "custom", path: [surplus], input: value.grammar, message });
    }
    const { n, best_of, stream, suffix, echo, logprobs } = value;
    if (prompts(value.prompt).includes("") && !suffix) {
      issues.push({ code: "custom", path: ["prompt"], input: value.prompt, message: expectedPrompt(maxChoices) });
    }
    if (suffix && echo === true && logprobs != null) {
      issues.push({ code: "custom", path: ["echo"], input: echo, message: "false with suffix and logprobs" });
    }
    if (stream === true && value.prompt_logprobs != null) {
      const message = "false with prompt_logprobs; with echo and logprobs they come in a stream";
      issues.push({ code: "custom", path: ["stream"], input: stream, message });
    }
    if (best_of != null && best_of > (n ?? 1) && stream === true) {
      issues.push({ code: "custom", path: ["best_of"], input: best_of, message: "no more than n with stream" });
    }
    if (best_of != null && best_of < (n ?? 1)) {
      issues.push({ code: "custom", path: ["best_of"], input: best_of, message: "no less than n" });
    }
    if (suffix && prompts(value.prompt).some((prompt) => typeof prompt !== "string")) {
      issues.push({ code: "custom", path: ["suffix"], input: suffix, message: "none with a prompt of token ids" });
    }
    const numChoices = prompts(value.prompt).length * Math.max(n ?? 1, best_of ?? 1);
    if (numChoices > maxChoices) {
      const message = `at most ${maxChoices} choices in all (prompts times n or best_of), not ${numChoices}`;
      issues.push({ code: "custom", path: ["n"], input: n, message });
    }
  });

export type CompletionRequest = z.input<typeof completionRequestSchema>;
export type ParsedCompletionRequest = z.output<typeof completionRequestSchema>;

const logprobs = z.object({
  tokens: z.array(z.string()),
  token_logprobs: z
    .array(z.number().nullable())
    .describe("Null for the first token of a prompt: nothing stands before it."),
  top_logprobs: z.array(z.record(z.string(), z.number()).nullable()),
  text_offset: z.array(z.int()).describe("Where each token begins in `text`, in UTF-16 code units."),
});

export type CompletionLogprobs = z.infer<typeof logprobs>;

/** The whole answer, and also each event of a streamed one: those have null for what is not known yet. */
export const completionSchema = z.object({
  id: z.string(),
  object: z.literal("text_completion"),
  created: z.int(),
  model: z.string(),
  system_fingerprint: z.string().nullish(),
  choices: z.array(
    z.object({
      index: z.int().min(0),
      text: z.string(),
      logprobs: logprobs.nullish(),
      prompt_logprobs: promptLogprobListSchema.optional(),
      finish_reason: z.enum(["stop", "length", "content_filter"]).nullish(),
    }),
  ),
  usage: usageSchema.nullish(),
  timings: timingsSchema.optional(),
});

export type Completion = z.infer<typeof completionSchema>;

export const completionOperation: Operation = {
  method: "POST",
  path: "/v1/completions",
  group: "Chat and completions",
  summary: "Goes on with a text, or with token ids",
  description: "No chat template is applied. With `stream: true`, chunks as they come, then `[DONE]`.",
  request: completionRequestSchema,
  example: { prompt: "The capital of France is", max_tokens: 8 },
  answer: { json: completionSchema, events: completionSchema },
};
