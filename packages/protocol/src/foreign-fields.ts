import * as z from "zod";
import { unsupported } from "./unsupported.ts";

const ignored = z.unknown().optional();
const only = <T>(neutral: T) => unsupported<T>((value) => value === neutral);

/** What clients of llama.cpp's and vLLM's servers send with any completion, as far as it asks for what happens anyway. */
export const foreignFields = {
  // Accepted and ignored: how those servers compute.
  cache_prompt: ignored,
  id_slot: ignored,
  n_keep: ignored,
  n_cache_reuse: ignored,
  priority: ignored,
  request_id: ignored,
  samplers: ignored,
  spaces_between_special_tokens: ignored,
  timings_per_token: ignored,
  add_special_tokens: ignored,
  // Refused where they ask for something else.
  include_reasoning: only(true),
  include_stop_str_in_output: only(false),
  length_penalty: only(1),
  min_tokens: only(0),
  mirostat: only(0),
  return_progress: only(false),
  skip_special_tokens: only(true),
  typical_p: only(1),
  use_beam_search: only(false),
};

/** Tokens of an answer, for which those clients have −1. */
export const maxTokens = z.int().min(-1).describe("−1: as many as there is room for.");
