import { type Moderation, type ModerationCategory, moderationCategories } from "@qwents/protocol";
import { present } from "../present.ts";
import type { Judgement } from "./judgement.ts";

/** OpenAI's words for those of Qwen3Guard that mean the same. */
const known: ReadonlyMap<string, ModerationCategory> = new Map([
  ["Violent", "violence"],
  ["Non-violent Illegal Acts", "illicit"],
  ["Sexual Content or Sexual Acts", "sexual"],
  ["Suicide & Self-Harm", "self-harm"],
]);

/** A judgement in OpenAI's shape. */
export function moderationOf({ safety, categories: named, risk, refusal }: Judgement): Moderation {
  const isSafe = safety === "Safe";
  const found = new Set<string>(isSafe ? [] : named.map(categoryOf).filter((name) => name !== ""));
  const names = [...new Set<string>([...moderationCategories, ...found])];
  const ofEach = <T>(value: (name: string) => T) =>
    Object.fromEntries(names.map((name) => [name, value(name)])) as Record<ModerationCategory, T>;
  return {
    flagged: !isSafe,
    categories: ofEach((name) => found.has(name)),
    category_scores: ofEach((name) => (found.has(name) ? risk : 0)),
    category_applied_input_types: ofEach(() => ["text" as const]),
    safety,
    ...present({ refusal }),
  };
}

/** Where OpenAI has no word for it, the model's own, written as OpenAI writes them: "copyright-violation". */
function categoryOf(named: string): string {
  const own = named.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  return known.get(named) ?? own.replace(/^-|-$/g, "");
}
