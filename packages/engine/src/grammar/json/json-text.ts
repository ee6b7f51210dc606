import {
  bytes,
  character,
  choice,
  type Expression,
  literal,
  optional,
  type Range,
  repeat,
  sequence,
} from "../expression.ts";

/** Space between parts: none, a blank, or a new line with its indentation. Bounded, lest a model go on with it for ever. */
export const space: Expression = optional(
  choice(literal(" "), sequence(literal("\n"), repeat(bytes([0x20, 0x20], [0x09, 0x09]), 0, 24))),
);

export const digit: Expression = bytes([0x30, 0x39]);
const nonzeroDigit = bytes([0x31, 0x39]);
const hexDigit = bytes([0x30, 0x39], [0x41, 0x46], [0x61, 0x66]);
const quote = literal('"');

/** Far more digits than numbers have; without bound a model might never leave a number, or leave the range of doubles. */
const maxDigits = 20;

const wholeNumber: Expression = choice(literal("0"), sequence(nonzeroDigit, repeat(digit, 0, maxDigits - 1)));
export const integer: Expression = sequence(optional(literal("-")), wholeNumber);
export const number: Expression = sequence(
  integer,
  optional(sequence(literal("."), repeat(digit, 1, maxDigits))),
  optional(
    sequence(bytes([0x45, 0x45], [0x65, 0x65]), optional(bytes([0x2b, 0x2b], [0x2d, 0x2d])), repeat(digit, 1, 2)),
  ),
);

/** All but control characters, the quote and the backslash. */
const plain = character([
  [0x20, 0x21],
  [0x23, 0x5b],
  [0x5d, 0x10ffff],
]);
const shortEscape = sequence(literal("\\"), choice(...Array.from('"\\/bfnrt', literal)));
/** Surrogates are left out: of those, two are one character. */
const unicodeEscape = sequence(
  literal("\\u"),
  choice(
    sequence(bytes([0x30, 0x39], [0x41, 0x43], [0x45, 0x46], [0x61, 0x63], [0x65, 0x66]), repeat(hexDigit, 3, 3)),
    sequence(bytes([0x44, 0x44], [0x64, 0x64]), bytes([0x30, 0x37]), repeat(hexDigit, 2, 2)),
  ),
);

/** One character within a string. */
const stringCharacter: Expression = choice(plain, shortEscape, unicodeEscape);

/** @param min characters at least, as Unicode counts them */
export function stringOf(min = 0, max = Number.POSITIVE_INFINITY): Expression {
  return quoted(repeat(stringCharacter, min, max));
}

export function quoted(content: Expression): Expression {
  return sequence(quote, content, quote);
}

/** One of some characters within a string, each in its shortest spelling. */
export function escapedCharacter(ranges: readonly Range[]): Expression {
  const needsEscape: readonly Range[] = [
    [0, 0x1f],
    [0x22, 0x22],
    [0x5c, 0x5c],
  ];
  const plainRanges = needsEscape.reduce((rest: readonly Range[], escaped) => without(rest, escaped), ranges);
  const escaped: Expression[] = [];
  for (const [first, last] of needsEscape) {
    for (let code = first; code <= last; code++) {
      const isIn = ranges.some(([from, to]) => from <= code && code <= to);
      if (isIn) escaped.push(literal(JSON.stringify(String.fromCharCode(code)).slice(1, -1)));
    }
  }
  return choice(character(plainRanges), ...escaped);
}

function without(ranges: readonly Range[], [first, last]: Range): Range[] {
  return ranges.flatMap(([from, to]): Range[] => {
    if (to < first || from > last) return [[from, to]];
    const parts: Range[] = [
      [from, first - 1],
      [last + 1, to],
    ];
    return parts.filter(([start, end]) => start <= end);
  });
}

/** Members or elements between commas. */
export function separated(first: Expression, others: Expression): Expression {
  return sequence(first, repeat(sequence(comma, others), 0));
}

export const comma: Expression = sequence(space, literal(","), space);
export const colon: Expression = sequence(space, literal(":"), space);

export function enclosed(open: string, content: Expression, close: string): Expression {
  return sequence(literal(open), space, content, space, literal(close));
}
