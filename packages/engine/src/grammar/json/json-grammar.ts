import type { Expression, Rules } from "../expression.ts";
import { AnyValue } from "./any-value.ts";
import { checkSchema } from "./schema.ts";
import { SchemaCompiler, strictnessOf } from "./schema-compiler.ts";

const maxObjectDepth = 32;

/** Any JSON object. */
export function anyObject(rules: Rules): Expression {
  return new AnyValue(rules).object(maxObjectDepth);
}

/**
 * The JSON that a schema allows, or a part of it.
 * @param isStrict whether a schema that can not be kept to in full is refused; else it is kept to as far as can be
 * @throws QwenError `grammar/invalid`, `grammar/too-complex`
 */
export function schemaExpression(schema: unknown, rules: Rules, isStrict: boolean): Expression {
  const document = checkSchema(schema, "#");
  return new SchemaCompiler(document, rules, strictnessOf(isStrict)).value(document, "#");
}
