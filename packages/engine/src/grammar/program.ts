import type { Expression, Grammar, Range } from "./expression.ts";
import { grammarError, tooComplex } from "./grammar-error.ts";
import { GrammarFacts } from "./grammar-facts.ts";

/** What an instruction does. `a` and `b` are its operands. */
export const ops = {
  /** Takes a byte of set `a`, goes on at `b`. */
  byte: 0,
  /** Goes on at each of the `b` targets from `a` on. */
  split: 1,
  /** Goes on at `a`, and once that returns at `b`. */
  call: 2,
  /** Goes on at `a`. */
  jump: 3,
  /** Goes on where the rule was called. */
  return: 4,
  /** Begins repetition `a`; behind it, at `b`. */
  enter: 5,
  /** Ends a round of repetition `a`; behind it, at `b`. */
  round: 6,
} as const;

/** Its item is never the empty text. */
export interface Repetition {
  readonly body: number;
  readonly min: number;
  readonly max: number;
}

const maxInstructions = 400_000;
/** Rounds that are written out where a counter could not tell them apart. */
const maxWrittenRounds = 256;
const advice = "Make it smaller, or bounds of repetitions.";

/** A grammar as instructions of a machine with a stack. */
export class Program {
  readonly ops: number[] = [];
  readonly a: number[] = [];
  readonly b: number[] = [];
  readonly targets: number[] = [];
  readonly repetitions: Repetition[] = [];
  readonly start: number;
  /** [256] Bytes that no set tells apart have the same class. */
  readonly byteClasses: Uint8Array;
  readonly numClasses: number;
  /** By set and class: whether it is in. */
  readonly isInSet: Uint8Array;
  readonly #facts: GrammarFacts;
  readonly #sets: (readonly Range[])[] = [];
  readonly #setIds = new Map<string, number>();
  readonly #ruleStarts = new Map<number, number>();
  readonly #pending: number[] = [];

  /**
   * @param nameOf what a rule is called, for errors
   * @throws QwenError `grammar/invalid`, `grammar/too-complex`
   */
  constructor(grammar: Grammar, nameOf: (rule: number) => string = (rule) => `rule ${rule}`) {
    this.#facts = new GrammarFacts(grammar);
    if (!this.#facts.isPossible(grammar.root)) {
      throw grammarError("The grammar allows no text at all: its parts contradict each other");
    }
    this.#facts.refuseLeftRecursion(nameOf);
    this.start = this.#compile(grammar.root, this.#emit(ops.return));
    const calls = () => this.#pending.pop();
    for (let rule = calls(); rule !== undefined; rule = calls()) {
      const at = this.#ruleStarts.get(rule)!;
      this.a[at] = this.#compile(grammar.rules[rule], this.#emit(ops.return));
    }
    ({ classes: this.byteClasses, numClasses: this.numClasses } = classify(this.#sets));
    this.isInSet = this.#memberships();
  }

  /** @returns where the instructions for an expression begin behind which it goes on at `next` */
  #compile(expression: Expression, next: number): number {
    switch (expression.type) {
      case "byte":
        return this.#emit(ops.byte, this.#setOf(expression.ranges), next);
      case "sequence":
        return expression.items.reduceRight((behind, item) => this.#compile(item, behind), next);
      case "choice":
        return this.#split(this.#possible(expression.items).map((item) => this.#compile(item, next)));
      case "repeat":
        return this.#repeat(expression, next);
      case "rule":
        return this.#call(expression.rule, next);
    }
  }

  #possible(items: readonly Expression[]): Expression[] {
    return items.filter((item) => this.#facts.isPossible(item));
  }

  #split(targets: readonly number[]): number {
    if (targets.length === 1) return targets[0];
    for (const target of targets) this.targets.push(target);
    return this.#emit(ops.split, this.targets.length - targets.length, targets.length);
  }

  #repeat({ item, min, max }: Extract<Expression, { readonly type: "repeat" }>, next: number): number {
    if (max === 0 || !this.#facts.isPossible(item)) return next;
    if (min === 0 && max === 1) return this.#split([this.#compile(item, next), next]);
    if (max === Number.POSITIVE_INFINITY && min <= 1) return this.#loop(item, min, next);
    if (this.#facts.isNullable(item)) return this.#writeOut(item, max, next);
    const repetition = this.repetitions.push({ body: 0, min, max }) - 1;
    const round = this.#emit(ops.round, repetition, next);
    this.repetitions[repetition] = { body: this.#compile(item, round), min, max };
    return this.#emit(ops.enter, repetition, next);
  }

  #loop(item: Expression, min: number, next: number): number {
    const at = this.targets.push(0, next) - 2;
    const loop = this.#emit(ops.split, at, 2);
    this.targets[at] = this.#compile(item, loop);
    return min === 0 ? loop : this.targets[at];
  }

  /** What may be empty needs no least number, and as many rounds more as there may be. */
  #writeOut(item: Expression, max: number, next: number): number {
    if (max === Number.POSITIVE_INFINITY) return this.#loop(item, 0, next);
    if (max > maxWrittenRounds) {
      throw tooComplex(`it repeats up to ${max} times what may be empty`, advice);
    }
    let start = next;
    for (let round = 0; round < max; round++) start = this.#split([this.#compile(item, start), next]);
    return start;
  }

  /** A rule's first instruction is a jump, which is there before its others. */
  #call(rule: number, next: number): number {
    let start = this.#ruleStarts.get(rule);
    if (start === undefined) {
      start = this.#emit(ops.jump);
      this.#ruleStarts.set(rule, start);
      this.#pending.push(rule);
    }
    // Behind the last part of a rule there is nothing to come back to.
    return this.ops[next] === ops.return ? start : this.#emit(ops.call, start, next);
  }

  #emit(op: number, a = 0, b = 0): number {
    if (this.ops.length >= maxInstructions) throw tooComplex(`it has more than ${maxInstructions} parts`, advice);
    this.a.push(a);
    this.b.push(b);
    return this.ops.push(op) - 1;
  }

  #setOf(ranges: readonly Range[]): number {
    const key = ranges.join(" ");
    const known = this.#setIds.get(key);
    if (known !== undefined) return known;
    this.#setIds.set(key, this.#sets.length);
    return this.#sets.push(ranges) - 1;
  }

  #memberships(): Uint8Array {
    const isIn = new Uint8Array(this.#sets.length * this.numClasses);
    for (const [set, ranges] of this.#sets.entries()) {
      for (const [first, last] of ranges) {
        for (let byte = first; byte <= last; byte++) isIn[set * this.numClasses + this.byteClasses[byte]] = 1;
      }
    }
    return isIn;
  }
}

/** Parts the bytes at every end of every range. */
function classify(sets: readonly (readonly Range[])[]): { readonly classes: Uint8Array; readonly numClasses: number } {
  const begins = new Uint8Array(257);
  for (const [first, last] of sets.flat()) {
    begins[first] = 1;
    begins[last + 1] = 1;
  }
  const classes = new Uint8Array(256);
  let present = 0;
  for (let byte = 1; byte < 256; byte++) {
    present += begins[byte];
    classes[byte] = present;
  }
  return { classes, numClasses: present + 1 };
}
