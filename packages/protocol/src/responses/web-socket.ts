import * as z from "zod";
import { unsupported } from "../unsupported.ts";
import { responseRequestSchema } from "./request.ts";

/**
 * What clients send over the WebSocket of `/v1/responses`: the request of a response, with a type.
 * @see https://www.openresponses.org/specification
 */
export const responseCreateEventSchema = z.strictObject({
  ...responseRequestSchema.shape,
  type: z.literal("response.create"),
  stream: unsupported<true>((value) => value === true, "Events come one by one in any case."),
  background: unsupported<false>((value) => value === false, "Create it by POST."),
  generate: unsupported<true>((value) => value === true),
  stream_id: z.string().max(256).nullish().describe("Comes again with every event of the response."),
});

export type ResponseCreateEvent = z.input<typeof responseCreateEventSchema>;

/** What is sent in the place of a response, or of the rest of one. */
export const responseSocketErrorSchema = z.object({
  type: z.literal("error"),
  status: z.int().describe("What the same would be answered over HTTP."),
  error: z.object({
    type: z.string(),
    code: z.string(),
    message: z.string(),
    param: z.string().nullable(),
  }),
  headers: z.record(z.string(), z.string()).exactOptional().describe("What HTTP would say beside it: `retry-after`."),
  stream_id: z.string().exactOptional(),
});

export type ResponseSocketError = z.infer<typeof responseSocketErrorSchema>;
