import { type Expression, literal, never, sequence } from "../expression.ts";
import { colon, comma, enclosed } from "./json-text.ts";
import { maxDepth } from "./schema-context.ts";

/** One value, with space where JSON has it. */
export function exactly(value: unknown, depth = 0): Expression {
  if (depth > maxDepth) return never;
  if (typeof value !== "object" || value === null) return literal(JSON.stringify(value));
  const parts = Array.isArray(value)
    ? value.map((element) => exactly(element, depth + 1))
    : Object.entries(value).map(([key, member]) =>
        sequence(literal(JSON.stringify(key)), colon, exactly(member, depth + 1)),
      );
  const content = sequence(...parts.flatMap((part, i) => (i === 0 ? [part] : [comma, part])));
  return Array.isArray(value) ? enclosed("[", content, "]") : enclosed("{", content, "}");
}
