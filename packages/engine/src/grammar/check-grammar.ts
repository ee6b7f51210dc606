import { QwenError } from "../errors.ts";
import type { GrammarSpec } from "./grammar-spec.ts";

type Fields = Readonly<Record<string, (value: unknown) => boolean>>;

const isString = (value: unknown) => typeof value === "string";
const isStrings = (value: unknown) => Array.isArray(value) && value.every(isString);
const isTruthValue = (value: unknown) => value === undefined || typeof value === "boolean";
const isOneOf =
  (...allowed: readonly unknown[]) =>
  (value: unknown) =>
    value === undefined || allowed.includes(value);

const textFields: Readonly<Record<string, Fields>> = {
  json_object: {},
  json_schema: { schema: (value) => typeof value === "boolean" || isObject(value), strict: isTruthValue },
  regex: { pattern: isString },
  choice: { choices: isStrings },
  grammar: { grammar: isString },
};

const fields: Readonly<Record<string, Fields>> = {
  ...textFields,
  tools: {
    tools: (value) => Array.isArray(value) && value.length > 0 && value.every(isTool),
    style: isOneOf("json", "xml"),
    choice: isOneOf("auto", "required"),
    parallel: isTruthValue,
    content: (value) => value === undefined || isText(value),
  },
};

/** @throws QwenError `request/invalid` for what is no specification of a grammar */
export function checkGrammar(spec: GrammarSpec): void {
  const given: unknown = spec;
  if (!isObject(given) || !isString(given.type) || !Object.hasOwn(fields, String(given.type))) {
    throw invalid("grammar", `must be an object with a type: ${Object.keys(fields).join(", ")}`);
  }
  const known = fields[String(given.type)];
  for (const name of Object.keys(given)) {
    if (name !== "type" && !Object.hasOwn(known, name)) throw invalid(`grammar.${name.slice(0, 80)}`, "is not known");
  }
  for (const [name, isRight] of Object.entries(known)) {
    if (!isRight(given[name])) throw invalid(`grammar.${name}`, "is missing or not what it should be");
  }
}

function isText(value: unknown): boolean {
  if (!isObject(value) || !Object.hasOwn(textFields, String(value.type))) return false;
  return Object.entries(textFields[String(value.type)]).every(([name, isRight]) => isRight(value[name]));
}

function isTool(value: unknown): boolean {
  if (!isObject(value) || !isString(value.name) || !isTruthValue(value.strict)) return false;
  return value.parameters === undefined || isObject(value.parameters);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function invalid(field: string, complaint: string): QwenError {
  return new QwenError("request/invalid", `"${field}" ${complaint}.`, { details: { field } });
}
