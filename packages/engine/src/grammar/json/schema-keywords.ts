import type { Strictness } from "./flat-schemas.ts";
import { isObject, type Schema } from "./schema.ts";

type Keywords = readonly string[];

const byType: Readonly<Record<string, Keywords>> = {
  object: ["properties", "required", "additionalProperties", "propertyNames", "patternProperties"],
  array: ["items", "prefixItems", "minItems", "maxItems"],
  string: ["pattern", "minLength", "maxLength", "format"],
  number: ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"],
};

/** What a grammar can not keep to, and values with which these demand nothing. */
const beyondGrammars: Readonly<Record<string, (value: unknown) => boolean>> = {
  not: () => false,
  if: () => false,
  dependentRequired: isEmpty,
  dependentSchemas: isEmpty,
  dependencies: isEmpty,
  patternProperties: isEmpty,
  contains: () => false,
  uniqueItems: (value) => value === false,
  unevaluatedItems: () => true,
  unevaluatedProperties: () => true,
  $dynamicRef: () => false,
};

const types = ["object", "array", "string", "number", "integer", "boolean", "null"];

/** Names each keyword of a schema that demands what is beyond a grammar. */
export function reportUnenforced(schema: Schema, path: string, { unenforced }: Strictness): void {
  for (const keyword of Object.keys(schema)) {
    if (!Object.hasOwn(beyondGrammars, keyword) || beyondGrammars[keyword](schema[keyword])) continue;
    unenforced(path, `has "${keyword}", which can not be kept to`);
  }
}

/** Whether it allows nothing, as `{ not: {} }` says. */
export function isNever({ not }: Schema): boolean {
  return not === true || (isObject(not) && Object.keys(not).length === 0);
}

/** The types a schema allows; where it names none, that of its keywords; undefined if it has none of these either. */
export function typesOf(schema: Schema): readonly string[] | undefined {
  const { type, nullable } = schema;
  if (type !== undefined) {
    const named = (Array.isArray(type) ? type : [type]).filter((each) => types.includes(each));
    return nullable === true && !named.includes("null") ? [...named, "null"] : named;
  }
  const found = Object.keys(byType).find((each) => byType[each].some((keyword) => Object.hasOwn(schema, keyword)));
  return found === undefined ? undefined : [found];
}

export function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return Number.isInteger(value) ? "integer" : typeof value;
}

/** Whether values of a type are of one of the types named. */
export function isOfType(type: string, named: readonly string[]): boolean {
  return named.includes(type) || (type === "integer" && named.includes("number"));
}

/** The first keyword of a schema that bounds values further than by their type. */
export function boundOf(schema: Schema): string | undefined {
  return Object.values(byType)
    .flat()
    .find((keyword) => Object.hasOwn(schema, keyword));
}

function isEmpty(value: unknown): boolean {
  return isObject(value) && Object.keys(value).length === 0;
}
