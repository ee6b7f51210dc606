import * as z from "zod";
import { boundedArray } from "./bounded-array.ts";
import { unsupported } from "./unsupported.ts";

const maxStopLength = 1024;
const stopString = z.string().min(1).max(maxStopLength);

const maxBiases = 16_384;
const bias = z.number().min(-100).max(100);

/** Token ids, as strings, to biases; or, as llama.cpp has it, pairs of both, where `false` stands for never. */
const logitBias = z.union([
  z.record(z.string().regex(/^\d{1,9}$/, "token ids as keys"), bias),
  boundedArray(z.tuple([z.int().min(0), z.union([bias, z.literal(false)])]), maxBiases),
]);

export type LogitBias = z.output<typeof logitBias>;

/** Clients draw them from 64 bits, of which JSON keeps the first 53. */
const seed = z
  .number()
  .min(-(2 ** 63))
  .max(2 ** 64)
  .refine(Number.isInteger, "an integer")
  .meta({ type: "integer" });

/** What both kinds of completion take to choose tokens and to end, under the names of OpenAI, llama.cpp and vLLM. */
export const samplingFields = {
  temperature: z.number().min(0).max(2).nullish(),
  top_p: z.number().min(0).max(1).nullish(),
  top_k: z.int().min(-1).max(1_000_000).nullish().describe("Keep the k most likely; 0 or −1 keeps all."),
  min_p: z.number().min(0).max(1).nullish(),
  repetition_penalty: z.number().min(0.01).max(100).nullish(),
  presence_penalty: z.number().min(-2).max(2).nullish(),
  frequency_penalty: z.number().min(-2).max(2).nullish(),
  logit_bias: logitBias.nullish().describe("From token ids to what is added to their logits."),
  seed: seed.nullish().describe("Same seed, same request: same answer. Choice i of `n` uses seed + i."),
  stop: z.union([stopString, boundedArray(stopString, 16)]).nullish(),
  stop_token_ids: boundedArray(z.int().min(0), 128).nullish(),
  ignore_eos: z.boolean().nullish(),
  truncation: z
    .enum(["auto", "disabled"])
    .nullish()
    .describe(
      `"auto": what is too long for the context loses its oldest turns; as the field of that name of OpenAI's responses.`,
    ),
};

/** Choices that one request may ask for. */
export const maxChoices = 128;

/** How and where the answer comes. */
export const deliveryFields = {
  model: z.string().min(1).max(512).default("default").describe(`A served model's id; "default" is the first.`),
  n: z.int().min(1).max(maxChoices).nullish(),
  stream: z.boolean().nullish(),
  stream_options: z
    .strictObject({
      include_usage: z.boolean().nullish(),
      continuous_usage_stats: unsupported<false>((value) => value === false),
      include_obfuscation: z.boolean().nullish().describe("Accepted and ignored: nothing is padded here."),
    })
    .nullish(),
  user: z.string().nullish().describe("Accepted and ignored."),
};
