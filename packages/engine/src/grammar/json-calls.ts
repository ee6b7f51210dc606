import { type Expression, literal, type Rules, sequence } from "./expression.ts";
import { anyObject, schemaExpression } from "./json/json-grammar.ts";
import { colon, comma, space } from "./json/json-text.ts";
import { orElse, type ToolToCall, withToolName } from "./tool-schema.ts";

/** A call as Qwen3 writes it, `{"name": …, "arguments": {…}}`, behind its first brace. */
export function jsonCall({ name, parameters, strict = false }: ToolToCall, rules: Rules): Expression {
  const schema = { ...(parameters ?? { properties: {} }), type: "object" };
  const written = strict
    ? withToolName(name, () => schemaExpression(schema, rules, true))
    : orElse(
        rules,
        () => schemaExpression(schema, rules, false),
        () => anyObject(rules),
      );
  const named = sequence(literal('"name"'), colon, literal(JSON.stringify(name)));
  return sequence(space, named, comma, literal('"arguments"'), colon, written, space, literal("}"));
}
