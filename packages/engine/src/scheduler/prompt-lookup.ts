/** Tokens that must have occurred before, in this order, for a guess. */
const minMatch = 2;
/** Longer matches are as good as this one. */
const maxMatch = 8;

/**
 * Guesses how a sequence goes on: as it did where its last tokens stood before. Of several such places the one with the
 * longest match counts, the latest of these. Names, code and quotations are often repeated whole.
 * @returns at most `count` tokens, none where the last two never occurred; a view
 * @see https://github.com/apoorvumang/prompt-lookup-decoding
 */
export function lookUpDraft(tokenIds: Int32Array, count: number): Int32Array {
  const end = tokenIds.length;
  let best = { length: minMatch - 1, end };
  for (let i = end - 1; i > 0 && best.length < maxMatch; i--) {
    const length = matchLength(tokenIds, i);
    if (length > best.length) best = { length, end: i };
  }
  return tokenIds.subarray(best.end, Math.min(end, best.end + count));
}

/** How many of the tokens before `end` are the sequence's last ones, at most `maxMatch`. */
function matchLength(tokenIds: Int32Array, end: number): number {
  let length = 0;
  while (length < Math.min(end, maxMatch) && tokenIds[end - 1 - length] === tokenIds[tokenIds.length - 1 - length]) {
    length++;
  }
  return length;
}
