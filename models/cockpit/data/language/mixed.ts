import type { Language } from "../domain.ts";
import { type Draw, splitOf } from "../draw.ts";
import { inventedWord } from "./invented.ts";

const JOINTS: Readonly<Record<Language, readonly string[]>> = {
  en: "of the|in the|at the|to the|from the|without".split("|"),
  de: "im|in der|vom|am|zur|ohne".split("|"),
};
const MAX_WORDS = 9;

/**
 * A text that no list holds, of words that training may draw. A list is soon known by heart; of these, only what is
 * said around them tells where they begin and end.
 */
export function mixed(list: readonly string[], draw: Draw): string {
  const { random } = draw;
  const [left, right] = [wordsOf(list, draw), wordsOf(list, draw)];
  const made = random.pick([joined, crossed, exchanged, loose])(left, right, draw);
  return made.slice(0, MAX_WORDS).join(" ");
}

function wordsOf(list: readonly string[], { random }: Draw): string[] {
  for (;;) {
    const text = random.pick(list);
    if (splitOf(text) === "train") return text.split(" ");
  }
}

type Mix = (left: readonly string[], right: readonly string[], draw: Draw) => readonly string[];

const joined: Mix = (left, right, { random, language }) => [...left, random.pick(JOINTS[language]), ...right];

const crossed: Mix = (left, right, { random }) => [
  ...left.slice(0, random.integer(1, left.length)),
  ...right.slice(random.integer(0, right.length - 1)),
];

const exchanged: Mix = (left, right, draw) => {
  const at = draw.random.integer(0, left.length - 1);
  return left.with(at, draw.random.chance(0.3) ? inventedWord(draw) : draw.random.pick(right));
};

const loose: Mix = (left, right, draw) => {
  const words = [...left, ...right];
  return Array.from({ length: draw.random.integer(1, 5) }, () =>
    draw.random.chance(0.25) ? inventedWord(draw) : draw.random.pick(words),
  );
};
