import type { Checkpoint } from "../../files/checkpoint.ts";
import type { ReasoningStart } from "../reasoning.ts";
import type { ModelFacts } from "./generation.ts";

/** A model's own chat template. */
export interface OwnTemplate {
  readonly source: string;
  /** What the answer to a simple question begins with. */
  readonly start: ReasoningStart;
}

/** What a checkpoint tells of the model's generation and kind. */
export function modelFacts(checkpoint: Checkpoint, template?: OwnTemplate): ModelFacts {
  const name = namesOf(checkpoint)
    .filter((value) => typeof value === "string")
    .join(" ")
    .toLowerCase()
    .replaceAll(/[_ ]+/g, "-");
  return {
    architecture: String(architectureOf(checkpoint)),
    name,
    ...(template && { template: template.source }),
    thinks: template === undefined ? thinksByName(name) : thinksByTemplate(template),
  };
}

function architectureOf(checkpoint: Checkpoint): unknown {
  return checkpoint.container === "gguf"
    ? checkpoint.metadata.get("general.architecture")
    : checkpoint.config.model_type;
}

function namesOf(checkpoint: Checkpoint): unknown[] {
  if (checkpoint.container === "safetensors") return [checkpoint.name, checkpoint.config._name_or_path];
  const keys = ["name", "basename", "finetune"];
  return [checkpoint.name, ...keys.map((key) => checkpoint.metadata.get(`general.${key}`))];
}

function thinksByTemplate({ source, start }: OwnTemplate): ModelFacts["thinks"] {
  if (source.includes("enable_thinking")) return "optionally";
  return start === "reasoning" ? "always" : "never";
}

function thinksByName(name: string): ModelFacts["thinks"] {
  if (/thinking|qwq/.test(name)) return "always";
  return /instruct|coder/.test(name) ? "never" : "optionally";
}

/** Whether a model of this name was made for conversations. */
export function isForChats({ name }: ModelFacts): boolean {
  return !/\bbase\b|embed|rerank|guard|\btts\b|\basr\b/.test(name);
}
