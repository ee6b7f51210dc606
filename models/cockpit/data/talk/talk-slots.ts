import type { Slot } from "../domain.ts";
import type { Draw } from "../draw.ts";
import { inventedName, inventedWord } from "../language/invented.ts";
import { copied, copiedIn, sameText } from "../language/slots.ts";
import { CODE_LANGUAGES, COUNTRIES, FAMOUS, HAPPENINGS, THINGS, WRITINGS } from "./talk-words.ts";

const SNIPPETS: readonly ((word: string, number: number) => string)[] = [
  (word, number) => `for i in range(${number}): print(${word})`,
  (word, number) => `const ${word} = ${number};`,
  (word, number) => `def ${word}(x): return x + ${number}`,
  (word, number) => `SELECT * FROM ${word} WHERE id = ${number}`,
  (word, number) => `{"${word}": ${number}}`,
  (word) => `<div>${word}</div>`,
  (word, number) => `if (${word} > ${number}) { return; }`,
  (word) => `git ${word}`,
  (word) => `${word}.${word}()`,
];

/** First and last letter of Chinese, Japanese, Korean, Cyrillic, Greek, Arabic, Hebrew, Devanagari. */
const SCRIPTS = [
  [0x4e00, 0x9fa5],
  [0x3041, 0x3096],
  [0xac00, 0xd7a3],
  [0x0430, 0x044f],
  [0x03b1, 0x03c9],
  [0x0627, 0x063a],
  [0x05d0, 0x05ea],
  [0x0905, 0x0939],
] as const;

const thing = copiedIn(THINGS);

function scriptWord({ random }: Draw, first: number, last: number): string {
  return Array.from({ length: random.integer(1, 6) }, () => String.fromCodePoint(random.integer(first, last))).join("");
}

/** What fills the templates of talk. */
export const talkSlots: Readonly<Record<string, Slot>> = {
  thing,
  country: copiedIn(COUNTRIES),
  famous: copied(FAMOUS, 0.15, (draw) => `${inventedName(draw)} ${inventedName(draw)}`),
  happening: copiedIn(HAPPENINGS),
  writing: copiedIn(WRITINGS),
  code: copied(CODE_LANGUAGES),
  name: (draw) => sameText(inventedName(draw)),
  nonsense: (draw) => sameText(inventedWord(draw)),
  words: (draw) => {
    const word = (): string => (draw.random.chance(0.7) ? thing(draw).text : inventedWord(draw));
    return sameText(Array.from({ length: draw.random.integer(3, 10) }, word).join(" "));
  },
  year: ({ random }) => sameText(String(random.integer(1200, 2020))),
  count: ({ random }) => sameText(String(random.integer(2, 20))),
  snippet: (draw) => sameText(draw.random.pick(SNIPPETS)(inventedWord(draw), draw.random.integer(0, 99))),
  script: (draw) => {
    const [first, last] = draw.random.pick(SCRIPTS);
    const words = Array.from({ length: draw.random.integer(1, 4) }, () => scriptWord(draw, first, last));
    return sameText(words.join(" "));
  },
};
