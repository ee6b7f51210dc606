import type { Checkpoint } from "../files/checkpoint.ts";
import { isJsonObject } from "../files/json.ts";
import type { Tokenizer } from "./tokenizer.ts";

const textEnd = "<|endoftext|>";

/**
 * Token ids that end a text to embed, as the files say it.
 * @param standsForAll Whether the last token stands for the whole: then that is <|endoftext|> where the files say nothing,
 * as the first ones of Qwen3-Embedding did
 */
export function readTextEnding(checkpoint: Checkpoint, tokenizer: Tokenizer, standsForAll: boolean): readonly number[] {
  const named = checkpoint.container === "gguf" ? ggufEnding(checkpoint, tokenizer) : hubEnding(checkpoint, tokenizer);
  if (named !== undefined) return named;
  const id = tokenizer.idOf(textEnd);
  return standsForAll && id !== undefined && tokenizer.isSpecial(id) ? [id] : [];
}

type ContainerOf<C> = Extract<Checkpoint, { readonly container: C }>;

/** An <|im_end|> is not believed: early conversions of Qwen3-Embedding say to append that, the end of a chat's turn. */
function ggufEnding({ metadata }: ContainerOf<"gguf">, tokenizer: Tokenizer): readonly number[] | undefined {
  const adds = metadata.get("tokenizer.ggml.add_eos_token");
  const id = metadata.get("tokenizer.ggml.eos_token_id");
  if (adds === false) return [];
  if (adds !== true || typeof id !== "number") return undefined;
  return tokenizer.tokenText(id) === "<|im_end|>" ? undefined : [id];
}

/** `TemplateProcessing` of tokenizer.json: what it has behind the text. */
function hubEnding({ tokenizerJson }: ContainerOf<"safetensors">, tokenizer: Tokenizer): readonly number[] | undefined {
  const processor = tokenizerJson?.post_processor;
  const all = isJsonObject(processor) && Array.isArray(processor.processors) ? processor.processors : [processor];
  const template = all.filter(isJsonObject).find(({ type }) => type === "TemplateProcessing")?.single;
  if (!Array.isArray(template)) return undefined;
  const parts = template.filter(isJsonObject);
  const behind = parts.slice(parts.findIndex((part) => "Sequence" in part) + 1);
  return behind.flatMap(({ SpecialToken: token }) => {
    const id = isJsonObject(token) && typeof token.id === "string" ? tokenizer.idOf(token.id) : undefined;
    return id ?? [];
  });
}
