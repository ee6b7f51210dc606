import * as z from "zod";
import { efforts } from "../history/records.ts";

const id = z.string().min(1).max(64);
const time = z.number().min(0).max(8.64e15);
const text = z.string().max(10_000_000);
const count = z.number().min(0);
const names = z.array(z.string().max(64)).max(64);

const settings = z.object({
  model: z.string().max(512).optional(),
  system: text.default(""),
  sampling: z
    .object({
      temperature: z.number().min(0).max(2).optional(),
      top_p: z.number().min(0).max(1).optional(),
      top_k: z.int().min(-1).max(1_000_000).optional(),
      min_p: z.number().min(0).max(1).optional(),
      repetition_penalty: z.number().min(0.01).max(100).optional(),
      presence_penalty: z.number().min(-2).max(2).optional(),
    })
    .default({}),
  thinking: z.enum(["default", "on", "off"]).default("default"),
  effort: z.enum(efforts).optional(),
  thinkingBudget: z.int().min(0).optional(),
  maxTokens: z.int().min(1).optional(),
  seed: z.int().optional(),
  tools: names.default([]),
  dropsOldest: z.boolean().default(false),
  // What a tool may do without asking is a matter of this browser: it is not taken from a file.
  allowed: names.default([]).transform((): string[] => []),
});

const call = z.object({
  id: z.string().max(256),
  name: z.string().max(256),
  arguments: text,
  // Nobody here has approved anything yet.
  state: z
    .enum(["waiting", "approved", "done", "denied", "failed"])
    .transform((state) => (state === "approved" ? "waiting" : state)),
  result: text.optional(),
});

const step = z.object({
  reasoning: text.default(""),
  reasoningMs: count.optional(),
  text: text.default(""),
  calls: z.array(call).max(256).default([]),
  finishReason: z.string().max(64).optional(),
  firstTokenMs: count.optional(),
  usage: z
    .looseObject({ prompt_tokens: count, completion_tokens: count, total_tokens: count })
    .optional()
    .catch(undefined),
  timings: z.looseObject({ predicted_per_second: z.number(), predicted_n: count }).optional().catch(undefined),
});

const base = { id, parentId: id.nullable(), createdAt: time };
const file = z.object({ name: z.string().max(1024), text, isCut: z.boolean().default(false) });

const message = z.discriminatedUnion("role", [
  z.object({ ...base, role: z.literal("user"), text, files: z.array(file).max(64).default([]) }),
  z.object({
    ...base,
    role: z.literal("assistant"),
    model: z.string().max(512).default(""),
    state: z.enum(["running", "waiting", "done", "stopped", "failed"]),
    fault: z.object({ message: z.string(), status: z.number(), code: z.string().nullable() }).optional(),
    steps: z.array(step).min(1).max(256),
  }),
]);

export const chatSchema = z.object({
  id,
  title: z.string().max(1000),
  createdAt: time,
  updatedAt: time,
  settings,
  chosen: z.record(z.string(), z.string()).default({}),
  messages: z.array(message).max(200_000),
});

export type ParsedChat = z.output<typeof chatSchema>;
