import type { Filled, Language, Slot, Value } from "../domain.ts";
import { type Draw, ofSplit } from "../draw.ts";
import { inventedName, inventedWord } from "./invented.ts";
import { mixed } from "./mixed.ts";
import { inDigits, inWords } from "./numbers.ts";
import { ARTISTS, EVENTS, MESSAGES, PEOPLE, PLACES, SONGS, STREETS, TASKS, TOWNS } from "./words.ts";

/** A whole number, in digits or (up to 999) in words. Of many numbers, some are kept back for measuring. */
export function wholeNumber(first: number, last: number, step = 1): Slot {
  const draws = (draw: Draw): number => first + step * draw.random.integer(0, Math.floor((last - first) / step));
  return (draw) => {
    const many = (last - first) / step >= 100;
    const number = many ? ofSplit(draw, () => draws(draw), String) : draws(draw);
    const words = number >= 0 && number < 1000 && draw.random.chance(number < 100 ? 0.35 : 0.1);
    return { text: words ? inWords(number, draw.language) : String(number), value: number };
  };
}

/** A number with one decimal at times: 21, 21.5 (German 21,5), twenty-one. */
export function decimalNumber(first: number, last: number): Slot {
  const whole = wholeNumber(first, last);
  return (draw) => {
    if (draw.random.chance(0.65)) return whole(draw);
    const number = draw.random.integer(first * 2, last * 2) / 2;
    return { text: inDigits(number, draw.language), value: number };
  };
}

/** One of some meanings: keys are the values, with the words of each language for it. */
export function oneOf(meanings: Readonly<Record<string, Readonly<Record<Language, readonly string[]>>>>): Slot {
  const entries = Object.entries(meanings);
  return ({ random, language }) => {
    const [value, words] = random.pick(entries);
    return { text: random.pick(words[language]), value };
  };
}

/** As `oneOf`, for on and off, up and down, and other values that are no strings. */
export function meaning(
  options: readonly { readonly value: Value; readonly en: readonly string[]; readonly de: readonly string[] }[],
): Slot {
  return ({ random, language }) => {
    const option = random.pick(options);
    return { text: random.pick(option[language]), value: option.value };
  };
}

/** Of what is drawn from lists in training; what is measured is drawn as it is. */
const MIXED_SHARE = 0.45;

/** Open text that is copied into the call as it was said; some of the list is kept back for measuring. */
export function copied(
  list: readonly string[],
  inventedShare = 0,
  invent: (draw: Draw) => string = inventedName,
): Slot {
  return (draw) => {
    const make = (): string => {
      if (draw.random.chance(inventedShare)) return invent(draw);
      return draw.split === "train" && draw.random.chance(MIXED_SHARE) ? mixed(list, draw) : draw.random.pick(list);
    };
    return sameText(ofSplit(draw, make, (text) => text));
  };
}

/** As `copied`, with a list for each language; one in ten comes from the other one. */
export function copiedIn(lists: Readonly<Record<Language, readonly string[]>>, inventedShare = 0): Slot {
  return (draw) => {
    const other = draw.language === "en" ? "de" : "en";
    return copied(lists[draw.random.chance(0.1) ? other : draw.language], inventedShare)(draw);
  };
}

export function sameText(text: string): Filled {
  return { text, value: text };
}

/** First names, some with a last name, and invented ones. */
export const person: Slot = copied(PEOPLE, 0.25, (draw) =>
  draw.random.chance(0.4) ? `${inventedName(draw)} ${inventedName(draw)}` : inventedName(draw),
);
/** Towns and well-known places, streets with numbers, invented places. */
export const place: Slot = copied([...PLACES, ...PLACES, ...STREETS], 0.25, (draw) => {
  if (draw.random.chance(0.4)) return `${draw.random.pick(STREETS)} ${draw.random.integer(1, 199)}`;
  return draw.random.chance(0.3) ? `${inventedName(draw)} ${inventedName(draw)}` : inventedName(draw);
});
/** Towns only, for weather and the like. */
export const town: Slot = copied(TOWNS, 0.25);
export const song: Slot = copied(SONGS, 0.25, (draw) =>
  [inventedName(draw), ...Array.from({ length: draw.random.integer(0, 2) }, () => inventedWord(draw))].join(" "),
);
export const artist: Slot = copied(
  ARTISTS,
  0.25,
  (draw) => `${draw.random.chance(0.3) ? "The " : ""}${inventedName(draw)}`,
);
/** A whole sentence for somebody, without an end mark. */
export const message: Slot = copiedIn(MESSAGES);
/** Something to do, as it stands behind "remind me to" / "erinnere mich an: ". */
export const task: Slot = copiedIn(TASKS);
/** The title of something in a calendar. */
export const event: Slot = copiedIn(EVENTS, 0.1);
