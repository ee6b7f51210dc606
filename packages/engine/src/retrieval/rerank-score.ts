import { QwenError } from "../errors.ts";
import { quoted } from "../files/quoted.ts";
import type { GenerationHost } from "../start-generation.ts";
import type { PromptReader } from "./prompt-reading.ts";

const maxLabelsShown = 10;

/** What a model makes of a prompt's last logits: the probability that the document fits. */
export interface RerankScore {
  /** Number of logits. */
  readonly width: number;
  readonly read: PromptReader<number>;
}

/** @throws QwenError `request/wrong-model` for a model that has neither the tokens "yes" and "no" nor such labels */
export function rerankScoreOf({ info, text }: GenerationHost): RerankScore {
  const { id, head, labels, vocabSize } = info;
  if (head === "none") throw cannot(id, "it was made to embed, and gives no probabilities");
  if (head === "guard") throw cannot(id, "it was made to judge tokens");
  if (head === "classifier") return { width: labels.length, read: labelReader(id, labels) };
  const [yes, no] = ["yes", "no"].map((word) => text.tokenizer?.idOf(word));
  if (yes === undefined || no === undefined) throw cannot(id, `its tokenizer lacks a token "yes" or "no"`);
  return { width: vocabSize, read: (logits) => probability([logits[yes], logits[no]], 0) };
}

/** Of one label, how likely it is at all; of several, how likely "yes" is. */
function labelReader(id: string, labels: readonly string[]): PromptReader<number> {
  if (labels.length === 1) return ([logit]) => probability([logit, 0], 0);
  const yes = labels.findIndex((label) => label.toLowerCase() === "yes");
  if (yes >= 0) return (logits) => probability(logits, yes);
  const names = labels.slice(0, maxLabelsShown).map(quoted).join(", ");
  throw cannot(id, `its labels are ${names}; expected one label, or "yes" among them`);
}

/** Softmax of one of the logits. @throws QwenError `model/bad-logits` */
function probability(logits: ArrayLike<number>, index: number): number {
  const score = 1 / Array.from(logits, (logit) => Math.exp(logit - logits[index])).reduce((sum, e) => sum + e, 0);
  if (Number.isFinite(logits[index]) && !Number.isNaN(score)) return score;
  const message = "Expected finite logits, but the model computed NaN or infinity. Its file may be damaged.";
  throw new QwenError("model/bad-logits", message);
}

function cannot(id: string, why: string): QwenError {
  return new QwenError("request/wrong-model", `${id} cannot rerank: ${why}. Use a model such as Qwen3-Reranker.`);
}
