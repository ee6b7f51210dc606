import { utf8Ranges } from "./utf8-ranges.ts";

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

/** The rules of a grammar under construction. */
export class Rules {
  readonly expressions: Expression[] = [];

  /** A rule that is not said yet; nothing matches it until it is. */
  declare(): RuleExpression {
    this.expressions.push(never);
    return { type: "rule", rule: this.expressions.length - 1 };
  }

  define({ rule }: RuleExpression, expression: Expression): void {
    this.expressions[rule] = expression;
  }

  add(expression: Expression): RuleExpression {
    const rule = this.declare();
    this.define(rule, expression);
    return rule;
  }
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
