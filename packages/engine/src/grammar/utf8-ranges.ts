import type { Range } from "./expression.ts";

/** Last code points of one, two, three and four bytes. */
const lengthEnds = [0x7f, 0x7ff, 0xffff, 0x10ffff];
const surrogates: Range = [0xd800, 0xdfff];

/** The bytes of all characters from `first` to `last`, as sequences of ranges of bytes. */
export function utf8Ranges(first: number, last: number): (readonly Range[])[] {
  if (first > last) return [];
  if (first <= surrogates[1] && last >= surrogates[0]) {
    return [...utf8Ranges(first, surrogates[0] - 1), ...utf8Ranges(surrogates[1] + 1, last)];
  }
  const lengthEnd = lengthEnds.find((end) => first <= end) ?? lengthEnds[3];
  if (last > lengthEnd) return [...utf8Ranges(first, lengthEnd), ...utf8Ranges(lengthEnd + 1, last)];
  return sameLength(first, last);
}

/** Splits where the last bytes are not all of theirs. */
function sameLength(first: number, last: number): (readonly Range[])[] {
  for (let bits = 6; bits <= 18; bits += 6) {
    const mask = (1 << bits) - 1;
    if ((first & ~mask) === (last & ~mask) || first <= 0x7f) continue;
    if ((first & mask) !== 0) return [...sameLength(first, first | mask), ...sameLength((first | mask) + 1, last)];
    if ((last & mask) !== mask) return [...sameLength(first, (last & ~mask) - 1), ...sameLength(last & ~mask, last)];
  }
  const [from, to] = [encode(first), encode(last)];
  return [from.map((byte, i): Range => [byte, to[i]])];
}

function encode(codePoint: number): number[] {
  return [...new TextEncoder().encode(String.fromCodePoint(codePoint))];
}
