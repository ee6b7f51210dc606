import type { Random } from "./random.ts";

const CHOICE = /\[([^[\]]*)\]/;

/** One of the phrases a template stands for, its {slots} still in it. */
export function choose(template: string, random: Random): string {
  let phrase = template;
  for (let match = CHOICE.exec(phrase); match; match = CHOICE.exec(phrase)) {
    phrase =
      phrase.slice(0, match.index) + random.pick(match[1]!.split("|")) + phrase.slice(match.index + match[0].length);
  }
  return phrase
    .replace(/\s+/g, " ")
    .replace(/ ([,.:?!])/g, "$1")
    .trim();
}

export function slotsOf(phrase: string): string[] {
  return [...phrase.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!);
}
