import { ServerError } from "../../../api/server-error.ts";
import { tokenIdsOf } from "../../../api/tokenize.ts";

/** The id by which servers have it. */
export const builtInModel = "cockpit";

export const endOfTurn = "<|im_end|>";

/**
 * What is taken off the logit of the end of the turn. Of two wishes in a sentence the built-in model often carries out the
 * first alone, since it takes the turn to be over a little too early. `tests/cockpit-calls.test.ts` has sentences, with two
 * wishes and with one, that it gets right with this.
 */
export const endBias = -2.5;

const known = new Map<string, Readonly<Record<string, number>>>();

/** `logit_bias` for the request in which the model decides on its calls; none of models that need none. */
export async function endBiasOf(
  model: string,
  signal: AbortSignal,
): Promise<Readonly<Record<string, number>> | undefined> {
  if (model !== builtInModel) return undefined;
  const before = known.get(model);
  if (before !== undefined) return before;
  try {
    const ids = await tokenIdsOf(model, endOfTurn, signal);
    if (ids.length !== 1) return undefined;
    const bias = { [ids[0]]: endBias };
    known.set(model, bias);
    return bias;
  } catch (error) {
    // The demo goes without; what is wrong with the server, the question itself will tell.
    if (error instanceof ServerError) return undefined;
    throw error;
  }
}
