import * as z from "zod";

/** Log-probabilities of the prompt's own tokens and of this many of the most likely ones, as vLLM has it. Not with `stream`. */
export const promptLogprobs = z.int().min(0).max(20);

/** By token id: the prompt's own token, and the likeliest. */
const candidates = z.record(
  z.string(),
  z.object({ logprob: z.number(), rank: z.int().min(1), decoded_token: z.string() }),
);

/** An entry a token; null for the first: nothing stands before it. */
export const promptLogprobListSchema = z.array(candidates.nullable());

export type PromptLogprobList = z.infer<typeof promptLogprobListSchema>;
