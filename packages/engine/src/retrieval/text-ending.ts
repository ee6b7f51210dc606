import type { Pooling } from "../embed.ts";
import type { Checkpoint } from "../files/checkpoint.ts";
import { isJsonObject } from "../files/json.ts";
import type { Tokenizer } from "../text/tokenizer.ts";

const textEnd = "<|endoftext|>";

/**
 * Token ids that end a text to embed. Where the last token stands for the whole, that is <|endoftext|>, which the first
 * files of Qwen3-Embedding do not say; else only what a file says.
 */
export function readTextEnding(checkpoint: Checkpoint, tokenizer: Tokenizer, pooling?: Pooling): readonly number[] {
  const named = checkpoint.container === "gguf" ? ggufEnding(checkpoint, tokenizer) : hubEnding(checkpoint, tokenizer);
  if (named !== undefined) return named;
  const id = tokenizer.idOf(textEnd);
  return pooling === "last" && id !== undefined && tokenizer.isSpecial(id) ? [id] : [];
}

type ContainerOf<C> = Extract<Checkpoint, { readonly container: C }>;

/** Of an <|im_end|> nothing is believed: converters write it there for chats. */
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
