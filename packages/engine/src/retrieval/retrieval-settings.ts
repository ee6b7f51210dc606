import type { Checkpoint, HubCheckpoint } from "../files/checkpoint.ts";
import { isJsonObject } from "../files/json.ts";
import { type PoolingChoice, readPooling } from "../models/pooling.ts";
import { readTextEnding } from "../text/text-ending.ts";
import type { Tokenizer } from "../text/tokenizer.ts";

/** What a model's files say about embedding and reranking with it. */
export interface RetrievalSettings {
  readonly pooling: PoolingChoice;
  /** By name, what stands before a text. */
  readonly prompts: ReadonlyMap<string, string>;
  /** Stands before a text when nothing else is asked for. */
  readonly defaultPrompt: string;
  /** Behind every text that is embedded. */
  readonly endTokenIds: readonly number[];
  /** Of a converted reranker: its prompt with places {query} and {document}. */
  readonly rerankTemplate?: string;
}

export function readRetrievalSettings(checkpoint: Checkpoint, tokenizer: Tokenizer | undefined): RetrievalSettings {
  const isGguf = checkpoint.container === "gguf";
  const pooling = readPooling(checkpoint);
  const template = isGguf ? checkpoint.metadata.get("tokenizer.chat_template.rerank") : undefined;
  return {
    pooling,
    ...(isGguf ? { prompts: new Map(), defaultPrompt: "" } : hubPrompts(checkpoint)),
    endTokenIds: tokenizer ? readTextEnding(checkpoint, tokenizer, pooling.mode === "last") : [],
    ...(typeof template === "string" && { rerankTemplate: template }),
  };
}

function hubPrompts({ sentenceTransformers }: HubCheckpoint): Pick<RetrievalSettings, "prompts" | "defaultPrompt"> {
  const { prompts, default_prompt_name: defaultName } = sentenceTransformers?.config ?? {};
  const entries = isJsonObject(prompts) ? Object.entries(prompts) : [];
  const texts = new Map(entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"));
  return { prompts: texts, defaultPrompt: texts.get(String(defaultName)) ?? "" };
}
