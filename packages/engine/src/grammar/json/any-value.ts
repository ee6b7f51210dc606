import { choice, type Expression, literal, never, optional, type Rules, sequence } from "../expression.ts";
import { colon, enclosed, number, separated, stringOf } from "./json-text.ts";

/** Any JSON, in bounded depth. */
export class AnyValue {
  readonly #rules: Rules;
  readonly #values = new Map<number, Expression>();
  readonly #string: Expression;
  readonly #number: Expression;

  constructor(rules: Rules) {
    this.#rules = rules;
    this.#string = rules.add(stringOf());
    this.#number = rules.add(number);
  }

  /** @param depth objects and arrays that may be in each other */
  of(depth: number): Expression {
    const known = this.#values.get(depth);
    if (known !== undefined) return known;
    const words = ["true", "false", "null"].map(literal);
    const containers = depth > 0 ? [this.object(depth), this.array(depth)] : [];
    const value = this.#rules.add(choice(this.#string, this.#number, ...words, ...containers));
    this.#values.set(depth, value);
    return value;
  }

  object(depth: number): Expression {
    if (depth <= 0) return never;
    const member = this.#rules.add(sequence(this.#string, colon, this.of(depth - 1)));
    return enclosed("{", optional(separated(member, member)), "}");
  }

  array(depth: number): Expression {
    if (depth <= 0) return never;
    const element = this.of(depth - 1);
    return enclosed("[", optional(separated(element, element)), "]");
  }
}
