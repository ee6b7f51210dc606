import { readFileSync } from "node:fs";
import type { Tokenizer } from "@qwents/engine";
import { tokenizerFromHub } from "../../../packages/engine/src/text/tokenizer-from-hub.ts";

/** Cockpit's tokenizer, from the files beside the model. */
export function cockpitTokenizer(): Tokenizer {
  const read = (name: string): Record<string, unknown> =>
    JSON.parse(readFileSync(new URL(`../${name}`, import.meta.url), "utf8"));
  return tokenizerFromHub(read("tokenizer.json"), read("tokenizer_config.json"));
}
