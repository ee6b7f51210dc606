import * as z from "zod";
import { boundedArray } from "./bounded-array.ts";
import { chatCompletionRequestSchema } from "./chat-completions.ts";
import type { Operation } from "./openapi/operation.ts";
import { refusing } from "./refusing.ts";

const maxQuestions = 400;
const maxChoices = 255;
const maxScored = 2048;
const maxParts = 4096;
const maxMessages = 16_384;
const ignored = z.unknown().optional();
const name = z.string().max(256).nullish();
const description = z.string().max(32_768).nullish();

const noImages = { input_image: "Images cannot be read yet: say in a part of the type input_text what it shows." };
const inputText = z.strictObject({ type: z.literal("input_text"), text: z.string(), prompt_cache_breakpoint: ignored });
const outputText = z.strictObject({ type: z.literal("output_text"), text: z.string() });
const refusal = z.strictObject({ type: z.literal("refusal"), refusal: z.string() });
const inputJson = z.strictObject({
  type: z.literal("input_json"),
  data: z.union([z.looseObject({}), z.array(z.unknown())]),
});
const part = refusing(z.discriminatedUnion("type", [inputText, outputText, refusal, inputJson]), noImages);
const content = z.union([z.string(), boundedArray(part, maxParts, 1)]);

const message = z.strictObject({
  type: z.literal("message").optional(),
  role: z.enum(["user", "assistant", "system", "developer"]),
  content,
  phase: ignored,
});

/** How likely it is that a statement about the input is true. */
const predicate = z.strictObject({ type: z.literal("predicate"), name, instructions: content });

/** Which of several values fits the input. */
const choice = z.strictObject({
  type: z.literal("choice"),
  name,
  instructions: content,
  choices: boundedArray(
    z.strictObject({ value: z.union([z.string().min(1).max(4096), z.boolean()]), description }),
    maxChoices,
    2,
  ),
});

/** Where the input stands on a scale, the lowest level first. */
const score = z.strictObject({
  type: z.literal("score"),
  name,
  instructions: content,
  levels: boundedArray(z.strictObject({ label: z.string().min(1).max(4096), description }), maxChoices, 2),
});

const question = z.discriminatedUnion("type", [predicate, choice, score]);

export type DecisionContent = z.output<typeof content>;
export type DecisionQuestion = z.output<typeof question>;

/**
 * `POST /v1/decisions`: probabilities of answers, none of which is written. Either `input` and `questions`, as in OpenAI's API;
 * or, beyond it, `choices`: texts that may follow a `prompt`, or answer `messages`.
 */
export const decisionRequestSchema = z
  .strictObject({
    model: z.string().min(1).max(512).default("default").describe(`A served model's id; "default" is the first.`),
    input: z.union([z.string().min(1), boundedArray(message, maxMessages, 1)]).nullish(),
    questions: boundedArray(question, maxQuestions, 1).nullish(),
    prompt: z
      .string()
      .min(1)
      .nullish()
      .describe("Text as it stands, which the choices go on with. Control tokens in it count as such."),
    messages: chatCompletionRequestSchema.shape.messages.nullish().describe("A chat, which the choices answer."),
    choices: boundedArray(z.string().min(1), maxChoices, 1).nullish(),
    normalize: z
      .enum(["none", "token"])
      .nullish()
      .describe(
        '"token": choices are compared by their mean log-probability a token, so that long ones are not less likely for it.',
      ),
    prompt_cache_key: ignored,
    prompt_cache_options: ignored,
    safety_identifier: ignored,
  })
  .check(({ value, issues }) => {
    const { input, questions, prompt, messages, choices } = value;
    const add = (field: string, given: unknown, expected: string) =>
      issues.push({ code: "custom", path: [field], input: given, message: expected });
    if (questions != null || choices == null) {
      if (input == null) add("input", input, "what the questions are about");
      if (questions == null) add("questions", questions, "questions, or else choices");
      const surplus = (["prompt", "messages", "choices", "normalize"] as const).find((field) => value[field] != null);
      if (surplus) add(surplus, value[surplus], "none with questions");
    } else if (input != null || (prompt == null) === (messages == null)) {
      add("choices", choices, "choices with either a prompt or messages, and no input");
    }
    const numScored = (questions ?? []).reduce((sum, asked) => sum + answersOf(asked).length, 0);
    if (numScored > maxScored)
      add("questions", questions, `at most ${maxScored} possible answers in all, not ${numScored}`);
    const repeated = (questions ?? []).findIndex((asked) => new Set(answersOf(asked)).size < answersOf(asked).length);
    if (repeated >= 0) add("questions", questions?.[repeated], "choices and levels that differ from each other");
  });

/** What a question may be answered with, as text. */
export function answersOf(asked: DecisionQuestion): string[] {
  if (asked.type === "predicate") return ["yes", "no"];
  if (asked.type === "score") return asked.levels.map(({ label }) => label);
  return asked.choices.map(({ value }) => String(value));
}

export type DecisionRequest = z.input<typeof decisionRequestSchema>;
export type ParsedDecisionRequest = z.output<typeof decisionRequestSchema>;

const probability = z.number().min(0).max(1);
const named = { name: z.string().nullable() };

const answer = z.discriminatedUnion("type", [
  z.object({ type: z.literal("predicate"), ...named, probability }),
  z.object({
    type: z.literal("choice"),
    ...named,
    choice: z.union([z.string(), z.boolean()]),
    confidence: probability.describe("0 where all are equally likely, 1 where one is certain."),
    probabilities: z.array(z.object({ value: z.union([z.string(), z.boolean()]), probability })),
  }),
  z.object({
    type: z.literal("score"),
    ...named,
    score: z.number().describe("Mean of the levels, counted from 0, weighted by probability."),
    confidence: probability,
    probabilities: z.array(z.object({ label: z.string(), value: z.int(), probability })),
  }),
]);

export type DecisionAnswer = z.infer<typeof answer>;

const count = z.int().min(0);

const usage = z.object({
  input_tokens: count,
  input_tokens_details: z.object({ cached_tokens: count, cache_write_tokens: count }),
  output_tokens: count,
  output_tokens_details: z.object({ reasoning_tokens: count }),
  total_tokens: count,
});

export const decisionSchema = z.object({
  model: z.string(),
  answers: z.array(answer).optional().describe("In the order of the questions."),
  choices: z
    .array(
      z.object({
        index: count,
        text: z.string(),
        /** Among the choices: together they are 1. */
        probability,
        logprob: z
          .number()
          .describe(
            "Natural logarithm of the text's probability behind the prompt, of messages with the end of the answer.",
          ),
        num_tokens: count,
        token_logprobs: z.array(z.object({ token: z.string(), logprob: z.number() })),
      }),
    )
    .optional()
    .describe("In the order of the choices."),
  usage,
});

export type Decision = z.infer<typeof decisionSchema>;

export const decisionOperation: Operation = {
  method: "POST",
  path: "/v1/decisions",
  group: "Chat and completions",
  summary: "How likely each of several given answers is, without writing one",
  request: decisionRequestSchema,
  example: {
    input: "The parcel came with a broken screen.",
    questions: [{ type: "predicate", instructions: "Does the customer report damage?" }],
  },
  answer: { json: decisionSchema },
};
