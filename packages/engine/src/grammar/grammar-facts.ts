import type { Expression, Grammar } from "./expression.ts";
import { grammarError } from "./grammar-error.ts";

/** What can be told of a grammar's parts without a text. */
export class GrammarFacts {
  readonly #rules: readonly Expression[];
  /** By rule: whether any text, and whether the empty one, is of it. */
  readonly #isPossible: Uint8Array;
  readonly #isNullable: Uint8Array;

  constructor({ rules }: Grammar) {
    this.#rules = rules;
    this.#isPossible = new Uint8Array(rules.length);
    this.#isNullable = new Uint8Array(rules.length);
    const order = postorder(rules);
    settle(order, this.#isPossible, (rule) => this.isPossible(rules[rule]));
    settle(order, this.#isNullable, (rule) => this.isNullable(rules[rule]));
  }

  /** Whether there is any text of it. */
  isPossible(expression: Expression): boolean {
    switch (expression.type) {
      case "byte":
        return expression.ranges.length > 0;
      case "sequence":
        return expression.items.every((item) => this.isPossible(item));
      case "choice":
        return expression.items.some((item) => this.isPossible(item));
      case "repeat":
        return expression.min === 0 || (expression.min <= expression.max && this.isPossible(expression.item));
      case "rule":
        return this.#isPossible[expression.rule] === 1;
    }
  }

  /** Whether the empty text is of it. */
  isNullable(expression: Expression): boolean {
    switch (expression.type) {
      case "byte":
        return false;
      case "sequence":
        return expression.items.every((item) => this.isNullable(item));
      case "choice":
        return expression.items.some((item) => this.isNullable(item));
      case "repeat":
        return expression.min === 0 || this.isNullable(expression.item);
      case "rule":
        return this.#isNullable[expression.rule] === 1;
    }
  }

  /**
   * @param nameOf what a rule is called
   * @throws QwenError `grammar/invalid` where a rule begins with itself
   */
  refuseLeftRecursion(nameOf: (rule: number) => string): void {
    const firsts = this.#rules.map((expression) => [...this.#firstRules(expression)]);
    const cycle = findCycle(firsts);
    if (cycle === undefined) return;
    const names = cycle.map(nameOf).join(" → ");
    throw grammarError(`The grammar goes on without end before any text: ${names}. Let the rule begin with text`);
  }

  /** Rules that may be entered before any byte has come. */
  #firstRules(expression: Expression): Set<number> {
    const found = new Set<number>();
    const visit = (part: Expression): void => {
      if (part.type === "rule") found.add(part.rule);
      else if (part.type === "choice") for (const item of part.items) visit(item);
      else if (part.type === "repeat") visit(part.item);
      else if (part.type === "sequence") {
        for (const item of part.items) {
          visit(item);
          if (!this.isNullable(item)) break;
        }
      }
    };
    visit(expression);
    return found;
  }
}

/** Goes through the rules until nothing changes. */
function settle(order: readonly number[], facts: Uint8Array, isTrue: (rule: number) => boolean): void {
  for (let hasChanged = true; hasChanged; ) {
    hasChanged = false;
    for (const rule of order) {
      if (facts[rule] === 1 || !isTrue(rule)) continue;
      facts[rule] = 1;
      hasChanged = true;
    }
  }
}

/** Rules behind those that they consist of, as far as they do not consist of each other. */
function postorder(rules: readonly Expression[]): number[] {
  const order: number[] = [];
  const isSeen = new Uint8Array(rules.length);
  for (let root = 0; root < rules.length; root++) {
    const stack = [{ rule: root, next: [root] }];
    while (stack.length > 0) {
      const top = stack[stack.length - 1];
      const rule = top.next.pop();
      if (rule === undefined) {
        stack.pop();
        if (stack.length > 0) order.push(top.rule);
      } else if (isSeen[rule] === 0) {
        isSeen[rule] = 1;
        stack.push({ rule, next: rulesIn(rules[rule]) });
      }
    }
  }
  return order;
}

function rulesIn(expression: Expression): number[] {
  if (expression.type === "rule") return [expression.rule];
  if (expression.type === "repeat") return rulesIn(expression.item);
  return expression.type === "byte" ? [] : expression.items.flatMap(rulesIn);
}

/** The nodes of a cycle in a graph, the first one again at the end. */
function findCycle(edges: readonly (readonly number[])[]): number[] | undefined {
  const isDone = new Uint8Array(edges.length);
  const isOnPath = new Uint8Array(edges.length);
  for (let root = 0; root < edges.length; root++) {
    const path = [{ node: -1, next: [root].values() }];
    while (path.length > 0) {
      const top = path[path.length - 1];
      const { value: node } = top.next.next();
      if (node === undefined) {
        path.pop();
        isOnPath[top.node] = 0;
        isDone[top.node] = 1;
      } else if (isOnPath[node] === 1) {
        const nodes = path.map((step) => step.node);
        return [...nodes.slice(nodes.indexOf(node)), node];
      } else if (isDone[node] === 0) {
        isOnPath[node] = 1;
        path.push({ node, next: edges[node].values() });
      }
    }
  }
  return undefined;
}
