import type { Bounds } from "./number-range.ts";
import { numberOf, type Schema } from "./schema.ts";

/** Of two bounds the narrower one; drafts before the sixth write `exclusiveMinimum: true`. */
export function boundsOf(schema: Schema, path: string): Bounds {
  const { exclusiveMinimum, exclusiveMaximum } = schema;
  const [min, max] = [numberOf(schema, "minimum", path), numberOf(schema, "maximum", path)];
  const above = typeof exclusiveMinimum === "boolean" ? undefined : numberOf(schema, "exclusiveMinimum", path);
  const below = typeof exclusiveMaximum === "boolean" ? undefined : numberOf(schema, "exclusiveMaximum", path);
  const isMinExclusive = above === undefined ? exclusiveMinimum === true : min === undefined || above >= min;
  const isMaxExclusive = below === undefined ? exclusiveMaximum === true : max === undefined || below <= max;
  return {
    min: isMinExclusive ? (above ?? min) : min,
    max: isMaxExclusive ? (below ?? max) : max,
    isMinExclusive,
    isMaxExclusive,
  };
}
