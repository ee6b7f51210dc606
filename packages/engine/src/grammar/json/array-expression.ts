import { choice, type Expression, empty, never, optional, repeat, sequence } from "../expression.ts";
import { comma, enclosed } from "./json-text.ts";
import { countOf, elementSchemas, type Schema } from "./schema.ts";
import { maxDepth, type SchemaContext } from "./schema-context.ts";

/** Where a tuple's schema says nothing of further elements, there are none. */
export function arrayExpression(context: SchemaContext, schema: Schema, path: string, depth: number): Expression {
  if (depth >= maxDepth) return never;
  const min = countOf(schema, "minItems", path) ?? 0;
  const max = countOf(schema, "maxItems", path) ?? Number.POSITIVE_INFINITY;
  if (min > max) return never;
  const { tuple, further = tuple.length === 0 } = elementSchemas(schema);
  const isFree = tuple.length === 0 && further === true && min === 0 && max === Number.POSITIVE_INFINITY;
  if (isFree) return context.freeArray(depth);
  const first = tuple.slice(0, max).map((element, i) => context.value(element, `${path}/prefixItems/${i}`, depth + 1));
  const other = context.value(further, `${path}/items`, depth + 1);
  return enclosed("[", elements(context, first, other, min, max), "]");
}

function elements(
  context: SchemaContext,
  first: readonly Expression[],
  other: Expression,
  min: number,
  max: number,
): Expression {
  const [numLeast, numMost] = [Math.max(0, min - first.length), max - first.length];
  if (first.length === 0) {
    if (max === 0) return empty;
    const some = sequence(other, repeat(sequence(comma, other), Math.max(0, min - 1), max - 1));
    return min > 0 ? some : optional(some);
  }
  let behind: Expression = repeat(sequence(comma, other), numLeast, numMost);
  for (let i = first.length - 1; i >= 0; i--) {
    const element = i === 0 ? sequence(first[i], behind) : sequence(comma, first[i], behind);
    behind = context.rules.add(i < min ? element : choice(element, empty));
  }
  return behind;
}
