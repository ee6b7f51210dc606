// What Python takes for whitespace: unlike JavaScript's \s, the separators U+001C to U+001F and U+0085 too, but not U+FEFF.
const spaces = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const isSpace = new RegExp(`[${spaces}]`);

/** Which ends of a text to strip. */
export type StripName = "strip" | "lstrip" | "rstrip";

/** Python's `text.strip(characters)`, `lstrip` or `rstrip`: without these characters, or whitespace, at its ends. */
export function pythonStrip(name: StripName, text: string, characters?: string): string {
  const isStripped = (unit: string) => characters?.includes(unit) ?? isSpace.test(unit);
  let start = 0;
  let end = text.length;
  while (name !== "rstrip" && start < end && isStripped(text[start])) start++;
  while (name !== "lstrip" && end > start && isStripped(text[end - 1])) end--;
  return text.slice(start, end);
}

/**
 * Python's `text.split(separator, maxSplits)`: at every separator, or at runs of whitespace when there is none. All that
 * follows the last allowed split stays in one part; negative `maxSplits` allow any number.
 */
export function pythonSplit(text: string, separator?: string, maxSplits = -1): string[] {
  if (separator === "") throw new Error("empty separator");
  return separator === undefined ? splitWords(text, maxSplits) : splitAt(text, separator, maxSplits);
}

function splitAt(text: string, separator: string, maxSplits: number): string[] {
  const parts: string[] = [];
  let start = 0;
  for (let at = text.indexOf(separator); at >= 0 && parts.length !== maxSplits; at = text.indexOf(separator, start)) {
    parts.push(text.slice(start, at));
    start = at + separator.length;
  }
  return [...parts, text.slice(start)];
}

function splitWords(text: string, maxSplits: number): string[] {
  const parts: string[] = [];
  const word = new RegExp(`[^${spaces}]+`, "g");
  for (let match = word.exec(text); match; match = word.exec(text)) {
    if (parts.length === maxSplits) return [...parts, text.slice(match.index)];
    parts.push(match[0]);
  }
  return parts;
}
