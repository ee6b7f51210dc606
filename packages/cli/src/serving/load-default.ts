import type { ModelInfo } from "@qwents/engine";
import { ApiError } from "@qwents/protocol";
import type { ModelManager } from "@qwents/server";
import { type ModelOptions, withContext } from "../model-options.ts";
import { err } from "../terminal/colors.ts";
import { onInterrupt } from "../terminal/interrupt.ts";
import { LoadProgressBar } from "../terminal/load-progress.ts";
import { printableLine } from "../terminal/printable.ts";

/** Loads the default model, with a progress bar. Ctrl-C ends it. @throws as loading does */
export async function loadDefault(models: ModelManager, options: ModelOptions): Promise<ModelInfo> {
  const progress = new LoadProgressBar();
  const interrupt = onInterrupt();
  try {
    const slot = await models.find("default");
    if (slot === undefined) throw new Error("internal error: a catalogue without a default");
    const { loaded, release } = await slot.use({ signal: interrupt.signal, onProgress: progress.update });
    release();
    progress.stop();
    const { info } = loaded.engine;
    for (const note of info.notes) console.error(err.dim(printableLine(note)));
    return info;
  } catch (error) {
    // What requests are told is less than what was the matter.
    throw withContext(error instanceof ApiError && error.cause ? error.cause : error, options);
  } finally {
    progress.stop();
    interrupt.dispose();
  }
}
