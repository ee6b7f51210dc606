import { checkNames, checkSignal, invalid } from "./check-request.ts";
import type { LoadOptions } from "./engine.ts";

const optionNames = [
  "id",
  "backend",
  "numThreads",
  "contextLength",
  "maxSequences",
  "cacheType",
  "prefixCache",
  "cacheBytes",
  "checkpointBytes",
  "promptLookup",
  "multiTokenPrediction",
  "wideVectors",
  "onProgress",
  "signal",
] satisfies (keyof LoadOptions)[];
const largestMaxSequences = 1024;

/** The ones that need no model to be judged. @throws QwenError `request/invalid` */
export function checkLoadOptions(options: LoadOptions): void {
  if (typeof options !== "object" || options === null) throw invalid("options", "must be an object");
  checkNames(options, optionNames, "an option of loading");
  checkSignal(options.signal);
  const { id, backend, maxSequences, cacheType, onProgress } = options;
  if (id !== undefined && (typeof id !== "string" || id === "")) throw invalid("id", "must be a name");
  if (onProgress !== undefined && typeof onProgress !== "function") throw invalid("onProgress", "must be a function");
  if (backend !== undefined && !["wasm", "reference"].includes(backend)) {
    throw invalid("backend", `must be "wasm" or "reference"`);
  }
  if (cacheType !== undefined && !["F32", "F16", "Q8_0"].includes(cacheType)) {
    throw invalid("cacheType", `must be "F32", "F16" or "Q8_0"`);
  }
  for (const name of ["cacheBytes", "checkpointBytes"] as const) {
    const { [name]: bytes = 0 } = options;
    if (Number.isSafeInteger(bytes) && bytes >= 0) continue;
    throw invalid(name, `must be a number of bytes, at least 0, got ${String(bytes)}`);
  }
  for (const name of ["prefixCache", "promptLookup", "multiTokenPrediction", "wideVectors"] as const) {
    if (![undefined, true, false].includes(options[name])) throw invalid(name, "must be true or false");
  }
  if (maxSequences === undefined) return;
  if (!(Number.isInteger(maxSequences) && maxSequences >= 1 && maxSequences <= largestMaxSequences)) {
    throw invalid("maxSequences", `must be an integer from 1 to ${largestMaxSequences}, got ${String(maxSequences)}`);
  }
}
