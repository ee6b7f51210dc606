import type { RuntimeFlags } from "./runtime-flags.ts";

/** A page has no say in it. */
export const setRuntimeFlags: RuntimeFlags["setRuntimeFlags"] = () => false;
