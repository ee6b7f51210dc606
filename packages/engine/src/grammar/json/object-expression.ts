import {
  choice,
  type Expression,
  empty,
  literal,
  never,
  optional,
  type Rules,
  repeat,
  sequence,
} from "../expression.ts";
import { colon, comma, enclosed, separated, stringOf } from "./json-text.ts";
import { otherKeys } from "./other-keys.ts";
import { countOf, isObject, listOf, type Schema, schemaError } from "./schema.ts";
import { maxDepth, type SchemaContext } from "./schema-context.ts";

/** A member of an object: its key, written, and its value. */
export interface Member {
  readonly expression: Expression;
  readonly isRequired: boolean;
}

/**
 * The objects that a schema allows, their properties in the schema's order. Where it names properties and says nothing of
 * further ones, there are none.
 */
export function objectExpression(context: SchemaContext, schema: Schema, path: string, depth: number): Expression {
  if (depth >= maxDepth) return never;
  const properties = propertiesOf(schema, path);
  const required = listOf(schema.required).filter((name) => typeof name === "string");
  const further = furtherSchema(schema);
  const listed = listedNames(context, schema, path);
  reportCounts(context, schema, path, properties.length, required.length, further);
  const isFree = properties.length === 0 && required.length === 0 && schema.propertyNames === undefined;
  if (isFree && further === true) return context.freeObject(depth);
  const names = new Set([...properties.map(([name]) => name), ...required, ...(listed ?? [])]);
  const named = new Map(properties);
  const members = Array.from(names, (name): Member => {
    const own = named.has(name) ? named.get(name) : further;
    const value = context.value(own, `${path}/properties/${name}`, depth + 1);
    return {
      expression: sequence(literal(JSON.stringify(name)), colon, value),
      isRequired: required.includes(name),
    };
  });
  const others =
    listed === undefined && further !== false ? otherMember(context, schema, [...names], path, depth) : undefined;
  return enclosed("{", inOrder(members, others, context.rules), "}");
}

/** What additional properties are to be; what properties are that are required and not described. */
function furtherSchema(schema: Schema): unknown {
  const { additionalProperties, properties, required } = schema;
  if (additionalProperties !== undefined) return additionalProperties;
  return properties === undefined && required === undefined;
}

function propertiesOf({ properties = {} }: Schema, path: string): [string, unknown][] {
  if (isObject(properties)) return Object.entries(properties);
  throw schemaError(path, 'has "properties" that are no object');
}

/** Names that `propertyNames` lists. */
function listedNames(context: SchemaContext, { propertyNames }: Schema, path: string): string[] | undefined {
  if (propertyNames === undefined) return undefined;
  const flat = context.flat.of(propertyNames, `${path}/propertyNames`);
  if (typeof flat === "boolean") return flat ? undefined : [];
  const values = Object.hasOwn(flat, "const") ? [flat.const] : flat.enum;
  return values === undefined ? undefined : listOf(values).filter((name) => typeof name === "string");
}

function otherMember(
  context: SchemaContext,
  { propertyNames, additionalProperties }: Schema,
  names: readonly string[],
  path: string,
  depth: number,
): Expression {
  const flat = context.flat.of(propertyNames ?? true, `${path}/propertyNames`);
  const isNamed =
    isObject(flat) && ["pattern", "format", "minLength", "maxLength"].some((keyword) => Object.hasOwn(flat, keyword));
  if (isNamed && names.length > 0)
    context.strictness.unenforced(path, 'has "propertyNames" beside names of properties');
  const ownKey = isNamed ? context.string(flat, `${path}/propertyNames`) : stringOf();
  const key = names.length > 0 ? otherKeys(names) : ownKey;
  const value = context.value(additionalProperties ?? true, `${path}/additionalProperties`, depth + 1);
  return context.rules.add(sequence(key, colon, value));
}

/** Members in this order, those that need not be there perhaps left out, and any number of others. */
function inOrder(members: readonly Member[], other: Expression | undefined, rules: Rules): Expression {
  let behind = other === undefined ? empty : rules.add(repeat(sequence(comma, other), 0));
  let first = other === undefined ? empty : rules.add(optional(separated(other, other)));
  for (const { expression, isRequired } of [...members].reverse()) {
    const member = rules.add(expression);
    const withIt = sequence(member, behind);
    const followedByIt = sequence(comma, member, behind);
    first = rules.add(isRequired ? withIt : choice(withIt, first));
    behind = rules.add(isRequired ? followedByIt : choice(followedByIt, behind));
  }
  return first;
}

function reportCounts(
  context: SchemaContext,
  schema: Schema,
  path: string,
  numProperties: number,
  numRequired: number,
  further: unknown,
): void {
  const min = countOf(schema, "minProperties", path) ?? 0;
  const max = countOf(schema, "maxProperties", path) ?? Number.POSITIVE_INFINITY;
  const isKept =
    min <= numRequired && (max === Number.POSITIVE_INFINITY || (further === false && max >= numProperties));
  if (!isKept) context.strictness.unenforced(path, 'has "minProperties" or "maxProperties", which can not be kept to');
}
