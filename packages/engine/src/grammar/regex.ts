import { character, choice, type Expression, type Range, repeat, sequence } from "./expression.ts";
import { grammarError } from "./grammar-error.ts";
import { anyButLineEnds, classEscapes, complement } from "./regex-classes.ts";

/** Makes an expression of one character of some ranges: by itself, or as it is written within a string of JSON. */
export type WriteCharacter = (ranges: readonly Range[]) => Expression;

const maxLength = 16_384;
const maxDepth = 100;
const maxRounds = 100_000;
const controlEscapes: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, v: 11, f: 12, 0: 0 };

/** All texts that a regular expression of ECMAScript matches as a whole. @throws QwenError `grammar/invalid` */
export function regexExpression(pattern: string): Expression {
  const { branches } = new RegexParser(pattern, character).parse();
  return choice(...branches.map(({ expression }) => expression));
}

/**
 * All texts in which a regular expression matches somewhere, as JSON Schema has it.
 * @throws QwenError `grammar/invalid`
 */
export function searchExpression(pattern: string, write: WriteCharacter): Expression {
  const { branches } = new RegexParser(pattern, write).parse();
  const anything = repeat(write([[0, 0x10ffff]]), 0);
  return choice(
    ...branches.map(({ expression, isAnchoredAtStart, isAnchoredAtEnd }) =>
      sequence(...(isAnchoredAtStart ? [] : [anything]), expression, ...(isAnchoredAtEnd ? [] : [anything])),
    ),
  );
}

interface Branch {
  readonly expression: Expression;
  readonly isAnchoredAtStart: boolean;
  readonly isAnchoredAtEnd: boolean;
}

class RegexParser {
  readonly #characters: readonly string[];
  readonly #pattern: string;
  readonly #write: WriteCharacter;
  #at = 0;
  #depth = 0;

  constructor(pattern: string, write: WriteCharacter) {
    this.#pattern = pattern;
    this.#characters = [...pattern];
    this.#write = write;
    if (pattern.length > maxLength) throw this.#error(`is longer than ${maxLength} characters`);
  }

  /** Its alternatives. */
  parse(): { readonly branches: readonly Branch[] } {
    const branches = [this.#branch()];
    while (this.#takes("|")) branches.push(this.#branch());
    if (this.#next !== undefined) throw this.#error('has a ")" that nothing opened');
    return { branches };
  }

  get #next(): string | undefined {
    return this.#characters[this.#at];
  }

  /** An alternative of the whole; `^` and `$` may stand at its ends. */
  #branch(): Branch {
    const isAnchoredAtStart = this.#takes("^");
    const expression = this.#sequence();
    const isAnchoredAtEnd = this.#takes("$");
    const isOver = this.#next === undefined || this.#next === "|" || this.#next === ")";
    if (!isOver) throw this.#error('has a "$" before its end');
    return { expression, isAnchoredAtStart, isAnchoredAtEnd };
  }

  #sequence(): Expression {
    const items: Expression[] = [];
    while (this.#next !== undefined && !"|)$".includes(this.#next)) items.push(this.#quantified());
    return sequence(...items);
  }

  #quantified(): Expression {
    const item = this.#atom();
    const bounds = this.#quantifier();
    if (bounds === undefined) return item;
    // How eager it is changes what is found first, not what matches.
    this.#takes("?");
    if (this.#quantifier() !== undefined) throw this.#error("repeats what is repeated already; put it into a group");
    return repeat(item, bounds.min, bounds.max);
  }

  #quantifier(): { readonly min: number; readonly max: number } | undefined {
    if (this.#takes("*")) return { min: 0, max: Number.POSITIVE_INFINITY };
    if (this.#takes("+")) return { min: 1, max: Number.POSITIVE_INFINITY };
    if (this.#takes("?")) return { min: 0, max: 1 };
    const [written, least, comma, most] = /^\{(\d+)(?:(,)(\d*))?\}/.exec(this.#ahead(32)) ?? [];
    if (written === undefined) return undefined;
    this.#at += written.length;
    const min = Number(least);
    const max = comma === undefined ? min : most === "" ? Number.POSITIVE_INFINITY : Number(most);
    const isBounded = min <= maxRounds && (max <= maxRounds || max === Number.POSITIVE_INFINITY);
    if (min > max || !isBounded)
      throw this.#error(`has the bounds ${written}; they must rise, to ${maxRounds} at most`);
    return { min, max };
  }

  #atom(): Expression {
    const start = this.#at;
    const next = this.#characters[this.#at++];
    switch (next) {
      case "(":
        return this.#group();
      case "[":
        return this.#write(this.#class());
      case ".":
        return this.#write(anyButLineEnds);
      case "\\":
        return this.#write(this.#escape(false));
      case "^":
        throw this.#error('has a "^" behind its beginning', start);
      case "*":
      case "+":
      case "?":
        throw this.#error(`has a "${next}" with nothing before it`, start);
      default:
        return this.#write(one(next.codePointAt(0)!));
    }
  }

  #group(): Expression {
    if (++this.#depth > maxDepth) throw this.#error(`has more than ${maxDepth} groups in each other`);
    this.#openGroup();
    const items = [this.#sequence()];
    while (this.#takes("|")) items.push(this.#sequence());
    if (this.#next === "$") throw this.#error('has a "$" within a group');
    if (!this.#takes(")")) throw this.#error('lacks a ")"');
    this.#depth--;
    return choice(...items);
  }

  #openGroup(): void {
    if (!this.#takes("?")) return;
    const [kind] = /^(:|<[A-Za-z_$][\w$]*>)/.exec(this.#ahead(64)) ?? [];
    if (kind === undefined) throw this.#error("looks ahead or behind, or changes flags, which no grammar can do");
    this.#at += kind.length;
  }

  #class(): readonly Range[] {
    const isNegated = this.#takes("^");
    const ranges: Range[] = [];
    while (!this.#takes("]")) {
      if (this.#next === undefined) throw this.#error('lacks a "]"');
      const from = this.#classMember();
      const isRange = this.#next === "-" && this.#characters[this.#at + 1] !== "]" && isOne(from);
      if (!isRange) {
        ranges.push(...from);
        continue;
      }
      this.#at++;
      const to = this.#classMember();
      if (!isOne(to) || to[0][0] < from[0][0]) throw this.#error("has a range whose ends do not rise");
      ranges.push([from[0][0], to[0][0]]);
    }
    const sorted = complement(complement(ranges));
    return isNegated ? complement(sorted) : sorted;
  }

  #classMember(): readonly Range[] {
    const next = this.#characters[this.#at++];
    if (next === undefined) throw this.#error('lacks a "]"');
    return next === "\\" ? this.#escape(true) : one(next.codePointAt(0)!);
  }

  #escape(isInClass: boolean): readonly Range[] {
    const start = this.#at - 1;
    const letter = this.#characters[this.#at++];
    if (letter === undefined) throw this.#error("ends with a backslash");
    if (Object.hasOwn(classEscapes, letter)) return classEscapes[letter];
    if (isInClass && letter === "b") return one(8);
    if (/[1-9]/.test(letter) || letter === "k")
      throw this.#error("refers back to a group, which no grammar can do", start);
    if (letter === "b" || letter === "B")
      throw this.#error("looks for the border of a word, which no grammar can do", start);
    if (letter === "p" || letter === "P") throw this.#error("names a Unicode property: list the ranges instead", start);
    const hex = { x: /^[\da-f]{2}/i, u: /^[\da-f]{4}|^\{[\da-f]{1,6}\}/i }[letter];
    if (hex !== undefined) return one(this.#hex(hex, start));
    return one(Object.hasOwn(controlEscapes, letter) ? controlEscapes[letter] : letter.codePointAt(0)!);
  }

  #hex(form: RegExp, start: number): number {
    const [digits] = form.exec(this.#ahead(8)) ?? [];
    const code = digits === undefined ? Number.NaN : Number.parseInt(digits.replace("{", ""), 16);
    if (digits === undefined || code > 0x10ffff) throw this.#error("has an escape that names no character", start);
    this.#at += digits.length;
    return code;
  }

  #takes(character: string): boolean {
    if (this.#next !== character) return false;
    this.#at++;
    return true;
  }

  #ahead(length: number): string {
    return this.#characters.slice(this.#at, this.#at + length).join("");
  }

  #error(complaint: string, at = this.#at) {
    const shown = this.#pattern.length > 80 ? `${this.#pattern.slice(0, 80)}…` : this.#pattern;
    return grammarError(`The regular expression ${JSON.stringify(shown)} ${complaint}, at character ${at}`, { at });
  }
}

function one(codePoint: number): readonly Range[] {
  return [[codePoint, codePoint]];
}

function isOne(ranges: readonly Range[]): boolean {
  return ranges.length === 1 && ranges[0][0] === ranges[0][1];
}
