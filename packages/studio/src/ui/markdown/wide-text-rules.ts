import { type Lexer, type MarkedExtension, Tokenizer } from "marked";
import { nested } from "./nesting.ts";

const base = Tokenizer.prototype;

/** Letters that stand without spaces between them. */
const letter = "\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Hangul}\\p{sc=Bopomofo}";
/** Full-width punctuation, and quotes as printers have them. */
const sign = "\\u3000-\\u303f\\uff00-\\uffef\\u2018-\\u201f";
const wide = `[${letter}${sign}]`;
const opensWide = new RegExp(`^\\*{2,}${wide}`, "u");
const isWide = new RegExp(`^${wide}$`, "u");
/** Punctuation before stars that close although a letter follows, since it or what follows is wide; `„` ends with `“`. */
const beforeCloser = new RegExp(
  [
    `(?=[${sign}])[\\p{Po}\\p{Pe}\\p{Pf}](?=\\*\\*)`,
    `[^\\P{P}*\\p{Ps}\\p{Pi}](?=\\*{2,}${wide})|\\p{S}(?=\\*{2,}${wide})`,
    "“(?<=„[^“*]{1,200}“)(?=\\*\\*)",
  ].join("|"),
  "gu",
);
const isAddress = /^(?:https?:\/\/|ftp:\/\/|www\.)/i;
/** Where an address ends: all but letters and digits of those signs, and dashes. */
const afterAddress = new RegExp(`[\\s<]|(?=[${sign}\\u2014\\u2026])[\\p{P}\\p{S}]`, "u");

/** How many characters may be looked through for ends of emphasis that are not there: else time grows with the square. */
const maxSought = 2_000_000;
const sought = new WeakMap<Lexer, number>();

/**
 * What the rules of Markdown, made for words between spaces, get wrong in Chinese, Japanese and Korean: `**注意：**请` is
 * bold, `3~5度，约10~15` is not struck through, and an address ends before `。`.
 */
export const wideTextRules: MarkedExtension = {
  hooks: {
    // Same length, as places in it are places in the text.
    emStrongMask: (masked) => masked.replace(beforeCloser, (found) => "a".repeat(found.length)),
  },
  tokenizer: {
    emStrong(source, masked, before = "") {
      if (!canOpen(source, before)) return undefined;
      const isFree = opensWide.test(source) || (isWide.test(before) && source.startsWith("**"));
      return soughtIn(this.lexer, source, () => base.emStrong.call(this, source, masked, isFree ? "" : before));
    },
    del(source, masked, before) {
      if (!/^~~[^\s~]/.test(source)) return undefined;
      return soughtIn(this.lexer, source, () => base.del.call(this, source, masked, before));
    },
    url(source) {
      const end = isAddress.test(source) ? source.search(afterAddress) : -1;
      return base.url.call(this, end < 0 ? source : source.slice(0, end));
    },
  },
};

/** Whether emphasis may begin: stars before a blank and underlines within a word are just that. */
function canOpen(source: string, before: string): boolean {
  if (!/^[*_]+[^\s*_]/.test(source)) return /^(?:\*+_|_+\*)/.test(source);
  return source[0] === "*" || !/[\p{L}\p{N}]/u.test(before);
}

/** What `find` finds, as long as not too much was looked through in vain. */
function soughtIn<T>(lexer: Lexer, source: string, find: () => T | undefined): T | undefined {
  const numSought = sought.get(lexer) ?? 0;
  if (numSought > maxSought) return undefined;
  const found = nested(lexer, find);
  if (found === undefined) sought.set(lexer, numSought + source.length);
  return found;
}
