import { isKnownWord } from "./known-words.ts";
import type { Random } from "./random.ts";

const ROWS = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

/** One typing error inside a word of at least four letters, which makes no other word: "abstellen" is not "anstellen". */
export function withSlip(text: string, random: Random): string {
  const words = [...text.matchAll(/\p{L}{4,}/gu)];
  if (words.length === 0) return text;
  for (;;) {
    const { 0: word, index } = random.pick(words);
    const slipped = slip(word, random);
    if (!isKnownWord(slipped)) return text.slice(0, index) + slipped + text.slice(index + word.length);
  }
}

function slip(word: string, random: Random): string {
  const at = random.integer(1, word.length - 2);
  const [before, letter, after] = [word.slice(0, at), word[at]!, word.slice(at + 1)];
  const kind = random.integer(0, 3);
  if (kind === 0) return before + after;
  if (kind === 1) return before + letter + letter + after;
  if (kind === 2) return before + after[0] + letter + after.slice(1);
  return before + neighbour(letter) + after;
}

function neighbour(letter: string): string {
  const row = ROWS.find((keys) => keys.includes(letter));
  if (!row) return letter;
  const at = row.indexOf(letter);
  return row[at + 1] ?? row[at - 1]!;
}

/** Umlauts as people type them where the keyboard has none, and apostrophes left out. */
export function withoutMarks(text: string): string {
  return text
    .replaceAll("ä", "ae")
    .replaceAll("ö", "oe")
    .replaceAll("ü", "ue")
    .replaceAll("ß", "ss")
    .replaceAll("'", "");
}
