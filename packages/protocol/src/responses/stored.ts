import * as z from "zod";
import type { Operation } from "../openapi/operation.ts";
import { responseEventSchema } from "./events.ts";
import { responseResourceSchema } from "./resource.ts";

/** An item of a conversation, as `GET /v1/responses/{id}/input_items` tells it. */
const storedItem = z.looseObject({ type: z.string(), id: z.string() });

export const responseItemListSchema = z.object({
  object: z.literal("list"),
  data: z.array(storedItem),
  first_id: z.string().nullable(),
  last_id: z.string().nullable(),
  has_more: z.boolean(),
});

export type ResponseItemList = z.infer<typeof responseItemListSchema>;

/** What is asked of the list, in the address. */
export const responseItemListQuerySchema = z.strictObject({
  order: z.enum(["asc", "desc"]).optional().describe('Default "desc": the newest first.'),
  limit: z.coerce.number().int().min(1).max(100).optional(),
  after: z.string().max(256).optional().describe("The id of the item behind which the list begins."),
  include: z.unknown().optional().describe("Accepted and ignored."),
  "include[]": z.unknown().optional(),
});

/** `GET /v1/responses/{id}` */
export const responseRetrieveQuerySchema = z.strictObject({
  stream: z
    .enum(["true", "false"])
    .optional()
    .describe(
      '"true": the events of a background response that was created with `stream`, from its beginning and as they come.',
    ),
  starting_after: z.coerce
    .number()
    .int()
    .min(0)
    .optional()
    .describe("The `sequence_number` of the last event that is known already."),
  include: z.unknown().optional().describe("Accepted and ignored."),
  "include[]": z.unknown().optional(),
  include_obfuscation: z.unknown().optional(),
});

/** `DELETE /v1/responses/{id}` */
export const responseDeletedSchema = z.object({
  id: z.string(),
  object: z.literal("response"),
  deleted: z.literal(true),
});

export type ResponseDeleted = z.infer<typeof responseDeletedSchema>;

const group = "Responses";
const pathParameters = { id: "The response's id." };

export const retrieveResponseOperation: Operation = {
  method: "GET",
  path: "/v1/responses/{id}",
  group,
  summary: "A response as it is now",
  description: "With `stream=true`, the events of one that runs, or ran, in the background.",
  pathParameters,
  query: responseRetrieveQuerySchema,
  answer: { json: responseResourceSchema, events: responseEventSchema },
};

export const deleteResponseOperation: Operation = {
  method: "DELETE",
  path: "/v1/responses/{id}",
  group,
  summary: "Forgets a response",
  pathParameters,
  answer: { json: responseDeletedSchema },
};

export const cancelResponseOperation: Operation = {
  method: "POST",
  path: "/v1/responses/{id}/cancel",
  group,
  summary: "Ends a response that runs in the background",
  pathParameters,
  answer: { json: responseResourceSchema },
};

export const listInputItemsOperation: Operation = {
  method: "GET",
  path: "/v1/responses/{id}/input_items",
  group,
  summary: "What a response answers: the conversation until then",
  pathParameters,
  query: responseItemListQuerySchema,
  answer: { json: responseItemListSchema },
};
