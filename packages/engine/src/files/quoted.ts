import { PackedTexts } from "./packed-texts.ts";

const MAX_LENGTH = 80;
const MAX_OBJECT_LENGTH = 200;

/** Text out of a file, for a message: in quotes, whatever could break or disguise the line escaped, cut when long. */
export function quoted(text: string): string {
  return escaped(JSON.stringify(cut(text, MAX_LENGTH)));
}

/** Any value out of a file, for a message: short, and on one line. */
export function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  if (typeof value === "string") return quoted(value);
  if (Array.isArray(value) || value instanceof PackedTexts) return `a list of ${value.length}`;
  if (ArrayBuffer.isView(value)) return "a list of numbers";
  // Only JSON has objects, and it has no bigints, which could not be turned into text like this.
  if (typeof value === "object" && value !== null) return escaped(cut(JSON.stringify(value), MAX_OBJECT_LENGTH));
  return String(value);
}

/** A caller's value, for a message. Objects may be anything, also such as JSON cannot hold: their kind has to do. */
export function shownArgument(value: unknown): string {
  if (typeof value === "function") return "a function";
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);
  return isObject ? "an object" : shown(value);
}

/** A sentence out of a file or a library, for a message: on one line, cut when it is longer than `maxLength`. */
export function oneLine(sentence: string, maxLength: number): string {
  return escaped(cut(sentence, maxLength).replace(/\s+/g, " "));
}

function cut(text: string, maxLength: number): string {
  return text.length > maxLength ? `${text.slice(0, maxLength)}…` : text;
}

/** Control characters drive a terminal, format characters turn the direction of text. */
function escaped(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (found) => `\\u{${found.codePointAt(0)?.toString(16)}}`);
}
