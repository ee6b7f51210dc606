import type { Draw } from "../draw.ts";

const STARTS = "b br c ch d dr f fl g gr h j k kl l m n p pr qu r s sch sh st t tr v w z".split(" ");
const VOWELS = "a e i o u ai au ea ei ie oo ä ö ü".split(" ");
const ENDS = "b ck d l ld m n nd ng r rg rt s st t tz x".split(" ");

/** A word that no list holds, so that copying is learned and not the words. */
export function inventedWord({ random }: Draw): string {
  let word = "";
  for (let i = random.integer(1, 3); i > 0; i--) word += random.pick(STARTS) + random.pick(VOWELS);
  return word + (random.chance(0.6) ? random.pick(ENDS) : "");
}

/** Shorter ones would mostly be words. */
const MIN_LETTERS = 4;

export function inventedName(draw: Draw): string {
  const word = inventedWord(draw);
  return word.length < MIN_LETTERS ? inventedName(draw) : word[0]!.toUpperCase() + word.slice(1);
}
