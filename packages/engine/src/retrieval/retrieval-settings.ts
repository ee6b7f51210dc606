import type { Pooling } from "../embed.ts";
import type { Checkpoint, GgufCheckpoint, HubCheckpoint } from "../files/checkpoint.ts";
import { isJsonObject } from "../files/json.ts";
import { quoted, shown } from "../files/quoted.ts";
import type { Tokenizer } from "../text/tokenizer.ts";
import { readTextEnding } from "./text-ending.ts";

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

/** How embeddings are made, or, for people, what the files ask for that cannot be computed. */
export type PoolingChoice = { readonly mode: Pooling } | { readonly mode?: undefined; readonly unsupported: string };

/** By the number that GGUF files have. */
const ggufPoolings = ["none", "mean", "cls", "last", "rank"];
const computed: readonly string[] = ["last", "mean", "cls"] satisfies Pooling[];

export function readRetrievalSettings(checkpoint: Checkpoint, tokenizer: Tokenizer | undefined): RetrievalSettings {
  const isGguf = checkpoint.container === "gguf";
  const pooling = isGguf ? ggufPooling(checkpoint) : hubPooling(checkpoint);
  const template = isGguf ? checkpoint.metadata.get("tokenizer.chat_template.rerank") : undefined;
  return {
    pooling,
    ...(isGguf ? { prompts: new Map(), defaultPrompt: "" } : hubPrompts(checkpoint)),
    endTokenIds: tokenizer ? readTextEnding(checkpoint, tokenizer, pooling.mode) : [],
    ...(typeof template === "string" && { rerankTemplate: template }),
  };
}

function ggufPooling({ metadata }: GgufCheckpoint): PoolingChoice {
  const value = metadata.get(`${metadata.get("general.architecture")}.pooling_type`) ?? ggufPoolings.indexOf("last");
  return choice(ggufPoolings[Number(value)] ?? shown(value));
}

function hubPooling({ sentenceTransformers }: HubCheckpoint): PoolingChoice {
  const { pooling, moduleFolders = [] } = sentenceTransformers ?? {};
  const unknown = moduleFolders.find((name) => !/_(Pooling|Normalize)$/.test(name));
  if (unknown !== undefined) return { unsupported: `a module ${quoted(unknown)} behind the decoder` };
  if (pooling === undefined) return choice("last");
  const modes = Object.entries(pooling).flatMap(([key, isOn]) =>
    isOn === true && key.startsWith("pooling_mode_") ? [key.slice("pooling_mode_".length)] : [],
  );
  const name = typeof pooling.pooling_mode === "string" ? pooling.pooling_mode : modes.join(" and ");
  const found = choice(hubPoolings.get(name) ?? name);
  if (pooling.include_prompt !== false || found.mode !== "mean") return found;
  return { unsupported: `the mean of a text without its prompt` };
}

/** Sentence Transformers' names, with those that its flags bear. */
const hubPoolings = new Map<string, Pooling>([
  ["lasttoken", "last"],
  ["mean", "mean"],
  ["mean_tokens", "mean"],
  ["cls", "cls"],
  ["cls_token", "cls"],
]);

function choice(name: string): PoolingChoice {
  return computed.includes(name) ? { mode: name as Pooling } : { unsupported: `pooling ${quoted(name)}` };
}

function hubPrompts({ sentenceTransformers }: HubCheckpoint): Pick<RetrievalSettings, "prompts" | "defaultPrompt"> {
  const { prompts, default_prompt_name: defaultName } = sentenceTransformers?.config ?? {};
  const entries = isJsonObject(prompts) ? Object.entries(prompts) : [];
  const texts = new Map(entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"));
  return { prompts: texts, defaultPrompt: texts.get(String(defaultName)) ?? "" };
}
