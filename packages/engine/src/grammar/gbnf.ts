import {
  character,
  choice,
  type Expression,
  literal,
  type Range,
  type RuleExpression,
  type Rules,
  repeat,
  sequence,
} from "./expression.ts";
import { grammarError } from "./grammar-error.ts";
import { complement } from "./regex-classes.ts";

const maxLength = 262_144;
const maxDepth = 100;
const maxRounds = 100_000;
const maxRepeats = 8;
const rootName = "root";
const escapes: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9 };

/**
 * A grammar as llama.cpp writes them (GBNF): `name ::= alternatives`, of which `root` is the whole text. Rules end where
 * the next one begins.
 * @param names is given the rules' names, at their numbers
 * @see https://github.com/ggml-org/llama.cpp/blob/master/grammars/README.md
 * @throws QwenError `grammar/invalid`
 */
export function parseGbnf(text: string, rules: Rules, names: string[] = []): Expression {
  return new GbnfParser(text, rules, names).parse();
}

class GbnfParser {
  readonly #text: string;
  readonly #rules: Rules;
  readonly #names: string[];
  readonly #named = new Map<string, RuleExpression>();
  readonly #defined = new Set<string>();
  #at = 0;
  #depth = 0;

  constructor(text: string, rules: Rules, names: string[]) {
    this.#text = text;
    this.#rules = rules;
    this.#names = names;
    if (text.length > maxLength) throw this.#error(`is longer than ${maxLength} characters`);
  }

  parse(): Expression {
    for (this.#skip(); this.#at < this.#text.length; this.#skip()) this.#rule();
    const missing = [rootName, ...this.#named.keys()].find((name) => !this.#defined.has(name));
    if (missing !== undefined) throw this.#error(`lacks a rule named "${missing}"`);
    return this.#reference(rootName);
  }

  #rule(): void {
    const name = this.#name();
    if (name === undefined) throw this.#error('must have a rule here, such as root ::= "yes" | "no"');
    if (!this.#takes("::=")) throw this.#error(`lacks "::=" behind "${name}"`);
    if (this.#defined.has(name)) throw this.#error(`defines "${name}" twice`);
    this.#defined.add(name);
    this.#rules.define(this.#reference(name), this.#alternatives());
  }

  #reference(name: string): RuleExpression {
    const known = this.#named.get(name);
    if (known !== undefined) return known;
    const rule = this.#rules.declare();
    this.#named.set(name, rule);
    this.#names[rule.rule] = `"${name}"`;
    return rule;
  }

  #alternatives(): Expression {
    const items = [this.#sequence()];
    while (this.#takes("|")) items.push(this.#sequence());
    return choice(...items);
  }

  #sequence(): Expression {
    const items: Expression[] = [];
    for (let item = this.#item(); item !== undefined; item = this.#item()) items.push(this.#repeated(item));
    return sequence(...items);
  }

  #repeated(item: Expression): Expression {
    let repeated = item;
    for (let count = 0; count <= maxRepeats; count++) {
      if (this.#takes("*")) repeated = repeat(repeated, 0);
      else if (this.#takes("+")) repeated = repeat(repeated, 1);
      else if (this.#takes("?")) repeated = repeat(repeated, 0, 1);
      else if (this.#takes("{")) repeated = this.#counted(repeated);
      else return repeated;
    }
    throw this.#error(`repeats an item more than ${maxRepeats} times over`);
  }

  #counted(item: Expression): Expression {
    const [written, least = "", comma, most = ""] = this.#match(/(\d*)\s*(?:(,)\s*(\d*)\s*)?\}/y) ?? [];
    if (written === undefined || (least === "" && most === ""))
      throw this.#error('has a "{" without bounds, such as {2,5}');
    const min = Number(least);
    const max = comma === undefined ? min : most === "" ? Number.POSITIVE_INFINITY : Number(most);
    const isBounded = min <= maxRounds && (max <= maxRounds || max === Number.POSITIVE_INFINITY);
    if (min > max || !isBounded) throw this.#error(`has bounds that do not rise, or not to ${maxRounds} at most`);
    return repeat(item, min, max);
  }

  #item(): Expression | undefined {
    this.#skip();
    if (this.#takes('"')) return this.#literal();
    if (this.#takes("[")) return this.#class();
    if (this.#takes(".")) return character([[0, 0x10ffff]]);
    if (this.#takes("(")) return this.#group();
    const start = this.#at;
    const name = this.#name();
    if (name === undefined) return undefined;
    const isNextRule = this.#text.startsWith("::=", this.#at);
    if (isNextRule) this.#at = start;
    return isNextRule ? undefined : this.#reference(name);
  }

  #group(): Expression {
    if (++this.#depth > maxDepth) throw this.#error(`has more than ${maxDepth} groups in each other`);
    const content = this.#alternatives();
    if (!this.#takes(")")) throw this.#error('lacks a ")"');
    this.#depth--;
    return content;
  }

  #literal(): Expression {
    let content = "";
    while (!this.#startsWith('"')) content += String.fromCodePoint(this.#character('"'));
    this.#at++;
    return literal(content);
  }

  #class(): Expression {
    const isNegated = this.#startsWith("^");
    if (isNegated) this.#at++;
    const ranges: Range[] = [];
    while (!this.#startsWith("]")) {
      const from = this.#character("]");
      const isRange = this.#startsWith("-") && !this.#startsWith("-]");
      if (isRange) this.#at++;
      const to = isRange ? this.#character("]") : from;
      if (to < from) throw this.#error("has a range whose ends do not rise");
      ranges.push([from, to]);
    }
    this.#at++;
    const sorted = complement(ranges);
    return character(isNegated ? sorted : complement(sorted));
  }

  /** One character of a literal or class, which `end` closes. */
  #character(end: string): number {
    const code = this.#text.codePointAt(this.#at);
    if (code === undefined) throw this.#error(`lacks a ${end}`);
    const character = String.fromCodePoint(code);
    this.#at += character.length;
    if (character !== "\\") return code;
    const hex = this.#match(/x([\da-f]{2})|u([\da-f]{4})|U([\da-f]{8})/iy)
      ?.slice(1)
      .find((digits) => digits !== undefined);
    if (hex !== undefined) return this.#codePoint(Number.parseInt(hex, 16));
    const letter = this.#text[this.#at++];
    if (letter === undefined) throw this.#error("ends with a backslash");
    return Object.hasOwn(escapes, letter) ? escapes[letter] : letter.charCodeAt(0);
  }

  #codePoint(code: number): number {
    if (code > 0x10ffff) throw this.#error("has an escape that names no character");
    return code;
  }

  #name(): string | undefined {
    this.#skip();
    const name = this.#match(/[A-Za-z][A-Za-z0-9_-]*/y)?.[0];
    if (name !== undefined) this.#skip();
    return name;
  }

  /** Space and comments. */
  #skip(): void {
    this.#match(/(?:\s|#[^\n]*)+/y);
  }

  #takes(mark: string): boolean {
    this.#skip();
    if (!this.#startsWith(mark)) return false;
    this.#at += mark.length;
    return true;
  }

  #startsWith(mark: string): boolean {
    return this.#text.startsWith(mark, this.#at);
  }

  #match(form: RegExp): RegExpExecArray | undefined {
    form.lastIndex = this.#at;
    const match = form.exec(this.#text) ?? undefined;
    this.#at += match?.[0].length ?? 0;
    return match;
  }

  #error(complaint: string) {
    const before = this.#text.slice(0, this.#at).split("\n");
    const where = `line ${before.length}, column ${before[before.length - 1].length + 1}`;
    return grammarError(`The grammar ${complaint}, at ${where}`, { at: this.#at });
  }
}
