import type { ChatMessage } from "@qwents/engine";
import {
  answersOf,
  type DecisionAnswer,
  type DecisionContent,
  type DecisionQuestion,
  type ParsedDecisionRequest,
} from "@qwents/protocol";
import { confidenceOf } from "./score-texts.ts";

/** The chat that a question is the last message of. All questions of a request share what stands before it. */
export function chatOf(input: ParsedDecisionRequest["input"], question: DecisionQuestion): ChatMessage[] {
  const before: ChatMessage[] =
    typeof input === "string"
      ? [{ role: "user", content: input }]
      : (input ?? []).map(({ role, content }) => ({ role, content: textOf(content) }));
  return [...before, { role: "user", content: textOfQuestion(question) }];
}

function textOfQuestion(question: DecisionQuestion): string {
  const instructions = textOf(question.instructions);
  if (question.type === "predicate") {
    return `${instructions}\n\nIs that so? Answer with nothing but yes or no.`;
  }
  const described = question.type === "choice" ? question.choices : question.levels;
  const options = answersOf(question).map((text, i) => {
    const { description } = described[i];
    return description ? `- ${text}: ${description}` : `- ${text}`;
  });
  const order = question.type === "score" ? ", from the lowest to the highest" : "";
  return `${instructions}\n\nPossible answers${order}:\n${options.join("\n")}\n\nAnswer with nothing but one of them, as it is written.`;
}

function textOf(content: DecisionContent): string {
  if (typeof content === "string") return content;
  return content
    .map((part) => {
      if (part.type === "input_json") return JSON.stringify(part.data);
      return part.type === "refusal" ? part.refusal : part.text;
    })
    .join("\n");
}

/** @param probabilities of `answersOf(question)`, in that order */
export function answerTo(question: DecisionQuestion, probabilities: readonly number[]): DecisionAnswer {
  const name = question.name ?? null;
  if (question.type === "predicate") return { type: "predicate", name, probability: probabilities[0] };
  const confidence = confidenceOf(probabilities);
  if (question.type === "score") {
    return {
      type: "score",
      name,
      score: probabilities.reduce((sum, probability, level) => sum + level * probability, 0),
      confidence,
      probabilities: question.levels.map(({ label }, value) => ({ label, value, probability: probabilities[value] })),
    };
  }
  const values = question.choices.map(({ value }) => value);
  return {
    type: "choice",
    name,
    choice: values[probabilities.indexOf(Math.max(...probabilities))],
    confidence,
    probabilities: values.map((value, i) => ({ value, probability: probabilities[i] })),
  };
}
