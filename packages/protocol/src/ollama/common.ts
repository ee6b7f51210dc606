import * as z from "zod";
import { boundedArray } from "../bounded-array.ts";
import { keepAliveSchema } from "../model-loads.ts";
import { outputSchema } from "../output-format.ts";
import { samplingFields } from "../sampling-fields.ts";
import { unsupported } from "../unsupported.ts";

const maxStops = 64;
const stopString = z.string().max(1024);

/** What Ollama's own server reads no more, or what says how its process computes: nothing of it changes an answer here. */
const ignoredOptions = {
  num_ctx: z.number().nullish(),
  num_keep: z.number().nullish(),
  num_batch: z.number().nullish(),
  num_gpu: z.number().nullish(),
  main_gpu: z.number().nullish(),
  num_thread: z.number().nullish(),
  draft_num_predict: z.number().nullish(),
  numa: z.boolean().nullish(),
  low_vram: z.boolean().nullish(),
  f16_kv: z.boolean().nullish(),
  logits_all: z.boolean().nullish(),
  vocab_only: z.boolean().nullish(),
  embedding_only: z.boolean().nullish(),
  use_mmap: z.boolean().nullish(),
  use_mlock: z.boolean().nullish(),
  penalize_newline: z.boolean().nullish(),
  tfs_z: z.number().nullish(),
  mirostat: z.number().nullish(),
  mirostat_tau: z.number().nullish(),
  mirostat_eta: z.number().nullish(),
};

/** How tokens are chosen, and how many, under the names of Ollama's model files. */
const options = z.strictObject({
  temperature: samplingFields.temperature,
  top_k: samplingFields.top_k,
  top_p: samplingFields.top_p,
  min_p: samplingFields.min_p,
  seed: samplingFields.seed,
  repeat_penalty: samplingFields.repetition_penalty,
  presence_penalty: samplingFields.presence_penalty,
  frequency_penalty: samplingFields.frequency_penalty,
  repeat_last_n: z
    .int()
    .min(-1)
    .nullish()
    .describe("0 switches the penalties off; other values are ignored: all of prompt and answer counts."),
  num_predict: z.int().min(-2).nullish().describe("Negative: as many as there is room for."),
  stop: z.union([stopString, boundedArray(stopString, maxStops)]).nullish(),
  typical_p: unsupported<1>((value) => value === 1),
  ...ignoredOptions,
});

export type OllamaOptions = z.output<typeof options>;

/** What every request about a model may say. */
export const modelFields = {
  model: z.string().min(1).max(512).describe('With or without a tag `:latest`; "default" is the first model.'),
  options: options.nullish(),
  keep_alive: keepAliveSchema.nullish().describe("How long the model stays loaded when nobody uses it, from now on."),
};

export const noImages = unsupported<never[]>((value) => Array.isArray(value) && value.length === 0);

/** What the requests for an answer have in common. */
export const answerFields = {
  ...modelFields,
  stream: z.boolean().nullish().describe("Default true."),
  think: z
    .union([z.boolean(), z.enum(["low", "medium", "high", "max"])])
    .nullish()
    .describe("Whether to think, and how much, as far as the model's template knows of it."),
  format: z
    .union([z.enum(["json", ""]), outputSchema])
    .nullish()
    .describe('"json": any JSON object. A JSON Schema: what it allows.'),
  truncate: z
    .boolean()
    .nullish()
    .describe("Whether a prompt too long for the context loses its oldest turns. Default true."),
  shift: z.boolean().nullish().describe("Accepted and ignored: an answer ends where the context does."),
  logprobs: z.boolean().nullish(),
  top_logprobs: z.int().min(0).max(20).nullish(),
  _debug_render_only: unsupported<false>((value) => value === false, "POST /apply-template writes the prompt."),
};

const count = z.int().min(0);

/** Durations are in nanoseconds. */
export const metricsFields = {
  total_duration: count,
  load_duration: count,
  prompt_eval_count: count,
  prompt_eval_duration: count,
  eval_count: count,
  eval_duration: count,
};

const tokenLogprob = z.object({ token: z.string(), logprob: z.number(), bytes: z.array(z.int()).nullish() });

/** The head of every object of an answer, and what the last one, or the only one, has besides. */
export const answerEnvelope = {
  model: z.string().describe("As the request called it."),
  created_at: z.string(),
  done: z.boolean(),
  done_reason: z
    .enum(["stop", "length", "load", "unload"])
    .optional()
    .describe('"load" or "unload" where nothing was asked.'),
  logprobs: z.array(tokenLogprob.extend({ top_logprobs: z.array(tokenLogprob).optional() })).optional(),
  ...z.object(metricsFields).partial().shape,
};

/** The body of every answer below `/api` that is not a success. */
export const ollamaErrorBodySchema = z.object({ error: z.string() });

export type OllamaErrorBody = z.infer<typeof ollamaErrorBodySchema>;
