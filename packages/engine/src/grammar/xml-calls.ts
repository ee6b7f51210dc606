import { isTagName } from "../text/xml-tag.ts";
import {
  bytes,
  choice,
  type Expression,
  empty,
  literal,
  optional,
  type RuleExpression,
  type Rules,
  repeat,
  sequence,
} from "./expression.ts";
import { isObject, listOf } from "./json/schema.ts";
import { SchemaCompiler, strictnessOf } from "./json/schema-compiler.ts";
import { orElse, type ToolToCall, withToolName } from "./tool-schema.ts";
import { searchFor, type Trigger } from "./until.ts";
import { XmlValues } from "./xml-values.ts";

const combining = ["$ref", "allOf", "anyOf", "oneOf"];
const notSpaceNorTag = bytes([0, 8], [0x0b, 0x0c], [0x0e, 0x1f], [0x21, 0x3b], [0x3d, 0xff]);
const freeName = sequence(
  bytes([0x41, 0x5a], [0x5f, 0x5f], [0x61, 0x7a]),
  repeat(bytes([0x30, 0x39], [0x41, 0x5a], [0x5f, 0x5f], [0x61, 0x7a]), 0, 63),
);

/** Calls as Qwen3-Coder and the models since Qwen3.5 write them, kept to what `XmlCallAutomaton` reads as meant. */
export class XmlCalls {
  readonly #rules: Rules;
  #text: RuleExpression | undefined;

  constructor(rules: Rules) {
    this.#rules = rules;
  }

  /** Whether its arguments have names that tags can have, which the schema says plainly. */
  canWrite({ parameters }: ToolToCall): boolean {
    if (parameters === undefined) return true;
    if (combining.some((keyword) => Object.hasOwn(parameters, keyword))) return false;
    const { properties = {}, required, propertyNames } = parameters;
    if (!isObject(properties) || propertyNames !== undefined) return false;
    return [...Object.keys(properties), ...listOf(required)].every(
      (name) => typeof name === "string" && isTagName(name),
    );
  }

  /** A call behind `<function=`. @throws QwenError `grammar/invalid`, `grammar/too-complex` */
  call(tool: ToolToCall): Expression {
    return sequence(literal(`${tool.name}>\n`), this.#argumentsOf(tool), literal("</function>"));
  }

  /** Calls without the outer tags, which some models forget. @param rest what may follow */
  bareCalls(tools: readonly ToolToCall[], rest: Expression): Trigger[] {
    return tools
      .filter((tool) => this.canWrite(tool))
      .map((tool) => ({
        text: `<function=${tool.name}>`,
        next: sequence(
          literal("\n"),
          this.#argumentsOf(tool),
          literal("</function>"),
          optional(literal("\n</tool_call>")),
          rest,
        ),
      }));
  }

  #argumentsOf(tool: ToolToCall): Expression {
    if (tool.strict === true) return withToolName(tool.name, () => this.#parameters(tool));
    return orElse(
      this.#rules,
      () => this.#parameters(tool),
      () => this.#parameters({ name: tool.name, parameters: { type: "object" } }),
    );
  }

  #parameters({ parameters = { properties: {} }, strict = false }: ToolToCall): Expression {
    const compiler = new SchemaCompiler(parameters, this.#rules, strictnessOf(strict));
    const values = new XmlValues(compiler, parameters, this.#anyText());
    const properties = isObject(parameters.properties) ? parameters.properties : {};
    const required = listOf(parameters.required).map(String);
    const names = [...new Set([...Object.keys(properties), ...required])];
    if (names.length === 0 && parameters.properties === undefined)
      return this.#freeParameters(values, parameters.additionalProperties);
    let rest: Expression = empty;
    for (const name of names.reverse()) {
      const schema = Object.hasOwn(properties, name) ? properties[name] : true;
      const written = sequence(literal(`<parameter=${name}>\n`), values.of(name, schema), literal("\n"), rest);
      rest = this.#rules.add(required.includes(name) ? written : choice(written, rest));
    }
    return rest;
  }

  #freeParameters(values: XmlValues, schema: unknown = true): Expression {
    if (schema === false) return empty;
    return repeat(sequence(literal("<parameter="), freeName, literal(">\n"), values.of("", schema), literal("\n")), 0);
  }

  /** Any text up to the closing tag, with that. Other closing tags are text where they can not be mistaken. */
  #anyText(): RuleExpression {
    if (this.#text !== undefined) return this.#text;
    const back = this.#rules.declare();
    const search = searchFor(this.#rules, [
      { text: "</parameter>", next: choice(empty, sequence(notSpaceNorTag, back)) },
      { text: "</function>", next: sequence(notSpaceNorTag, back) },
      { text: "</tool_call>", next: sequence(notSpaceNorTag, back) },
      { text: "\n<parameter=" },
    ]);
    this.#rules.define(back, search.behind());
    this.#text = this.#rules.add(search.behind("\n"));
    return this.#text;
  }
}
