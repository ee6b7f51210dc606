import * as z from "zod";

/** Accepted and ignored: what prompts begin with alike is shared in any case. */
export const cacheControl = z.looseObject({ type: z.literal("ephemeral") }).nullish();
