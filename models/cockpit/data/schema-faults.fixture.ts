import { isDeepStrictEqual } from "node:util";
import type { FunctionSchema } from "./offered-tools.ts";

/** The part of JSON Schema that the tools use. */
interface ValueSchema {
  readonly type: "string" | "number" | "integer" | "boolean" | "array";
  readonly enum?: readonly unknown[];
  readonly items?: ValueSchema;
  readonly description?: string;
}

/** What is wrong with the arguments of a call, in words; empty if they fit the schema. */
export function schemaFaults({ parameters }: FunctionSchema, args: Readonly<Record<string, unknown>>): string[] {
  const properties = parameters.properties as Readonly<Record<string, ValueSchema>>;
  const required = (parameters.required ?? []) as readonly string[];
  const missing = required.filter((name) => !(name in args)).map((name) => `${name} is missing`);
  const wrong = Object.entries(args).flatMap(([name, value]) => {
    const schema = properties[name];
    return schema ? valueFaults(name, schema, value) : [`${name} is no parameter`];
  });
  return [...missing, ...wrong];
}

function valueFaults(name: string, schema: ValueSchema, value: unknown): string[] {
  if (!hasType(value, schema.type)) return [`${name} is no ${schema.type}: ${JSON.stringify(value)}`];
  if (schema.enum && !schema.enum.some((choice) => isDeepStrictEqual(choice, value)))
    return [`${name} is none of its choices: ${JSON.stringify(value)}`];
  return Array.isArray(value) ? value.flatMap((item, i) => valueFaults(`${name}[${i}]`, schema.items!, item)) : [];
}

function hasType(value: unknown, type: ValueSchema["type"]): boolean {
  if (type === "array") return Array.isArray(value);
  if (type === "integer") return Number.isInteger(value);
  return typeof value === type;
}
