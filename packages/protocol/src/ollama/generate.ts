import * as z from "zod";
import { boundedArray } from "../bounded-array.ts";
import type { Operation } from "../openapi/operation.ts";
import { unsupported } from "../unsupported.ts";
import { answerEnvelope, answerFields, noImages } from "./common.ts";

const maxContext = 2 ** 20;
const maxSuffixLength = 2 ** 22;

const isEmpty = (value: unknown) => value === "";

/**
 * `POST /api/generate`
 * @see https://docs.ollama.com/api/generate
 */
export const ollamaGenerateRequestSchema = z
  .strictObject({
    ...answerFields,
    prompt: z.string().nullish().describe("None: nothing is answered, which is how clients load a model."),
    system: z.string().nullish(),
    raw: z.boolean().nullish().describe("The prompt as it is, without the model's chat template."),
    context: boundedArray(z.int().min(0), maxContext)
      .nullish()
      .describe("What an earlier answer gave: the conversation until then."),
    suffix: z
      .string()
      .max(maxSuffixLength)
      .nullish()
      .describe(
        "What comes behind the text that is wanted, for models trained to fill a gap; the prompt, as it is, comes before it.",
      ),
    template: unsupported<"">(isEmpty, "With raw: true, a prompt is taken as it is."),
    images: noImages,
    width: unsupported(),
    height: unsupported(),
    steps: unsupported(),
  })
  .check(({ value, issues }) => {
    if (value.raw !== true && !value.suffix) return;
    const other = (["system", "context"] as const).find((name) => value[name]?.length);
    if (other === undefined) return;
    const message = `nothing with ${value.suffix ? "a suffix" : "raw: true"}`;
    issues.push({ code: "custom", path: [other], input: value[other], message });
  });

export type OllamaGenerateRequest = z.input<typeof ollamaGenerateRequestSchema>;
export type ParsedOllamaGenerateRequest = z.output<typeof ollamaGenerateRequestSchema>;

/** A whole answer, or a line of a streamed one. */
export const ollamaGenerateResponseSchema = z.object({
  ...answerEnvelope,
  response: z.string(),
  thinking: z.string().optional(),
  context: z
    .array(z.int().min(0))
    .optional()
    .describe("The conversation, for the next request; in the last object, unless the prompt was raw."),
});

export type OllamaGenerateResponse = z.infer<typeof ollamaGenerateResponseSchema>;

export const ollamaGenerateOperation: Operation = {
  method: "POST",
  path: "/api/generate",
  protocol: "ollama",
  group: "Ollama's protocol",
  summary: "An answer to a prompt",
  description: "Streams lines of JSON unless `stream` is false.",
  request: ollamaGenerateRequestSchema,
  example: { model: "default", prompt: "Hello! Who are you?", stream: false },
  answer: { json: ollamaGenerateResponseSchema, lines: ollamaGenerateResponseSchema },
};
