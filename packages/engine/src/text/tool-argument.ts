import { maxArgumentDepth } from "./call-automaton.ts";

// The types of a parameter come from its JSON Schema alone: between tags, a text, a number and a truth value look alike.

type Schema = Readonly<Record<string, unknown>>;

/** References and alternatives followed at most. */
const maxSchemaDepth = 8;

/** Whether the schema of an object names a property. */
export function hasProperty(parameters: Schema | undefined, name: string): boolean {
  return isObject(parameters?.properties) && Object.hasOwn(parameters.properties, name);
}

/**
 * The JSON that the value of a parameter, written as text, stands for: of the types that `parameters`, the schema of all
 * arguments, allows it the narrowest that it fits; as it was written if it was written as JSON, else the text as a
 * string. Python's spellings of true, false and null count.
 */
export function argumentText(value: string, parameters: Schema | undefined, name: string): string {
  const types = parameterTypes(parameters, name);
  const text = value.trim();
  const word = text.toLowerCase();
  const isTextOnly = types.size === 0 || (types.size === 1 && types.has("string"));
  if (!isTextOnly && /^(null|none)$/.test(word)) return "null";
  if (types.has("boolean") && /^(true|false)$/.test(word)) return word;
  const number = types.has("number") || types.has("integer") ? numberText(text, !types.has("number")) : undefined;
  if (number !== undefined) return number;
  if ((types.has("array") || types.has("object")) && isContainer(text)) return text;
  return JSON.stringify(value);
}

/** The types that the schema of all arguments allows one of them: "string", "number", …, none where it names none. */
export function parameterTypes(parameters: Schema | undefined, name: string): ReadonlySet<string> {
  const types = new Set<string>();
  const schema = hasProperty(parameters, name) ? (parameters!.properties as Schema)[name] : undefined;
  addTypes(types, schema, parameters!, maxSchemaDepth);
  return types;
}

/** Adds all types that a schema allows by itself, its alternatives or its values. */
function addTypes(types: Set<string>, schema: unknown, document: Schema, depth: number): void {
  if (depth === 0 || !isObject(schema)) return;
  const { type, nullable, enum: values, const: value } = schema;
  for (const name of listOf(type)) types.add(String(name));
  if (nullable === true) types.add("null");
  for (const allowed of [...listOf(values), ...listOf(value)]) types.add(typeOf(allowed));
  const alternatives = [schema.anyOf, schema.oneOf, schema.allOf].flatMap(listOf);
  for (const alternative of [...alternatives, lookUp(document, schema.$ref)]) {
    addTypes(types, alternative, document, depth - 1);
  }
  if (types.size === 0 && schema.properties !== undefined) types.add("object");
  if (types.size === 0 && schema.items !== undefined) types.add("array");
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

/** Follows "#/$defs/name". */
function lookUp(document: Schema, reference: unknown): unknown {
  if (typeof reference !== "string" || !reference.startsWith("#/")) return undefined;
  let found: unknown = document;
  for (const part of reference.slice(2).split("/")) {
    const key = part.replaceAll("~1", "/").replaceAll("~0", "~");
    found = isObject(found) && Object.hasOwn(found, key) ? found[key] : undefined;
  }
  return found;
}

/** A number as JSON has it, with all its digits. */
function numberText(text: string, isInteger: boolean): string | undefined {
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return undefined;
  const number = Number(text);
  if (!Number.isFinite(number)) return undefined;
  const isJson = /^-?(0|[1-9]\d*)(\.\d+)?(e[+-]?\d+)?$/i.test(text);
  const isWhole = /^-?\d+$/.test(text);
  return isJson && (isWhole || !isInteger) ? text : String(number);
}

function isContainer(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && isWithin(value, maxArgumentDepth - 1);
  } catch {
    return false;
  }
}

function isWithin(value: unknown, depth: number): boolean {
  if (typeof value !== "object" || value === null) return true;
  return depth > 0 && Object.values(value).every((element) => isWithin(element, depth - 1));
}

function isObject(value: unknown): value is Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
