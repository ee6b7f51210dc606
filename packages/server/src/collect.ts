import type { PromptLogprob } from "@qwents/engine";
import type { Generation } from "./generation.ts";
import type { ChoiceEnd } from "./wire-end.ts";
import type { ChoiceText } from "./wire-logprobs.ts";

export interface CollectedChoice {
  /** Of the prompt's tokens, where they were asked for. */
  readonly promptLogprobs: readonly PromptLogprob[];
  readonly texts: readonly ChoiceText[];
  readonly end: ChoiceEnd;
}

/** All that the choices of a generation come to. @throws what the generation throws */
export async function collect(generation: Generation, numChoices: number): Promise<CollectedChoice[]> {
  const texts = Array.from({ length: numChoices }, (): ChoiceText[] => []);
  const promptLogprobs = Array.from({ length: numChoices }, (): PromptLogprob[] => []);
  const ends: ChoiceEnd[] = [];
  for (let next = await generation.next(); next !== undefined; next = await generation.next()) {
    const { index, event } = next;
    if (event.type === "text") texts[index].push(event);
    else if (event.type === "prompt") promptLogprobs[index].push(...event.logprobs);
    else if (event.type === "end") ends[index] = event;
  }
  return texts.map((own, index) => ({ texts: own, promptLogprobs: promptLogprobs[index], end: ends[index] }));
}

/** The text of one channel, or of both in the order in which it came. */
export function textOf(texts: readonly ChoiceText[], channel?: ChoiceText["channel"]): string {
  const wanted = channel === undefined ? texts : texts.filter((text) => text.channel === channel);
  return wanted.map(({ text }) => text).join("");
}
