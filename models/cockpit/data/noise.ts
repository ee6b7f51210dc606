import type { Random } from "./random.ts";

const ROWS = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

/** One typing error inside a word of at least four letters; shorter words would become other words. */
export function withSlip(text: string, random: Random): string {
  const words = [...text.matchAll(/\p{L}{4,}/gu)];
  if (words.length === 0) return text;
  const word = random.pick(words);
  const at = random.integer(word.index + 1, word.index + word[0].length - 2);
  const [before, letter, after] = [text.slice(0, at), text[at]!, text.slice(at + 1)];
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
