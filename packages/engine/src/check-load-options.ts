import { checkNames, checkSignal, notAs } from "./check-request.ts";
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
  if (typeof options !== "object" || options === null) throw notAs("an object", "options", options);
  checkNames(options, optionNames, "an option of loading");
  checkSignal(options.signal);
  const { id, backend, maxSequences, cacheType, onProgress } = options;
  if (id !== undefined && (typeof id !== "string" || id === "")) throw notAs("a name", "id", id);
  if (onProgress !== undefined && typeof onProgress !== "function") throw notAs("a function", "onProgress", onProgress);
  if (backend !== undefined && !["wasm", "reference"].includes(backend)) {
    throw notAs('"wasm" or "reference"', "backend", backend);
  }
  if (cacheType !== undefined && !["F32", "F16", "Q8_0"].includes(cacheType)) {
    throw notAs('"F32", "F16" or "Q8_0"', "cacheType", cacheType);
  }
  for (const name of ["cacheBytes", "checkpointBytes"] as const) {
    const { [name]: bytes = 0 } = options;
    if (Number.isSafeInteger(bytes) && bytes >= 0) continue;
    throw notAs("a number of bytes, at least 0", name, bytes);
  }
  for (const name of ["prefixCache", "promptLookup", "multiTokenPrediction", "wideVectors"] as const) {
    if (![undefined, true, false].includes(options[name])) throw notAs("true or false", name, options[name]);
  }
  if (maxSequences === undefined) return;
  if (!(Number.isInteger(maxSequences) && maxSequences >= 1 && maxSequences <= largestMaxSequences)) {
    throw notAs(`an integer from 1 to ${largestMaxSequences}`, "maxSequences", maxSequences);
  }
}
