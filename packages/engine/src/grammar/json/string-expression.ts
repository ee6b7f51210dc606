import { QwenError } from "../../errors.ts";
import { type Expression, never } from "../expression.ts";
import { searchExpression, type WriteCharacter } from "../regex.ts";
import type { Strictness } from "./flat-schemas.ts";
import { formats } from "./formats.ts";
import { countOf, type Schema, schemaError } from "./schema.ts";

/** The most that a string's bounds may count; further characters do not matter to anybody. */
const maxCount = 1_000_000;

/** How strings are written: between quotes in JSON, or as they are. */
export interface StringWriter {
  readonly character: WriteCharacter;
  /** A string whose content is known. */
  readonly enclose: (content: Expression) => Expression;
  /** Any string of so many characters. */
  readonly any: (min: number, max: number) => Expression;
}

/** Strings that a schema without references allows. @throws QwenError `grammar/invalid` */
export function stringExpression(
  schema: Schema,
  path: string,
  writer: StringWriter,
  { unenforced }: Strictness,
): Expression {
  const { pattern, format } = schema;
  const min = countOf(schema, "minLength", path) ?? 0;
  const max = countOf(schema, "maxLength", path) ?? Number.POSITIVE_INFINITY;
  if (min > max) return never;
  const form = typeof format === "string" && Object.hasOwn(formats, format) ? formats[format] : undefined;
  const isBounded = min > 0 || max !== Number.POSITIVE_INFINITY;
  if (pattern !== undefined) {
    if (isBounded) unenforced(path, 'has a "pattern" beside bounds of its length: put them into the pattern');
    const content = patternExpression(pattern, form, path, writer.character, unenforced);
    return content === undefined ? writer.any(min, max) : writer.enclose(content);
  }
  if (form !== undefined && !isBounded) return writer.enclose(searchExpression(form, writer.character));
  return writer.any(Math.min(min, maxCount), max > maxCount ? Number.POSITIVE_INFINITY : max);
}

/** Of a pattern that no grammar can express the format stands in, if there is one. */
function patternExpression(
  pattern: unknown,
  form: string | undefined,
  path: string,
  write: WriteCharacter,
  unenforced: Strictness["unenforced"],
): Expression | undefined {
  if (typeof pattern !== "string") throw schemaError(path, 'has a "pattern" that is no string');
  try {
    return searchExpression(pattern, write);
  } catch (error) {
    if (form !== undefined) return searchExpression(form, write);
    if (!(error instanceof QwenError)) throw error;
    unenforced(path, `has a "pattern" that can not be kept to. ${error.message.replace(/\.$/, "")}`);
    return undefined;
  }
}
