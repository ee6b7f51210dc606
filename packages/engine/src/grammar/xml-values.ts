import { parameterTypes } from "../text/tool-argument.ts";
import {
  bytes,
  character,
  choice,
  type Expression,
  literal,
  oneOf,
  type Range,
  repeat,
  sequence,
} from "./expression.ts";
import { isObject, listOf, type Schema } from "./json/schema.ts";
import type { SchemaCompiler } from "./json/schema-compiler.ts";
import { typesOf } from "./json/schema-keywords.ts";
import { type StringWriter, stringExpression } from "./json/string-expression.ts";
import { complement } from "./regex-classes.ts";

const closing = literal("\n</parameter>");
const lessThan: Range = [0x3c, 0x3c];
/** Text of a bounded form has no "<", so that nothing in it can be taken for a tag. */
const rawWriter: StringWriter = {
  character: (ranges) => character(complement([...complement(ranges), lessThan])),
  enclose: (content) => sequence(content, closing),
  any: (min, max) => sequence(repeat(character(complement([lessThan])), min, max), closing),
};
/** What neither a number, a container nor space begins with. */
const plainStart = bytes(
  [0x21, 0x2a],
  [0x2c, 0x2c],
  [0x2f, 0x2f],
  [0x3a, 0x3b],
  [0x3d, 0x5a],
  [0x5c, 0x7a],
  [0x7c, 0x7c],
);

/**
 * Values of parameters between tags: strings as they are, all else as JSON; each with its closing tag. Which of the two
 * a value is, its reader tells by the types the schema allows, so text that could be something else is left out.
 */
export class XmlValues {
  readonly #compiler: SchemaCompiler;
  readonly #parameters: Schema;
  readonly #anyText: Expression;

  /** @param anyText any text with its closing tag */
  constructor(compiler: SchemaCompiler, parameters: Schema, anyText: Expression) {
    this.#compiler = compiler;
    this.#parameters = parameters;
    this.#anyText = anyText;
  }

  /** @throws QwenError `grammar/invalid`, `grammar/too-complex` */
  of(name: string, schema: unknown): Expression {
    const types = parameterTypes(this.#parameters, name);
    const path = `#/properties/${name}`;
    const isText = types.size === 0 || (types.size === 1 && types.has("string"));
    if (!types.has("string") && !isText) return sequence(this.#compiler.value(schema, path, 1), closing);
    const isCertain = isText || [...types].every((type) => type === "string" || type === "null");
    return this.#mixed(schema, path, isCertain);
  }

  /** @param isCertain whether any text will be read as a string */
  #mixed(schema: unknown, path: string, isCertain: boolean): Expression {
    const flat = this.#compiler.flat.of(schema, path);
    if (!isObject(flat)) return this.#anyText;
    const listed = flat.anyOf ?? flat.oneOf;
    if (listed !== undefined) {
      return choice(...listOf(listed).map((part, i) => this.#mixed(part, `${path}/anyOf/${i}`, isCertain)));
    }
    const values = Object.hasOwn(flat, "const") ? [flat.const] : flat.enum;
    if (values !== undefined) return this.#values(listOf(values), flat, path);
    const types = typesOf(flat);
    if (types === undefined) return this.#anyText;
    const others = types.filter((type) => type !== "string");
    return choice(
      ...(types.includes("string") ? [this.#text(flat, path, isCertain)] : []),
      ...others.map((type) => sequence(this.#compiler.value({ ...flat, type, nullable: false }, path, 1), closing)),
    );
  }

  #text(schema: Schema, path: string, isCertain: boolean): Expression {
    const isFree = ["pattern", "minLength", "maxLength", "format"].every((keyword) => !Object.hasOwn(schema, keyword));
    if (!isFree) return stringExpression(schema, path, rawWriter, this.#compiler.strictness);
    return isCertain ? this.#anyText : sequence(plainStart, this.#anyText);
  }

  #values(values: readonly unknown[], schema: Schema, path: string): Expression {
    const texts = values.filter((value) => typeof value === "string");
    const others = values.filter((value) => typeof value !== "string");
    const { const: _, ...rest } = schema;
    return choice(
      ...(texts.length > 0 ? [sequence(oneOf(texts), closing)] : []),
      ...(others.length > 0 ? [sequence(this.#compiler.value({ ...rest, enum: others }, path, 1), closing)] : []),
    );
  }
}
