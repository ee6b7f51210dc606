import { pythonStrip } from "./python-strings.ts";
import { TemplateBudget, tooMuch } from "./template-budget.ts";
import {
  Environment,
  Interpreter,
  type TemplateNode,
  type TemplateScope,
  type TemplateValue,
} from "./template-library.ts";
import { stringMethod } from "./template-strings.ts";

/** The fields that syntax tree nodes of the types below have. */
interface Node extends TemplateNode {
  readonly value: unknown;
  readonly object: Node;
  readonly property: Node;
  readonly computed: boolean;
  readonly operand: Node;
  readonly filter: Node;
  readonly operator: { readonly value: string };
  readonly left: Node;
  readonly right: Node;
  readonly iterable: Node;
  readonly lhs: Node;
  readonly callee: Node;
  readonly args: readonly Node[];
  readonly assignee: Node;
  readonly body: readonly Node[];
}

/** Stands in the syntax tree for a value that is already there. */
class Known implements TemplateNode {
  readonly type = "Known";
  readonly known: TemplateValue;

  constructor(known: TemplateValue) {
    this.known = known;
  }
}

// These look at the outside of what they are given only.
const cheapFilters = ["length", "first", "last"];
const sortingFilters = ["sort", "unique", "dictsort"];
const sortingSteps = 20;
const loopSteps = 3;
const maxIndent = 100;
// These take a string apart into characters or lines.
const partedLengthPerWork = 8;

/**
 * Runs a chat template within bounds, and as Python's Jinja would. The library's interpreter trusts its templates: it has
 * no limit of any kind. Every step of it goes through `evaluate`, so that this one can count work there, and can do what
 * the library does not as Python: strings' methods and filters, and booleans as text.
 */
export class BoundedInterpreter extends Interpreter {
  readonly #budget = new TemplateBudget();

  override evaluate(statement: TemplateNode | undefined, scope: TemplateScope): TemplateValue {
    if (statement instanceof Known) return statement.known;
    const value = this.#run(statement, scope);
    this.#budget.spendValue(value);
    return value;
  }

  /** Evaluates what only the outside is looked at of: a mere reference costs no more than a step. */
  #look(node: Node, scope: TemplateScope): TemplateValue {
    const isReference = node.type === "Identifier" || (node.type === "MemberExpression" && !isSlice(node));
    return isReference ? this.#run(node, scope) : this.evaluate(node, scope);
  }

  #run(statement: TemplateNode | undefined, scope: TemplateScope): TemplateValue {
    this.#budget.spend(1);
    const node = statement as Node;
    switch (statement?.type) {
      case "MemberExpression":
        return this.#member(node, scope);
      case "BinaryExpression":
        return this.#operation(node, scope);
      case "FilterExpression":
        return this.#filter(node, this.#operand(node, scope), scope);
      case "FilterStatement": {
        const body = this.evaluate(withFields({ type: "Program" }, { body: node.body }), scope);
        return this.#filter(node, body, scope);
      }
      case "For":
        return super.evaluate(withFields(node, { iterable: this.#iterable(node.iterable, scope) }), scope);
      case "Set":
        return this.#set(node, scope);
      default:
        return super.evaluate(statement, scope);
    }
  }

  #member(node: Node, scope: TemplateScope): TemplateValue {
    const object = this.#look(node.object, scope);
    const text: unknown = object.value;
    if (isSlice(node)) {
      this.#budget.spendValue(object);
      if (typeof text === "string") this.#budget.spend(text.length / partedLengthPerWork);
      return super.evaluate(withFields(node, { object: new Known(object) }), scope);
    }
    const property = node.computed ? new Known(this.evaluate(node.property, scope)) : node.property;
    const name = property instanceof Known ? property.known.value : property.value;
    const method = typeof text === "string" ? stringMethod(name, text, this.#budget) : undefined;
    return method
      ? templateValue(method)
      : super.evaluate(withFields(node, { object: new Known(object), property }), scope);
  }

  #operation(node: Node, scope: TemplateScope): TemplateValue {
    const operator = node.operator.value;
    // The right side of these counts only sometimes.
    if (operator === "and" || operator === "or") return super.evaluate(node, scope);
    const left = this.evaluate(node.left, scope);
    const right = this.evaluate(node.right, scope);
    if (typeof left.value === "string" && typeof right.value === "string" && operator.endsWith("in")) {
      this.#budget.spendSearch(right.value.length, left.value.length);
    }
    return super.evaluate(withFields(node, { left: new Known(left), right: new Known(right) }), scope);
  }

  #operand(node: Node, scope: TemplateScope): TemplateValue {
    const isCheap = cheapFilters.includes(filterName(node.filter));
    return isCheap ? this.#look(node.operand, scope) : this.evaluate(node.operand, scope);
  }

  #filter(node: Node, operand: TemplateValue, scope: TemplateScope): TemplateValue {
    const name = filterName(node.filter);
    if (sortingFilters.includes(name)) this.#budget.spend(sortingSteps * this.#budget.weigh(operand));
    const known = new Known(operand);
    const text: unknown = operand.value;
    if (typeof text === "string" && name === "indent") this.#budget.spend(text.length / partedLengthPerWork);
    if (typeof text === "string" && name === "trim") return templateValue(pythonStrip("strip", text));
    if (typeof text === "string" && name === "replace") {
      const callee = withFields(
        { type: "MemberExpression" },
        { object: known, property: node.filter.callee, computed: false },
      );
      return super.evaluate(withFields(node.filter, { callee }), scope);
    }
    if (name === "string" && typeof text === "boolean") return templateValue(text ? "True" : "False");
    if (name === "string" && operand.type === "NullValue") return templateValue("None");
    const filter = name === "indent" || name === "tojson" ? this.#withIndent(node.filter, scope) : node.filter;
    return super.evaluate(withFields({ type: "FilterExpression" }, { operand: known, filter }), scope);
  }

  /** The arguments of `indent` and `tojson`, which put as many spaces before every line as they are told. */
  #withIndent(filter: Node, scope: TemplateScope): TemplateNode {
    if (filter.type !== "CallExpression") return filter;
    const known = (node: Node): TemplateNode => {
      const value = this.evaluate(node, scope);
      if (Number(value.value) > maxIndent) throw tooMuch(`indents by more than ${maxIndent}`);
      return new Known(value);
    };
    const args = filter.args.map((arg) => {
      if (arg.type === "KeywordArgumentExpression") return withFields(arg, { value: known(arg.value as Node) });
      return arg.type.endsWith("SpreadExpression") ? arg : known(arg);
    });
    return withFields(filter, { args });
  }

  /** What a loop goes through, with the work of going through it; `for … if …` has it inside of a selection. */
  #iterable(node: Node, scope: TemplateScope): TemplateNode {
    const isSelection = node.type === "SelectExpression";
    const list = this.evaluate(isSelection ? node.lhs : node, scope);
    if (Array.isArray(list.value)) this.#budget.spend(list.value.length * loopSteps);
    return isSelection ? withFields(node, { lhs: new Known(list) }) : new Known(list);
  }

  #set(node: Node, scope: TemplateScope): TemplateValue {
    if (!node.value) return super.evaluate(node, scope);
    const value = this.evaluate(node.value as Node, scope);
    if (node.assignee.type === "MemberExpression" && value.type === "NamespaceValue") {
      throw tooMuch("puts a namespace inside another value");
    }
    return super.evaluate(withFields(node, { value: new Known(value) }), scope);
  }
}

function templateValue(value: unknown): TemplateValue {
  return new Environment().set("value", value);
}

function withFields(node: TemplateNode, fields: Readonly<Record<string, unknown>>): TemplateNode {
  return { ...node, ...fields };
}

function isSlice(node: Node): boolean {
  return node.computed && node.property.type === "SliceExpression";
}

function filterName(filter: Node): string {
  return String((filter.type === "CallExpression" ? filter.callee : filter).value);
}
