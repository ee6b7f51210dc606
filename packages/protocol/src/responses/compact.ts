import * as z from "zod";
import type { Operation } from "../openapi/operation.ts";
import { responseRequestSchema } from "./request.ts";
import { responseUsageSchema } from "./resource.ts";

const { input, instructions, previous_response_id } = responseRequestSchema.shape;
const ignored = z.unknown().optional();

/** `POST /v1/responses/compact`: a conversation to be made shorter. */
export const responseCompactRequestSchema = z
  .strictObject({
    /** Not to be left out, as in Open Responses. */
    model: z.string().min(1).max(512),
    input: input.nullish(),
    instructions,
    previous_response_id,
    // Accepted and ignored.
    prompt_cache_key: ignored,
    prompt_cache_options: ignored,
    prompt_cache_retention: ignored,
    service_tier: ignored,
  })
  .check(({ value, issues }) => {
    if (value.input != null || value.previous_response_id != null) return;
    issues.push({ code: "custom", path: ["input"], input: value.input, message: "this, or previous_response_id" });
  });

export const responseCompactionSchema = z.object({
  id: z.string(),
  object: z.literal("response.compaction"),
  created_at: z.int(),
  output: z
    .array(z.looseObject({ type: z.string(), id: z.string() }))
    .describe(
      "What the user said, then an item of the type `compaction`: the input of what follows, in the place of the conversation.",
    ),
  usage: responseUsageSchema,
});

export type ResponseCompaction = z.infer<typeof responseCompactionSchema>;

export const responseCompactOperation: Operation = {
  method: "POST",
  path: "/v1/responses/compact",
  group: "Responses",
  summary: "A conversation made shorter, to go on from",
  request: responseCompactRequestSchema,
  example: { model: "default", input: "Hello! Who are you?" },
  answer: { json: responseCompactionSchema },
};
