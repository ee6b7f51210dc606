import { type GenerateRequest, type GuardAnswer, parseGuardAnswer, QwenError } from "@qwents/engine";
import type { Call } from "../call-signals.ts";
import { collect, textOf } from "../collect.ts";
import { Generation } from "../generation.ts";
import type { ServedModel } from "../served-models.ts";
import type { ChoiceText } from "../wire-logprobs.ts";

export interface Judgement extends GuardAnswer {
  /** How likely the model took it to be that the text is not safe, from 0 to 1. */
  readonly risk: number;
}

/** Texts at once: others get their turn between. */
const batchSize = 16;
const maxVerdictTokens = 128;
/** Enough that "Safe" is among them, unless it is next to impossible. */
const topLogprobs = 20;
/** The form in which guards write verdicts: one that keeps to it can be read. */
const verdict = "Safety: (Safe|Controversial|Unsafe)\\nCategories: [^\\n]{1,200}(\\nRefusal: (Yes|No))?\\n?";

/**
 * What a guard model says of texts, each by itself, as a user's message.
 * @throws QwenError `request/wrong-model` for a model that is no guard; what the generation throws
 */
export async function judgeTexts(model: ServedModel, call: Call, texts: readonly string[]): Promise<Judgement[]> {
  if (!model.engine.info.isGuard) throw noGuard(model.id);
  const judged: Judgement[] = [];
  for (let start = 0; start < texts.length; start += batchSize) {
    const requests = texts.slice(start, start + batchSize).map(requestFor);
    const choices = await collect(new Generation(model, requests, call), requests.length);
    judged.push(...choices.map((choice) => judgementOf(choice.texts, model.id)));
  }
  return judged;
}

function requestFor(content: string): GenerateRequest {
  return {
    messages: [{ role: "user", content }],
    grammar: { type: "regex", pattern: verdict },
    maxTokens: maxVerdictTokens,
    sampling: { temperature: 0 },
    topLogprobs,
  };
}

function judgementOf(texts: readonly ChoiceText[], id: string): Judgement {
  const answer = parseGuardAnswer(textOf(texts, "content"));
  if (answer === undefined) throw noVerdict(id);
  return { ...answer, risk: riskOf(texts) };
}

/** All that is left beside the probability of "Safe", where the model decides. */
function riskOf(texts: readonly ChoiceText[]): number {
  let before = "";
  for (const { text, logprob, top } of texts.flatMap(({ logprobs = [] }) => logprobs)) {
    if (before.trim() === "Safety:") {
      const safe = [{ text, logprob }, ...top].find((candidate) => candidate.text.trim() === "Safe");
      return safe === undefined ? 1 : 1 - Math.exp(safe.logprob);
    }
    before += text;
  }
  return 1;
}

function noGuard(id: string): QwenError {
  const message = `The model '${id}' is no guard: its chat template asks for no verdict. Use one such as Qwen3Guard-Gen.`;
  return new QwenError("request/wrong-model", message, { details: { field: "model" } });
}

function noVerdict(id: string): QwenError {
  const message = `The model '${id}' gave no verdict that can be read; take the text for unsafe, or use Qwen3Guard-Gen.`;
  return new QwenError("request/wrong-model", message, { details: { field: "model" } });
}
