import { grammarError } from "../grammar-error.ts";

export type Schema = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** @throws QwenError `grammar/invalid` unless it is an object or a truth value */
export function checkSchema(value: unknown, path: string): Schema | boolean {
  if (typeof value === "boolean" || isObject(value)) return value;
  throw schemaError(path, "must be a schema: an object, true or false");
}

/** What a list keyword has; a single value counts as a list of one. */
export function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

/** @throws QwenError `grammar/invalid` */
export function numberOf(schema: Schema, keyword: string, path: string): number | undefined {
  const value = schema[keyword];
  if (value === undefined || (typeof value === "number" && Number.isFinite(value))) return value;
  throw schemaError(path, `has a "${keyword}" that is no number`);
}

/** @throws QwenError `grammar/invalid` */
export function countOf(schema: Schema, keyword: string, path: string): number | undefined {
  const value = numberOf(schema, keyword, path);
  if (value === undefined || (Number.isInteger(value) && value >= 0)) return value;
  throw schemaError(path, `has a "${keyword}" that is no count`);
}

/** @param complaint what is wrong with the schema at `path` */
export function schemaError(path: string, complaint: string) {
  const shown = path.length > 120 ? `${path.slice(0, 120)}…` : path;
  return grammarError(`The JSON Schema at ${shown} ${complaint}`, { path });
}

export interface ElementSchemas {
  readonly tuple: readonly unknown[];
  /** Of the elements behind the tuple. */
  readonly further: unknown;
}

/** Schemas of an array's elements. Drafts before 2020-12 have a tuple's in `items`. */
export function elementSchemas({ items, prefixItems, additionalItems }: Schema): ElementSchemas {
  const listed = Array.isArray(items) ? items : prefixItems;
  return { tuple: Array.isArray(listed) ? listed : [], further: Array.isArray(items) ? additionalItems : items };
}
