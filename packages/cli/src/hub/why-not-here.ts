import { inspectCheckpoint, QwenError } from "@qwents/engine";
import { formatBytes } from "../terminal/format.ts";
import { mostModelBytes } from "./model-size.ts";

/** Why a model file does not run here; undefined when it does. Reads its header only. */
export async function whyNotHere(place: string): Promise<string | undefined> {
  try {
    const { supported, sizeBytes, notes } = await inspectCheckpoint(place);
    if (!supported) return notes.join("; ");
    return sizeBytes < mostModelBytes ? undefined : `larger than this machine's memory, ${formatBytes(mostModelBytes)}`;
  } catch (error) {
    if (error instanceof QwenError) return error.message;
    throw error;
  }
}
