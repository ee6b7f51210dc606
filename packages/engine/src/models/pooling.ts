import type { Checkpoint, GgufCheckpoint, HubCheckpoint } from "../files/checkpoint.ts";
import { quoted, shown } from "../files/quoted.ts";

/** How the hidden states of a text become one vector: that of its last token, the mean of all, or that of its first. */
export type Pooling = "last" | "mean" | "cls";

/** How embeddings are made, or, for people, what the files ask for that cannot be computed. */
export type PoolingChoice = { readonly mode: Pooling } | { readonly mode?: undefined; readonly unsupported: string };

/** By the number that GGUF files have. */
export const ggufPoolings = ["none", "mean", "cls", "last", "rank"] as const;
const computed: readonly string[] = ["last", "mean", "cls"] satisfies Pooling[];

/** What a checkpoint's files say of pooling; by default the last token's state. */
export function readPooling(checkpoint: Checkpoint): PoolingChoice {
  return checkpoint.container === "gguf" ? ggufPooling(checkpoint) : hubPooling(checkpoint);
}

function ggufPooling({ metadata }: GgufCheckpoint): PoolingChoice {
  const value = metadata.get(`${metadata.get("general.architecture")}.pooling_type`) ?? ggufPoolings.indexOf("last");
  return choice(ggufPoolings[Number(value)] ?? shown(value));
}

function hubPooling({ sentenceTransformers }: HubCheckpoint): PoolingChoice {
  const { pooling, modules = [] } = sentenceTransformers ?? {};
  const unknown = modules.find((name) => name !== "Pooling" && name !== "Normalize");
  if (unknown !== undefined) return { unsupported: `a module ${quoted(unknown)} behind the decoder` };
  if (pooling === undefined && modules.includes("Pooling")) return { unsupported: "what 1_Pooling/config.json lacks" };
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
