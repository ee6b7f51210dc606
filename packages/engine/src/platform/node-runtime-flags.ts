import { setFlagsFromString } from "node:v8";
import type { RuntimeFlags } from "./runtime-flags.ts";

const OLDEST_V8 = 13;

/** Programs that embed Node, like Electron, may lock the flags; Bun and Deno have others. */
export const setRuntimeFlags: RuntimeFlags["setRuntimeFlags"] = (flags) => {
  const { versions } = process;
  const isPlainNode = !["electron", "bun", "deno"].some((name) => name in versions);
  if (!isPlainNode || Number.parseInt(versions.v8 ?? "0", 10) < OLDEST_V8) return false;
  for (const flag of flags) setFlagsFromString(flag);
  return true;
};
