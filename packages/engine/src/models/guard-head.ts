import { QwenError } from "../errors.ts";
import { shown } from "../files/quoted.ts";
import { type GuardSafety, guardSafeties } from "../text/guard-answer.ts";
import { positiveInteger, type RawConfig, section } from "./raw-config.ts";

/**
 * Heads of Qwen3Guard-Stream, which judge each token: for prompts (queries) and for answers (responses) a layer of
 * their own and behind it two heads, one for how safe it is and one for its category. A row of logits has them in this
 * order: the response's safety and category, the query's safety and category.
 * @see https://arxiv.org/abs/2510.14276
 */
export interface GuardHead extends GuardLabels {
  readonly kind: "guard";
  readonly innerSize: number;
}

/** What the heads can say of either side of a conversation, in the order of their logits. */
export interface GuardLabels {
  readonly response: SideLabels;
  readonly query: SideLabels;
}

/** What a head's numbers stand for, in their order. */
export interface SideLabels {
  readonly safeties: readonly GuardSafety[];
  readonly categories: readonly string[];
}

/** The class of the published models. */
export const guardArchitecture = "Qwen3ForGuardModel";

const mostLabels = 100;
/** As published, for configurations that have no names. @see https://github.com/QwenLM/Qwen3Guard/tree/main/eval */
const publishedSafeties: readonly string[] = ["Safe", "Unsafe", "Controversial"];
const publishedCategories: readonly string[] = [
  "Violent",
  "Sexual Content or Sexual Acts",
  "Suicide & Self-Harm",
  "Politically Sensitive Topics",
  "PII",
  "Copyright Violation",
  "Non-violent Illegal Acts",
  "Unethical Acts",
];

/** @throws QwenError `model/bad-config` */
export function guardHeadConfig(raw: RawConfig): GuardHead {
  const labels = (map: string, count: string, published: readonly string[]) => labelsOf(raw, { map, count, published });
  return {
    kind: "guard",
    innerSize: positiveInteger(raw, "guard_inner_size"),
    response: {
      safeties: labels("response_risk_level_map", "num_risk_level", publishedSafeties).map(safetyOf),
      categories: labels("response_category_map", "num_category", publishedCategories),
    },
    query: {
      safeties: labels("query_risk_level_map", "num_query_risk_level", publishedSafeties).map(safetyOf),
      categories: labels("query_category_map", "num_query_category", [...publishedCategories, "Jailbreak"]),
    },
  };
}

/** Columns of a row of logits. */
export function numGuardLogits({ response, query }: GuardLabels): number {
  const ofSide = ({ safeties, categories }: SideLabels) => safeties.length + categories.length;
  return ofSide(response) + ofSide(query);
}

interface LabelKeys {
  readonly map: string;
  readonly count: string;
  readonly published: readonly string[];
}

function labelsOf(raw: RawConfig, { map, count, published }: LabelKeys): string[] {
  const names = section(raw, map) ?? {};
  const numLabels = positiveInteger(raw, count, published.length, mostLabels);
  // Some of the published names stand in quotation marks.
  const nameOf = (i: number) => String(names[i] ?? published[i] ?? `LABEL_${i}`).replace(/^"(.*)"$/, "$1");
  return Array.from({ length: numLabels }, (_, i) => nameOf(i));
}

/** A verdict that cannot be told from another must not be taken for "safe". */
function safetyOf(label: string): GuardSafety {
  const safety = guardSafeties.find((known) => known === label);
  if (safety !== undefined) return safety;
  const message = `the configuration's risk levels must be ${guardSafeties.join(", ")}; got ${shown(label)}. Take the model's own config.json`;
  throw new QwenError("model/bad-config", message);
}
