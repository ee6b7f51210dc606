import type { Range } from "./expression.ts";

/** Last code point. */
const last = 0x10ffff;

const digits: Range[] = [[0x30, 0x39]];
const words: Range[] = [
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
];
const spaces: Range[] = [
  [0x09, 0x0d],
  [0x20, 0x20],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
];

/** What a point stands for: all but ends of lines. */
export const anyButLineEnds: readonly Range[] = complement([
  [0x0a, 0x0a],
  [0x0d, 0x0d],
  [0x2028, 0x2029],
]);

/** Classes by the letter behind their backslash. */
export const classEscapes: Readonly<Record<string, readonly Range[]>> = {
  d: digits,
  D: complement(digits),
  w: words,
  W: complement(words),
  s: spaces,
  S: complement(spaces),
};

/** All characters that are not in some ranges. */
export function complement(ranges: readonly Range[]): Range[] {
  const rest: Range[] = [];
  let start = 0;
  for (const [from, to] of [...ranges].sort(([a], [b]) => a - b)) {
    if (from > start) rest.push([start, from - 1]);
    start = Math.max(start, to + 1);
  }
  if (start <= last) rest.push([start, last]);
  return rest;
}
