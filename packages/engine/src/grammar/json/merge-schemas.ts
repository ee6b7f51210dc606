import { tooComplex } from "../grammar-error.ts";
import { type ElementSchemas, elementSchemas, isObject, listOf, type Schema } from "./schema.ts";

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
  propertyNames: both,
  anyOf: combinations,
  oneOf: combinations,
};

/** Keywords that are merged together with others. */
const others = ["properties", "additionalProperties", "items", "prefixItems", "additionalItems", "const"];

/** What two schemas demand at once. @param conflicts is given keywords that can not be merged; the second's stays */
export function mergeSchemas(x: Schema, y: Schema, conflicts: (keyword: string) => void): Schema {
  const merged: Record<string, unknown> = {
    ...x,
    ...y,
    ...mergeProperties(x, y),
    ...mergeElements(x, y),
    ...mergeConst(x, y),
  };
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
    merged[name] = allOf([
      Object.hasOwn(xs, name) ? xs[name] : x.additionalProperties,
      Object.hasOwn(ys, name) ? ys[name] : y.additionalProperties,
    ]);
  }
  const additional = [x.additionalProperties, y.additionalProperties].filter((part) => part !== undefined);
  return {
    ...(Object.keys(merged).length > 0 && { properties: merged }),
    ...(additional.length > 0 && {
      additionalProperties: additional.length === 1 ? additional[0] : { allOf: additional },
    }),
  };
}

/** An element behind a tuple is one of its further ones. */
function mergeElements(x: Schema, y: Schema): Schema {
  const [xs, ys] = [elementSchemas(x), elementSchemas(y)];
  if (xs.tuple.length + ys.tuple.length === 0 && (xs.further ?? ys.further) === undefined) return {};
  const length = Math.max(xs.tuple.length, ys.tuple.length);
  const at = ({ tuple, further }: ElementSchemas, i: number) => (i < tuple.length ? tuple[i] : further);
  const prefixItems = Array.from({ length }, (_, i) => allOf([at(xs, i), at(ys, i)]));
  const further = [xs.further, ys.further].some((part) => part !== undefined);
  return {
    ...(length > 0 && { prefixItems }),
    ...(further && { items: allOf([xs.further, ys.further]) }),
    additionalItems: undefined,
  };
}

function allOf(schemas: readonly unknown[]): unknown {
  const parts = schemas.filter((part) => part !== undefined && part !== true);
  return parts.length === 1 ? parts[0] : { allOf: parts };
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
