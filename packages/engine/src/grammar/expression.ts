import { tooComplex } from "./grammar-error.ts";
import { utf8Ranges } from "./utf8-ranges.ts";

/** More than the largest program has; each takes some 150 bytes while it is compiled. */
const maxParts = 1_000_000;

/** Inclusive. */
export type Range = readonly [first: number, last: number];

/** A language over bytes. Rules are numbers, by which expressions can contain themselves. */
export type Expression =
  /** One byte, in ascending ranges. */
  | { readonly type: "byte"; readonly ranges: readonly Range[] }
  | { readonly type: "sequence"; readonly items: readonly Expression[] }
  | { readonly type: "choice"; readonly items: readonly Expression[] }
  | { readonly type: "repeat"; readonly item: Expression; readonly min: number; readonly max: number }
  | { readonly type: "rule"; readonly rule: number };

export type RuleExpression = Extract<Expression, { readonly type: "rule" }>;

/** A language whose first rule is 0. */
export interface Grammar {
  readonly root: Expression;
  readonly rules: readonly Expression[];
}

/** The rules of a grammar under construction, which may have so many parts. */
export class Rules {
  readonly expressions: Expression[] = [];
  #partsLeft = maxParts;

  /** A rule that is not said yet; nothing matches it until it is. */
  declare(): RuleExpression {
    this.expressions.push(never);
    return { type: "rule", rule: this.expressions.length - 1 };
  }

  /** @throws QwenError `grammar/too-complex` */
  define({ rule }: RuleExpression, expression: Expression): void {
    this.#partsLeft -= countParts(expression, this.#partsLeft);
    if (this.#partsLeft < 0) throw tooComplex("it has too many parts", "Make it smaller, or bounds of repetitions.");
    this.expressions[rule] = expression;
  }

  /** Compiles what can be done without, from a quarter of the parts that are left. @throws QwenError as `define` */
  attempt<T>(compile: () => T): T {
    const kept = Math.ceil(this.#partsLeft * 0.75);
    this.#partsLeft -= kept;
    try {
      return compile();
    } finally {
      this.#partsLeft = Math.max(this.#partsLeft, 0) + kept;
    }
  }

  add(expression: Expression): RuleExpression {
    const rule = this.declare();
    this.define(rule, expression);
    return rule;
  }
}

/** Parts of an expression, without the rules that it refers to; no more than `most` and one are counted. */
function countParts(expression: Expression, most: number): number {
  if (expression.type === "repeat") return 1 + countParts(expression.item, most - 1);
  if (expression.type === "byte" || expression.type === "rule") return 1;
  let count = 1;
  for (const item of expression.items) {
    if (count > most) break;
    count += countParts(item, most - count);
  }
  return count;
}

/** Nothing, not even the empty text. */
export const never: Expression = { type: "choice", items: [] };

/** The empty text. */
export const empty: Expression = { type: "sequence", items: [] };

export function sequence(...items: readonly Expression[]): Expression {
  return items.length === 1 ? items[0] : { type: "sequence", items };
}

export function choice(...items: readonly Expression[]): Expression {
  return items.length === 1 ? items[0] : { type: "choice", items };
}

export function repeat(item: Expression, min: number, max = Number.POSITIVE_INFINITY): Expression {
  return { type: "repeat", item, min, max };
}

export function optional(item: Expression): Expression {
  return repeat(item, 0, 1);
}

export function bytes(...ranges: readonly Range[]): Expression {
  return { type: "byte", ranges };
}

const encoder = new TextEncoder();

/** Exactly this text. */
export function literal(text: string): Expression {
  return sequence(...Array.from(encoder.encode(text), (byte) => bytes([byte, byte])));
}

/** One character of these ranges of code points; surrogates are none. */
export function character(ranges: readonly Range[]): Expression {
  const sequences = ranges.flatMap(([first, last]) => utf8Ranges(first, last));
  return choice(...sequences.map((parts) => sequence(...parts.map((part) => bytes(part)))));
}

interface Branch {
  isEnd: boolean;
  readonly next: Map<number, Branch>;
}

/** One of these texts, what they begin with alike taken together. */
export function oneOf(texts: Iterable<string>): Expression {
  const root: Branch = { isEnd: false, next: new Map() };
  for (const text of texts) {
    let branch = root;
    for (const byte of encoder.encode(text)) {
      const next = branch.next.get(byte) ?? { isEnd: false, next: new Map() };
      branch.next.set(byte, next);
      branch = next;
    }
    branch.isEnd = true;
  }
  return fromBranch(root);
}

/** Along what does not branch it goes by a loop: texts are longer than the call stack is deep. */
function fromBranch(root: Branch): Expression {
  const items: Expression[] = [];
  let branch = root;
  while (!branch.isEnd && branch.next.size === 1) {
    const [[byte, next]] = branch.next;
    items.push(bytes([byte, byte]));
    branch = next;
  }
  const ways = Array.from(branch.next, ([byte, next]) => sequence(bytes([byte, byte]), fromBranch(next)));
  if (ways.length > 0) items.push(branch.isEnd ? optional(choice(...ways)) : choice(...ways));
  else if (!branch.isEnd) return never;
  return sequence(...items);
}
