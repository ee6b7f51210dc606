import * as z from "zod";
import { modelSchema } from "./models.ts";
import type { Operation } from "./openapi/operation.ts";

/** Seconds, or a text such as "5m", "1h30m", "-1" (for ever), "0" (until it is idle). */
export const keepAliveSchema = z.union([z.string().max(64), z.number()]);

const count = z.int().min(0);

const modelName = z.string().min(1).max(512);

/** `POST /v1/models/load`: answered with the model once it is loaded, or with `ModelLoadEvent`s. */
export const modelLoadRequestSchema = z.strictObject({
  model: modelName,
  keep_alive: keepAliveSchema
    .nullish()
    .describe("How long it stays when nobody uses it. Default: as the server was told."),
  stream: z.boolean().nullish(),
});

export type ModelLoadRequest = z.input<typeof modelLoadRequestSchema>;

/** The events of a load; one that fails ends with an event `error`. */
export const modelLoadEventSchema = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("load.progress"),
    phase: z.enum(["queued", "header", "tokenizer", "weights", "ready"]).describe('"queued": it waits for memory.'),
    loaded_bytes: count,
    total_bytes: count,
  }),
  z.object({ type: z.literal("load.completed"), model: modelSchema }),
]);

export type ModelLoadEvent = z.infer<typeof modelLoadEventSchema>;

/** `POST /v1/models/unload`: answered with the model once it is unloaded. */
export const modelUnloadRequestSchema = z.strictObject({
  model: modelName,
  force: z.boolean().nullish().describe("Whether to end what runs on it. Default false: it is unloaded after that."),
});

export type ModelUnloadRequest = z.input<typeof modelUnloadRequestSchema>;

export const loadModelOperation: Operation = {
  method: "POST",
  path: "/v1/models/load",
  group: "Models",
  summary: "Load a model before it is needed",
  description:
    "Answered once it is loaded, also when it was already. With `stream: true`, events tell how far it is; one named `error` ends a load that fails. Requests load what they need by themselves.",
  request: modelLoadRequestSchema,
  example: { model: "default", keep_alive: "10m" },
  answer: { json: modelSchema, events: modelLoadEventSchema },
};

export const unloadModelOperation: Operation = {
  method: "POST",
  path: "/v1/models/unload",
  group: "Models",
  summary: "Give the memory of a model back",
  description:
    "Answered once it is unloaded: at once when nobody uses it or with `force`, else after what runs on it. The next request for it loads it again. A model that the server was started with in its own process stays: 409.",
  request: modelUnloadRequestSchema,
  example: { model: "default" },
  answer: { json: modelSchema },
};
