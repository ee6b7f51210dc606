import * as z from "zod";
import type { Operation } from "./openapi/operation.ts";

/** A short name, a repository of a hub with a quantisation, or the https address of a `.gguf` file; never a path. */
export const modelReferenceSchema = z.string().min(1).max(1024);

/** `POST /v1/downloads`: begins to bring a model; one that is being brought already, or is paused, is joined and goes on. */
export const downloadRequestSchema = z.strictObject({
  model: modelReferenceSchema,
  force: z.boolean().nullish().describe("Bring also what does not fit or run on this machine. Default false."),
  stream: z
    .boolean()
    .nullish()
    .describe("Answer with events until it ends, as `GET /v1/downloads/{id}?stream=true` does. Default false."),
});

export type DownloadRequest = z.output<typeof downloadRequestSchema>;

const fileSchema = z.object({
  name: z.string(),
  size_bytes: z.number(),
  downloaded_bytes: z.number(),
  digest: z.string().optional().describe('What its content is checked by: "sha256:…", or "git-blob:…" of small files.'),
});

export const downloadSchema = z.object({
  id: z.string(),
  object: z.literal("download"),
  model: z.string().describe("As it was asked for; of an address without its query, which may hold secrets."),
  resolved: z
    .string()
    .optional()
    .describe("Once it is known which one of a repository it is: the name of a repository with a quantisation."),
  status: z
    .enum(["queued", "running", "paused", "completed", "failed", "cancelled"])
    .describe('"queued": others are before it. "paused": goes on when it is told to, from what has come.'),
  created: z.int().describe("Seconds since 1970."),
  phase: z
    .enum(["resolving", "checking", "downloading"])
    .optional()
    .describe('Of what runs: "resolving" asks what there is, "checking" reads what an earlier run has left.'),
  downloaded_bytes: z.number(),
  total_bytes: z.number().nullable().describe("Null until it is known."),
  bytes_per_second: z.number().nullable().describe("Over the last seconds; null while there is nothing to tell by."),
  seconds_left: z.number().nullable(),
  files: z.array(fileSchema),
  retry: z
    .object({ message: z.string(), after_seconds: z.number() })
    .optional()
    .describe("A broken connection is about to be tried again."),
  error: z
    .object({ code: z.string(), message: z.string() })
    .optional()
    .describe("Of what failed; `resume` tries again."),
});

export type Download = z.infer<typeof downloadSchema>;

/** `GET /v1/downloads` */
export const downloadListSchema = z.object({ object: z.literal("list"), data: z.array(downloadSchema) });

export type DownloadList = z.infer<typeof downloadListSchema>;

/** `GET /v1/downloads/{id}` */
export const downloadQuerySchema = z.strictObject({
  stream: z
    .enum(["true", "false"])
    .optional()
    .describe('"true": events, `download.progress` until the last one says how it ended.'),
});

export const downloadEventSchema = z.object({
  type: z.enum(["download.progress", "download.paused", "download.completed", "download.failed", "download.cancelled"]),
  download: downloadSchema,
});

export type DownloadEvent = z.infer<typeof downloadEventSchema>;

const group = "Downloads";
const pathParameters = { id: "The download's id." };

export const createDownloadOperation: Operation = {
  method: "POST",
  path: "/v1/downloads",
  group,
  summary: "Brings a model to the server's machine",
  description: "Joins the download there is of the same model; one that is paused or has failed goes on.",
  request: downloadRequestSchema,
  example: { model: "qwen3:0.6b" },
  answer: { json: downloadSchema, events: downloadEventSchema },
};

export const listDownloadsOperation: Operation = {
  method: "GET",
  path: "/v1/downloads",
  group,
  summary: "Downloads under way, paused, or ended not long ago; the newest first",
  answer: { json: downloadListSchema },
};

export const retrieveDownloadOperation: Operation = {
  method: "GET",
  path: "/v1/downloads/{id}",
  group,
  summary: "How far a download is",
  description: "With `stream=true`, events until it is paused or has ended.",
  pathParameters,
  query: downloadQuerySchema,
  answer: { json: downloadSchema, events: downloadEventSchema },
};

export const pauseDownloadOperation: Operation = {
  method: "POST",
  path: "/v1/downloads/{id}/pause",
  group,
  summary: "Stops a download and keeps what has come",
  pathParameters,
  answer: { json: downloadSchema },
};

export const resumeDownloadOperation: Operation = {
  method: "POST",
  path: "/v1/downloads/{id}/resume",
  group,
  summary: "Goes on with a download that is paused or has failed",
  pathParameters,
  answer: { json: downloadSchema },
};

export const cancelDownloadOperation: Operation = {
  method: "DELETE",
  path: "/v1/downloads/{id}",
  group,
  summary: "Ends a download and deletes what has come",
  description: "One that has completed, or was cancelled before, is forgotten; its model stays.",
  pathParameters,
  answer: { json: downloadSchema },
};
