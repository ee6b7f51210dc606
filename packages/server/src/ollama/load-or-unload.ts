import type { Context } from "hono";
import type { AppContext, AppEnv } from "../app-context.ts";
import { type KeepAlive, keepAliveMsOf } from "../keep-alive.ts";
import { findTagged, useTagged } from "./model-name.ts";

/** What a request does that asks for no answer: it loads the model or, with `keep_alive` 0, unloads it. */
export async function loadOrUnload(
  c: Context<AppEnv>,
  { models }: AppContext,
  { model, keep_alive }: { readonly model: string; readonly keep_alive?: KeepAlive },
): Promise<"load" | "unload"> {
  const slot = await findTagged(models, model);
  if (keepAliveMsOf(keep_alive) === 0 && !slot.isGiven) {
    await slot.unload();
    return "unload";
  }
  await useTagged(c, models, model, keep_alive);
  return "load";
}
