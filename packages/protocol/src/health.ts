import * as z from "zod";
import type { Operation } from "./openapi/operation.ts";

/** `GET /health`: what the server does right now, all of its loaded models together. */
export const healthSchema = z.object({
  status: z.literal("ok"),
  models_loaded: z.int().describe("Models that are loaded."),
  running: z.int().describe("Sequences."),
  waiting: z.int(),
  memory_bytes: z.number(),
  cache_blocks_used: z.int().describe("Of the key-value cache, in running sequences."),
  cache_blocks_kept: z.int().describe("Of past sequences, kept for those that begin alike until their room is needed."),
  cache_blocks_total: z.int(),
  state_checkpoints_kept: z.int().describe("States of models with linear attention, to go on from."),
  state_checkpoints_total: z.int(),
});

export type Health = z.infer<typeof healthSchema>;

export const healthOperation: Operation = {
  method: "GET",
  path: "/health",
  group: "Server",
  summary: "What runs and what waits, all models together",
  answer: { json: healthSchema },
  isOpen: true,
};
