import * as z from "zod";
import { boundedArray } from "./bounded-array.ts";
import { maxInputs } from "./embeddings.ts";
import type { Operation } from "./openapi/operation.ts";
import { deliveryFields } from "./sampling-fields.ts";
import { unsupportedUnless } from "./unsupported.ts";

const text = z.string().min(1);
const maxParts = 256;
const maxMessages = 2048;
const message = z.strictObject({ role: z.enum(["system", "user", "assistant"]), content: z.string() });
const part = z.strictObject({ type: unsupportedUnless("text"), text });

/**
 * `POST /v1/moderations`
 * @see https://platform.openai.com/docs/api-reference/moderations/create
 */
export const moderationRequestSchema = z
  .strictObject({
    model: deliveryFields.model.describe("A guard model, such as Qwen3Guard-Gen or Qwen3Guard-Stream."),
    input: z
      .union([text, boundedArray(text, maxInputs, 1), boundedArray(part, maxParts, 1)])
      .optional()
      .describe("A text, several that are judged one by one, or parts that are one text: each a user's message."),
    messages: boundedArray(message, maxMessages, 1)
      .optional()
      .describe("An extension, in the place of `input`: a conversation whose last message is judged."),
  })
  .refine(({ input, messages }) => (input === undefined) !== (messages === undefined), {
    path: ["input"],
    error: "give either input or messages",
  });

export type ModerationRequest = z.input<typeof moderationRequestSchema>;
export type ParsedModerationRequest = z.output<typeof moderationRequestSchema>;

/** OpenAI's, in its order. */
export const moderationCategories = [
  "harassment",
  "harassment/threatening",
  "hate",
  "hate/threatening",
  "illicit",
  "illicit/violent",
  "self-harm",
  "self-harm/instructions",
  "self-harm/intent",
  "sexual",
  "sexual/minors",
  "violence",
  "violence/graphic",
] as const;

export type ModerationCategory = (typeof moderationCategories)[number];

function ofEach<T extends z.ZodType>(value: T) {
  const known = Object.fromEntries(moderationCategories.map((name) => [name, value]));
  return z.object(known as Record<ModerationCategory, T>).catchall(value);
}

const safety = z.enum(["Safe", "Controversial", "Unsafe"]);
const probability = z.number().min(0).max(1);

export const tokenVerdictSchema = z.object({
  token: z.string().describe("Its text; of a part of a character, a replacement mark."),
  token_id: z.int(),
  safety,
  probability: probability.describe("Of `safety`."),
  risk: probability.describe("That it is anything but safe."),
  category: z.string().describe("The model's own word for what is likeliest should it not be safe."),
});

export const moderationSchema = z.object({
  flagged: z.boolean().describe("Whether the model says anything but that it is safe."),
  categories: ofEach(z.boolean()).describe("OpenAI's, and those of the model that OpenAI has no word for."),
  category_scores: ofEach(z.number()).describe("Of what the model names, how sure it is that the text is not safe."),
  category_applied_input_types: ofEach(z.array(z.literal("text"))),
  safety: safety.describe("An extension: the model's own word."),
  refusal: z
    .boolean()
    .optional()
    .describe("An extension: whether the answer that was judged refuses, where the model says so."),
  tokens: z
    .array(tokenVerdictSchema)
    .optional()
    .describe("An extension: of the last of `messages`, by a model that judges token by token."),
});

export type Moderation = z.infer<typeof moderationSchema>;

export const moderationListSchema = z.object({
  id: z.string(),
  model: z.string(),
  results: z.array(moderationSchema).describe("One for each text, in their order."),
});

export type ModerationList = z.infer<typeof moderationListSchema>;

export const moderationOperation: Operation = {
  method: "POST",
  path: "/v1/moderations",
  group: "Embeddings and reranking",
  summary: "Whether texts are safe, as a guard model says",
  request: moderationRequestSchema,
  example: { model: "Qwen/Qwen3Guard-Gen-0.6B", input: "How do I pick a lock?" },
  answer: { json: moderationListSchema },
};
