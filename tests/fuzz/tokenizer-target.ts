import { isDeepStrictEqual } from "node:util";
import { QwenError } from "../../packages/engine/src/errors.ts";
import { type JsonObject, parseJsonObject } from "../../packages/engine/src/files/json.ts";
import { parseTokenizerJson } from "../../packages/engine/src/files/tokenizer-json.ts";
import { miniMetadata } from "../../packages/engine/src/text/mini-vocabulary.fixture.ts";
import { preTokenizers } from "../../packages/engine/src/text/pre-tokenizer.ts";
import { tokenizerFromHub } from "../../packages/engine/src/text/tokenizer-from-hub.ts";
import type { FuzzTarget } from "./fuzz-target.ts";
import { mutateBytes } from "./mutate-bytes.ts";
import { mutateJson } from "./mutate-json.ts";

const NAME = "tokenizer.json";
const CODE = "hub/bad-json";
const LIMITS = { maxDepth: 16, maxValues: 10_000 };

/** The reader of tokenizer.json, which must come to the same as `JSON.parse`: the same tokenizer, or the same error. */
export const tokenizerTarget: FuzzTarget = {
  name: "tokenizer",
  makeFile(random) {
    const json = sample();
    if (random.chance(0.4)) mutateJson(json, random);
    const text = JSON.stringify(json, null, random.below(2));
    const bytes = new TextEncoder().encode(random.chance(0.2) ? asAscii(text) : text);
    return random.chance(0.6) ? mutateBytes(bytes, random) : bytes;
  },
  async readFile(bytes) {
    const found = outcome(() => parseTokenizerJson(NAME, bytes, LIMITS, CODE));
    const expected = outcome(() => parseJsonObject(NAME, bytes, LIMITS, CODE));
    if (!isDeepStrictEqual(found.signs, expected.signs)) {
      throw new Error(`came to ${JSON.stringify(found.signs)} instead of ${JSON.stringify(expected.signs)}`);
    }
    if (found.error) throw found.error;
  },
};

/** The mini vocabulary as on the hub. */
function sample(): Record<string, unknown> {
  const tokens = (miniMetadata().get("tokenizer.ggml.tokens") as string[]).slice(0, 259);
  const pattern = { Regex: preTokenizers[0].hubPattern };
  const pretokenizers = [
    { type: "Split", pattern, behavior: "Isolated", invert: false },
    { type: "ByteLevel", add_prefix_space: false, use_regex: false },
  ];
  const vocab = Object.fromEntries(tokens.map((token, id) => [token, id]));
  return {
    added_tokens: [{ id: 259, content: "<|im_end|>", special: true }],
    model: { type: "BPE", merges: [["h", "e"], "l l", ["he", "ll"]], vocab },
    normalizer: { type: "NFC" },
    pre_tokenizer: { type: "Sequence", pretokenizers },
  };
}

function asAscii(json: string): string {
  return json.replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** What shows of a tokenizer, or of the error. */
function outcome(parse: () => JsonObject): { readonly signs: readonly unknown[]; readonly error?: QwenError } {
  try {
    const tokenizer = tokenizerFromHub(parse());
    const ids = Array.from({ length: Math.min(tokenizer.vocabSize, 1000) }, (_, id) => id);
    const tokens = ids.map((id) => [...tokenizer.tokenBytes(id), tokenizer.isUnused(id)].join());
    return { signs: [tokenizer.vocabSize, tokens, tokenizer.encode("hello, hell <|im_end|>", { parseSpecial: true })] };
  } catch (error) {
    if (!(error instanceof QwenError)) throw error;
    return { signs: [error.code, error.message], error };
  }
}
