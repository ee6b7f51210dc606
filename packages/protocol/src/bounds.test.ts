import { expect, test } from "vitest";
import * as z from "zod";
import * as protocol from "./index.ts";

interface JsonSchema {
  readonly type?: string;
  readonly maxItems?: number;
  readonly prefixItems?: unknown;
  readonly [key: string]: unknown;
}

/** Paths of the lists in a schema that may be of any length. */
function endlessLists(schema: unknown, path: string): string[] {
  if (typeof schema !== "object" || schema === null) return [];
  const { type, maxItems, prefixItems } = schema as JsonSchema;
  const isEndless = type === "array" && maxItems === undefined && prefixItems === undefined;
  const below = Object.entries(schema).flatMap(([key, value]) => endlessLists(value, `${path}.${key}`));
  return isEndless ? [path, ...below] : below;
}

const requests = Object.entries<unknown>(protocol).flatMap(([name, schema]): [string, z.ZodType][] =>
  /(Request|Query)Schema$/.test(name) && schema instanceof z.ZodType ? [[name, schema]] : [],
);

// Texts and numbers of JSON are as long as the body at most; what a list holds takes many times as much memory.
test.each(requests)("%s: each list has a longest length", (name, schema) => {
  const described = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  expect(endlessLists(described, name)).toEqual([]);
});

test("all requests were looked at", () => expect(requests.length).toBeGreaterThan(15));
