import { heldShelf, shelves } from "./catalogue.ts";
import type { Intent, Phrasings } from "./domain.ts";
import type { TalkSide } from "./talk/talk.ts";
import { beyond, talks } from "./talk/talks.ts";

let known: ReadonlySet<string> | undefined;

/** Whether some wording uses this word, in whatever language. */
export function isKnownWord(word: string): boolean {
  known ??= new Set(wordings().flatMap(wordsOf));
  return known.has(word.toLowerCase());
}

function wordings(): string[] {
  const intents = [...shelves, heldShelf].flatMap(({ entries }) => entries.flatMap((entry) => entry.intents));
  const sides = [...talks.flatMap(({ en, de }) => [en, de]), ...Object.values<TalkSide>(beyond)];
  return [...intents.flatMap(ofIntent), ...sides.flatMap(({ ask, held }) => [...ask, ...held])];
}

function ofIntent({ en, de, followUps = [], incomplete = [] }: Intent): string[] {
  return [
    ...[en, de].flatMap(ofPhrasings),
    ...followUps.flatMap(({ en, de }) => [...en, ...de]),
    ...incomplete.flatMap(({ en, de }) => [en, de].flatMap(({ say, complete }) => [...say, ...complete])),
  ];
}

function ofPhrasings({ imperative = [], infinitive = [], other = [], held }: Phrasings): string[] {
  return [...imperative, ...infinitive, ...other, ...held];
}

function wordsOf(template: string): string[] {
  const said = template.replace(/\{\w+\}/g, " ").toLowerCase();
  return said.match(/\p{L}+/gu) ?? [];
}
