import { type GenerateRequest, parseGuardAnswer, QwenError } from "@qwents/engine";
import type { Call } from "../call-signals.ts";
import { collect, textOf } from "../collect.ts";
import { Generation } from "../generation.ts";
import type { ServedModel } from "../served-models.ts";
import type { ChoiceText } from "../wire-logprobs.ts";
import type { Conversation, Judgement } from "./judgement.ts";

/** Conversations at once: others get their turn between. */
const batchSize = 16;
const maxVerdictTokens = 128;
/** Enough that "Safe" is among them, unless it is next to impossible. */
const topLogprobs = 20;
/** The form in which guards write verdicts: one that keeps to it can be read. */
const verdict = "Safety: (Safe|Controversial|Unsafe)\\nCategories: [^\\n]{1,200}(\\nRefusal: (Yes|No))?\\n?";

/**
 * By the verdict that the model writes, as Qwen3Guard-Gen does.
 * @throws QwenError `request/wrong-model` for a verdict that cannot be read; what the generation throws
 */
export async function judgeByAnswer(
  model: ServedModel,
  call: Call,
  conversations: readonly Conversation[],
): Promise<Judgement[]> {
  // How long a verdict is, the caller did not choose.
  const { maxTokens: _, ...limits } = model.limitsOf(call.caller);
  const judged: Judgement[] = [];
  for (let start = 0; start < conversations.length; start += batchSize) {
    const requests = conversations.slice(start, start + batchSize).map(requestFor);
    const choices = await collect(new Generation(model, requests, call, limits), requests.length);
    judged.push(...choices.map((choice) => judgementOf(choice.texts, model.id)));
  }
  return judged;
}

function requestFor(messages: Conversation): GenerateRequest {
  return {
    messages,
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

function noVerdict(id: string): QwenError {
  const message = `The model '${id}' gave no verdict that can be read; take the text for unsafe, or use Qwen3Guard-Gen.`;
  return new QwenError("request/wrong-model", message, { details: { field: "model" } });
}
