import * as z from "zod";
import type { Operation } from "../openapi/operation.ts";
import { responseRequestSchema } from "./request.ts";

/** `POST /v1/responses/input_tokens`: what would be answered. Fields that are not about the prompt change nothing. */
export const responseInputTokensRequestSchema = z.strictObject({
  ...responseRequestSchema.shape,
  /** Accepted and ignored. */
  personality: z.unknown().optional(),
});

export const responseInputTokensSchema = z.object({
  object: z.literal("response.input_tokens"),
  input_tokens: z.int().min(0),
});

export type ResponseInputTokens = z.infer<typeof responseInputTokensSchema>;

export const responseInputTokensOperation: Operation = {
  method: "POST",
  path: "/v1/responses/input_tokens",
  group: "Responses",
  summary: "How many tokens a response's prompt has",
  request: responseInputTokensRequestSchema,
  example: { input: "Hello! Who are you?" },
  answer: { json: responseInputTokensSchema },
};
