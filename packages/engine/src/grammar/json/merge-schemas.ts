import { tooComplex } from "../grammar-error.ts";
import { isObject, listOf, type Schema } from "./schema.ts";

const maxAlternatives = 256;

type Merge = (x: unknown, y: unknown) => unknown;

const larger: Merge = (x, y) => Math.max(Number(x), Number(y));
const smaller: Merge = (x, y) => Math.min(Number(x), Number(y));
const both: Merge = (x, y) => ({ allOf: [x, y] });

const merges: Readonly<Record<string, Merge>> = {
  type: (x, y) => commonTypes(listOf(x), listOf(y)),
  enum: (x, y) => listOf(x).filter((value) => hasEqual(listOf(y), value)),
  required: (x, y) => [...new Set([...listOf(x), ...listOf(y)])],
  minimum: larger,
  exclusiveMinimum: larger,
  minLength: larger,
  minItems: larger,
  minProperties: larger,
  maximum: smaller,
  exclusiveMaximum: smaller,
  maxLength: smaller,
  maxItems: smaller,
  maxProperties: smaller,
  items: both,
  propertyNames: both,
  anyOf: combinations,
  oneOf: combinations,
};

/** Keywords for people and tools, and those that objects are merged by. */
const others = ["properties", "additionalProperties", "const"];

/** What two schemas demand at once. @param conflicts is given keywords that can not be merged; the second's stays */
export function mergeSchemas(x: Schema, y: Schema, conflicts: (keyword: string) => void): Schema {
  const merged: Record<string, unknown> = { ...x, ...y, ...mergeProperties(x, y), ...mergeConst(x, y) };
  for (const keyword of Object.keys(y)) {
    if (!Object.hasOwn(x, keyword) || others.includes(keyword)) continue;
    if (Object.hasOwn(merges, keyword)) merged[keyword] = merges[keyword](x[keyword], y[keyword]);
    else if (!isEqual(x[keyword], y[keyword])) conflicts(keyword);
  }
  return merged;
}

/** A property that one schema does not name is one of its additional ones. */
function mergeProperties(x: Schema, y: Schema): Schema {
  const [xs, ys] = [x.properties, y.properties].map((properties) => (isObject(properties) ? properties : {}));
  const merged: Record<string, unknown> = {};
  for (const name of new Set([...Object.keys(xs), ...Object.keys(ys)])) {
    const parts = [
      Object.hasOwn(xs, name) ? xs[name] : x.additionalProperties,
      Object.hasOwn(ys, name) ? ys[name] : y.additionalProperties,
    ].filter((part) => part !== undefined && part !== true);
    merged[name] = parts.length === 1 ? parts[0] : { allOf: parts };
  }
  const additional = [x.additionalProperties, y.additionalProperties].filter((part) => part !== undefined);
  return {
    ...(Object.keys(merged).length > 0 && { properties: merged }),
    ...(additional.length > 0 && {
      additionalProperties: additional.length === 1 ? additional[0] : { allOf: additional },
    }),
  };
}

function mergeConst(x: Schema, y: Schema): Schema {
  const values = [x, y].flatMap((schema) => (Object.hasOwn(schema, "const") ? [schema.const] : []));
  if (values.length === 0) return {};
  return values.every((value) => isEqual(value, values[0])) ? { const: values[0] } : { enum: [] };
}

function commonTypes(x: readonly unknown[], y: readonly unknown[]): unknown[] {
  const has = (types: readonly unknown[], type: unknown) =>
    types.includes(type) || (type === "integer" && types.includes("number"));
  return [...new Set([...x.filter((type) => has(y, type)), ...y.filter((type) => has(x, type))])];
}

/** Of each list one. */
function combinations(x: unknown, y: unknown): unknown[] {
  const pairs = listOf(x).flatMap((one) => listOf(y).map((other) => ({ allOf: [one, other] })));
  if (pairs.length > maxAlternatives) {
    throw tooComplex(`its alternatives combine in ${pairs.length} ways`, "Say them out, or leave some out.");
  }
  return pairs;
}

function hasEqual(values: readonly unknown[], value: unknown): boolean {
  return values.some((each) => isEqual(each, value));
}

export function isEqual(x: unknown, y: unknown): boolean {
  return x === y || JSON.stringify(x) === JSON.stringify(y);
}
