import * as z from "zod";

const count = z.int().min(0);

/** Tokens of a request; the prompt counts once, whatever `n` is. */
export const usageSchema = z.object({
  prompt_tokens: count,
  completion_tokens: count,
  total_tokens: count,
  prompt_tokens_details: z.object({ cached_tokens: count.optional() }).nullish(),
  completion_tokens_details: z.object({ reasoning_tokens: count.optional() }).nullish(),
});

export type Usage = z.infer<typeof usageSchema>;

/** Tokens of a request whose prompts are read and not continued. */
export const promptUsageSchema = usageSchema.pick({
  prompt_tokens: true,
  total_tokens: true,
  prompt_tokens_details: true,
});

/** Where the time went, under llama.cpp's names. An extension. */
export const timingsSchema = z.object({
  queued_ms: z.number(),
  cache_n: count.describe("Prompt tokens taken from the cache."),
  prompt_n: count.describe("Prompt tokens computed."),
  prompt_ms: z.number(),
  prompt_per_second: z.number(),
  predicted_n: count,
  predicted_ms: z.number(),
  predicted_per_second: z.number(),
  draft_n: count
    .optional()
    .describe("Tokens guessed and computed ahead, and those of them that were right; absent when none were guessed."),
  draft_n_accepted: count.optional(),
  truncation: z
    .object({ dropped_messages: count.optional(), dropped_tokens: count.optional() })
    .optional()
    .describe('What was left out of the prompt, with `truncation: "auto"`; absent when it was whole.'),
  cache: z
    .object({
      hit_tokens: count,
      matched_tokens: count.describe(
        "Kept tokens that the prompt begins with; more than `hit_tokens` where no state was kept behind them.",
      ),
      reason: z.string().optional().describe("Why no more was reused, for people."),
    })
    .optional()
    .describe("How much of the prompt was in the prefix cache; absent when nothing was computed."),
});

export type Timings = z.infer<typeof timingsSchema>;
