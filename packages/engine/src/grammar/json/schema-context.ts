import type { Expression, Rules } from "../expression.ts";
import type { FlatSchemas, Strictness } from "./flat-schemas.ts";
import type { Schema } from "./schema.ts";

/** Objects and arrays in each other at most. */
export const maxDepth = 32;

/** What the parts of a schema are compiled with. All of it throws QwenError `grammar/invalid`, `grammar/too-complex`. */
export interface SchemaContext {
  readonly rules: Rules;
  readonly strictness: Strictness;
  readonly flat: FlatSchemas;
  /** @param depth objects and arrays around it */
  value(schema: unknown, path: string, depth: number): Expression;
  string(schema: Schema, path: string): Expression;
  /** Any object, or any array. */
  freeObject(depth: number): Expression;
  freeArray(depth: number): Expression;
}
